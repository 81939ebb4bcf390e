import type { RunningRelease } from '@xietong/shared/releases';
import { flushPromises } from '@vue/test-utils';
import { describe, expect, it, vi } from 'vitest';
import { mountPage } from '../../testing/mount-app';
import TakeDownAction from './TakeDownAction.vue';

function release(releaseId: string, more: Partial<RunningRelease> = {}): RunningRelease {
  return {
    ...{ releaseId, kind: 'LOCAL', version: 1, campaignId: 'c', campaignNumber: `NUMBER-${releaseId}` },
    ...{ title: releaseId, tenant: { kind: 'CITY', nameZh: '南京', nameEn: 'Nanjing' } },
    ...{ startsAt: '2026-11-20T16:00:00.000Z', endsAt: '2026-11-30T16:00:00.000Z' },
    points: [{ code: 'home-banner', nameZh: '首页横幅', nameEn: 'Home banner' }],
    mayTakeDown: true,
    ...more,
  };
}

const toError = () => ({ code: 'UNEXPECTED', params: {}, problems: [] });

async function opened(running: RunningRelease[], releaseId?: string) {
  const action = vi.fn(() => Promise.resolve());
  const { wrapper } = await mountPage(TakeDownAction, { props: { running, releaseId, action, toError } });
  const button = wrapper.find('button');
  if (button.exists()) await button.trigger('click');
  await flushPromises();
  return { action, button, dialog: document.body.querySelector<HTMLElement>('.el-dialog') };
}

async function confirm(dialog: HTMLElement | null, reason: string): Promise<void> {
  const field = dialog?.querySelector('textarea');
  if (!field) throw new Error('no field for a reason');
  field.value = reason;
  field.dispatchEvent(new Event('input'));
  await flushPromises();
  dialog?.querySelector<HTMLElement>('.el-dialog__footer .el-button--danger')?.click();
  await flushPromises();
}

describe('the emergency stop', () => {
  it('is not there where nothing of it runs or may be stopped', async () => {
    expect((await opened([])).button.exists()).toBe(false);
    expect((await opened([release('a', { mayTakeDown: false })])).button.exists()).toBe(false);
    expect((await opened([release('a')], 'another')).button.exists()).toBe(false);
  });

  it('says what stops where and what runs on, and asks for the reason', async () => {
    const { action, dialog } = await opened([release('a'), release('b', { mayTakeDown: false })], 'a');
    expect(dialog?.textContent).toContain('南京 · 营销点：首页横幅');
    expect(dialog?.textContent).toContain('不在其中，继续投放');
    await confirm(dialog, '  ');
    expect(action).not.toHaveBeenCalled();
    await confirm(dialog, '资费写错');
    expect(action).toHaveBeenCalledExactlyOnceWith('a', '资费写错');
  });

  it('takes the others along where that is asked for', async () => {
    const { action, dialog } = await opened([release('a'), release('b')], 'a');
    dialog?.querySelector<HTMLElement>('input[type="checkbox"]')?.click();
    await flushPromises();
    expect(dialog?.textContent).not.toContain('不在其中，继续投放');
    await confirm(dialog, '资费写错');
    expect(action).toHaveBeenCalledExactlyOnceWith(null, '资费写错');
  });
});
