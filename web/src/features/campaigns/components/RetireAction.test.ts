import type { RunningRelease } from '@xietong/shared/releases';
import { flushPromises } from '@vue/test-utils';
import { expect, it, vi } from 'vitest';
import { answerLeaveQuestion } from '../../../testing/leave-question';
import { mountPage } from '../../../testing/mount-app';
import RetireAction from './RetireAction.vue';

const ID = '00000000-0000-4000-8000-000000000001';
const running: RunningRelease[] = [
  {
    ...{ releaseId: 'r', kind: 'LOCAL', version: 1, campaignId: 'c', campaignNumber: '320100-2026-0001' },
    ...{ title: '南京手机报', tenant: { kind: 'CITY', nameZh: '南京', nameEn: 'Nanjing' } },
    ...{ startsAt: '2026-11-20T16:00:00.000Z', endsAt: '2026-11-30T16:00:00.000Z' },
    points: [{ code: 'home-banner', nameZh: '首页横幅', nameEn: 'Home banner' }],
    mayTakeDown: true,
  },
];

it('shows what runs in which city, asks for the reason, and declares what becomes of it', async () => {
  const sent: unknown[] = [];
  const { wrapper } = await mountPage(RetireAction, {
    props: { campaignId: ID, running },
    answers: {
      'campaigns.retire': (input) => {
        sent.push(input);
        return { paused: 1 };
      },
    },
  });
  await wrapper.find('button').trigger('click');
  await flushPromises();
  const dialog = document.body.querySelector<HTMLElement>('.el-dialog');
  const confirm = () => dialog?.querySelector<HTMLElement>('.el-dialog__footer .el-button--primary')?.click();
  expect(dialog?.textContent).toContain('会影响 1 项投放');
  expect(dialog?.textContent).toContain('南京 · 营销点：首页横幅');
  expect(dialog?.textContent).toContain('投放到各自的结束时间');
  confirm();
  await flushPromises();
  expect(sent).toEqual([]);
  dialog?.querySelector<HTMLInputElement>('input[value="PAUSE"]')?.click();
  const reason = dialog?.querySelector('textarea');
  if (!reason) throw new Error('no field for a reason');
  reason.value = '停售';
  reason.dispatchEvent(new Event('input'));
  await flushPromises();
  confirm();
  await vi.waitFor(() => {
    expect(sent).toHaveLength(1);
  });
  expect(sent).toEqual([{ id: ID, children: 'PAUSE', reason: '停售' }]);
});

it('asks before what was chosen in it is left, and no more once it is closed', async () => {
  const { wrapper, router } = await mountPage(RetireAction, { props: { campaignId: ID, running } });
  await wrapper.find('button').trigger('click');
  await flushPromises();
  const dialog = document.body.querySelector<HTMLElement>('.el-dialog');
  dialog?.querySelector<HTMLInputElement>('input[value="PAUSE"]')?.click();
  await flushPromises();
  const left = router.push('/elsewhere');
  await answerLeaveQuestion('stay');
  await left;
  expect(router.currentRoute.value.path).toBe('/');
  dialog?.querySelector<HTMLElement>('.el-dialog__footer .el-button')?.click();
  await flushPromises();
  await router.push('/elsewhere');
  expect(router.currentRoute.value.path).toBe('/elsewhere');
});
