import type { PointCreateInput } from '@xietong/shared/points';
import type { Call } from '../access/call';
import type { ScenarioServices } from './scenario-services';

type PointText = Pick<PointCreateInput, 'code' | 'channel' | 'format' | 'nameZh' | 'nameEn'>;

const POINTS: readonly (PointText & { capacity?: number })[] = [
  { code: 'home-banner', channel: 'web', format: 'banner', nameZh: '首页横幅', nameEn: 'Home banner' },
  {
    code: 'bill-after',
    channel: 'web',
    format: 'banner',
    nameZh: '查话费后推荐',
    nameEn: 'After a bill query',
  },
  {
    code: 'recharge-success',
    channel: 'web',
    format: 'banner',
    nameZh: '充值成功页',
    nameEn: 'Recharge success page',
  },
  {
    code: 'plan-sidebar',
    channel: 'web',
    format: 'sidebar',
    nameZh: '套餐页侧栏',
    nameEn: 'Plan page sidebar',
    capacity: 2,
  },
  { code: 'web-dialog', channel: 'web', format: 'dialog', nameZh: '网厅弹窗', nameEn: 'Web hall dialog' },
  { code: 'sms-tail', channel: 'sms', format: 'sms', nameZh: '短厅回复尾部', nameEn: 'SMS reply tail' },
  { code: 'app-splash', channel: 'app', format: 'splash', nameZh: 'App 开屏', nameEn: 'App splash screen' },
  { code: 'app-dialog', channel: 'app', format: 'dialog', nameZh: 'App 弹窗', nameEn: 'App dialog' },
  { code: 'h5-card', channel: 'h5', format: 'card', nameZh: 'H5 首页卡片', nameEn: 'H5 home card' },
  {
    code: 'terminal-idle',
    channel: 'terminal',
    format: 'idle',
    nameZh: '终端待机屏',
    nameEn: 'Terminal idle screen',
  },
  {
    code: 'wechat-card',
    channel: 'wechat',
    format: 'card',
    nameZh: '微信图文卡片',
    nameEn: 'WeChat article card',
  },
  {
    code: 'app-recharge-dialog',
    channel: 'app',
    format: 'dialog',
    nameZh: 'App 充值后弹窗',
    nameEn: 'App dialog after a recharge',
  },
];

const WEB_FALLBACK = {
  headline: '网上营业厅欢迎您（演示）',
  body: '查话费、充值、办套餐，一处办妥。',
  buttonLabel: '去看看',
  buttonHref: '/services',
};
const TERMINAL_FALLBACK = { headline: '自助服务，随到随办（演示）', body: '交费、查询、打印详单。' };
const SMS_FALLBACK = { smsText: '更多业务请到网上营业厅办理（演示）' };

/** Points that open or start by themselves stay shut when there is nothing to say; an article needs its picture. */
const SHUT_FORMATS: ReadonlySet<string> = new Set(['dialog', 'splash']);

function fallbackOf({ channel, format }: PointText): PointCreateInput['fallback'] {
  if (SHUT_FORMATS.has(format) || channel === 'wechat') return null;
  if (channel === 'terminal') return TERMINAL_FALLBACK;
  return channel === 'sms' ? SMS_FALLBACK : WEB_FALLBACK;
}

/** The catalogue, with points in every channel; what they show by themselves is approved by another than its author. */
export async function makeDemoPoints(
  { pointService, pointFallbackService }: Pick<ScenarioServices, 'pointService' | 'pointFallbackService'>,
  { author, approver }: { author: Call; approver: Call },
): Promise<void> {
  for (const { capacity = 1, ...point } of POINTS) {
    const fallback = fallbackOf(point);
    const { id } = await pointService.create(author, { ...point, capacity, enabled: true, fallback });
    const { fallbackProposal } = await pointService.get(approver, id);
    if (!fallbackProposal) continue;
    const { hash } = fallbackProposal;
    await pointFallbackService.decide(approver, { id, hash, outcome: 'APPROVED' });
  }
}
