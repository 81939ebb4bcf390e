import { isRenderable } from '@xietong/shared/points';
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
  { code: 'h5-banner', channel: 'h5', format: 'banner', nameZh: 'H5 横幅', nameEn: 'H5 banner' },
  {
    code: 'terminal-idle',
    channel: 'terminal',
    format: 'idle',
    nameZh: '终端待机屏',
    nameEn: 'Terminal idle screen',
  },
  { code: 'wechat-card', channel: 'wechat', format: 'card', nameZh: '微信卡片', nameEn: 'WeChat card' },
];

const WEB_FALLBACK = {
  headline: '网上营业厅欢迎您（演示）',
  body: '查话费、充值、办套餐，一处办妥。',
  buttonLabel: '去看看',
  buttonHref: '/services',
};
const SMS_FALLBACK = { smsText: '更多业务请到网上营业厅办理（演示）' };

function fallbackOf({ channel, code }: PointText): PointCreateInput['fallback'] {
  // A dialog that has nothing to say does not open.
  if (code === 'web-dialog') return null;
  return channel === 'sms' ? SMS_FALLBACK : WEB_FALLBACK;
}

/** The catalogue. Points of channels that nothing is rendered for yet wait, switched off. */
export async function makeDemoPoints(
  { pointService }: Pick<ScenarioServices, 'pointService'>,
  call: Call,
): Promise<void> {
  for (const { capacity = 1, ...point } of POINTS) {
    const enabled = isRenderable(point);
    await pointService.create(call, {
      ...point,
      capacity,
      enabled,
      fallback: enabled ? fallbackOf(point) : null,
    });
  }
}
