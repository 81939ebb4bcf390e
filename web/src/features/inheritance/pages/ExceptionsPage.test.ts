import type { ExceptionView, StandardExceptions } from '@xietong/shared/exceptions';
import { flushPromises } from '@vue/test-utils';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { mountPage, Refusal, type Answers } from '../../../testing/mount-app';
import ExceptionsPage from './ExceptionsPage.vue';

const STANDARD = '0190a000-0000-7000-8000-000000000001';
const asked: ExceptionView = {
  id: '0190a000-0000-7000-8000-000000000002',
  tenant: { id: STANDARD, code: '320100', nameZh: '南京', nameEn: 'Nanjing' },
  localCampaign: { id: STANDARD, number: '320100-2026-0001', title: '南京手机报' },
  standardCampaignId: STANDARD,
  fieldId: STANDARD,
  fieldRole: 'smsText',
  fieldLabels: { zh: '短信文本', en: 'Text message' },
  policyBefore: { kind: 'EDITABLE', constraint: { maxLength: 120 } },
  policyAsked: { kind: 'EDITABLE', constraint: { maxLength: 160 } },
  reason: '要列出三个校区',
  state: 'ASKED',
  inForce: false,
  revocation: null,
  askedByName: 'NJ-OPS-01',
  askedAt: '2026-11-22T02:00:00.000Z',
  decision: null,
  may: { withdraw: false, decide: true, revoke: false },
};
const refused: ExceptionView = {
  ...asked,
  id: '0190a000-0000-7000-8000-000000000003',
  state: 'REFUSED',
  decision: { byName: 'JS-APR-01', at: '2026-11-22T03:00:00.000Z', reason: '全省统一', expiresAt: null },
  may: { withdraw: false, decide: false, revoke: false },
};

async function open(answers: Answers = {}) {
  const sent: { name: string; input: unknown }[] = [];
  const take = (name: string) => (input: unknown) => {
    sent.push({ name, input });
    return { id: asked.id };
  };
  const data: StandardExceptions = {
    standard: { id: STANDARD, number: 'JS-2026-0001', title: '手机报推广' },
    rows: [asked, refused],
    detachments: [],
  };
  const { wrapper } = await mountPage(ExceptionsPage, {
    props: { id: STANDARD },
    answers: {
      'exceptions.ofStandard': () => data,
      'exceptions.grant': take('grant'),
      'exceptions.refuse': take('refuse'),
      ...answers,
    },
  });
  await vi.waitFor(() => {
    expect(wrapper.find('.acts').exists()).toBe(true);
  });
  return { wrapper, sent };
}

const dialogButton = (text: string) =>
  [...document.querySelectorAll<HTMLButtonElement>('.el-dialog__footer button')].find((button) =>
    button.textContent.includes(text),
  );

afterEach(() => {
  document.body.innerHTML = '';
});

describe('the exceptions of a standard', () => {
  it('say what becomes what, why, and how each stands', async () => {
    const { wrapper } = await open();
    expect(wrapper.text()).toContain('有 1 项申请等待决定，共 2 项');
    expect(wrapper.text()).toContain('至多 160 个字');
    expect(wrapper.text()).toContain('要列出三个校区');
    expect(wrapper.text()).toContain('全省统一');
    expect(wrapper.findAll('.acts')).toHaveLength(1);
  });

  it('are granted until thirty days from now unless another day is chosen', async () => {
    const { wrapper, sent } = await open();
    await wrapper.find('.acts button').trigger('click');
    await flushPromises();
    dialogButton('同意')?.click();
    const lastDay = new Date(Date.now() + 30 * 86_400_000 + 8 * 3_600_000).toISOString().slice(0, 10);
    await vi.waitFor(() => {
      expect(sent).toEqual([{ name: 'grant', input: { id: asked.id, lastDay } }]);
    });
  });

  it('are refused with a reason, and not without', async () => {
    const { wrapper, sent } = await open();
    await wrapper.findAll('.acts button')[1]?.trigger('click');
    await flushPromises();
    dialogButton('不同意')?.click();
    await flushPromises();
    expect(sent).toEqual([]);
    const reason = document.querySelector<HTMLTextAreaElement>('.el-dialog textarea');
    if (!reason) throw new Error('the dialog asks for no reason');
    reason.value = '全省统一';
    reason.dispatchEvent(new Event('input'));
    dialogButton('不同意')?.click();
    await vi.waitFor(() => {
      expect(sent).toEqual([{ name: 'refuse', input: { id: asked.id, reason: '全省统一' } }]);
    });
  });

  it('that are in force can be revoked with a reason; who asks to leave stands below', async () => {
    const inForce: ExceptionView = {
      ...asked,
      ...{ state: 'GRANTED', inForce: true, may: { withdraw: false, decide: false, revoke: true } },
      decision: {
        ...{ byName: 'JS-APR-01', at: '2026-11-22T03:00:00.000Z', reason: null },
        expiresAt: '2027-01-01T00:00:00.000Z',
      },
    };
    const leaving = { ...asked, id: '0190a000-0000-7000-8000-000000000009', reason: '本地资费不同' };
    const inputs: unknown[] = [];
    const { wrapper } = await open({
      'exceptions.ofStandard': (): StandardExceptions => ({
        standard: { id: STANDARD, number: 'JS-2026-0001', title: '手机报推广' },
        ...{ rows: [inForce], detachments: [leaving] },
      }),
      'exceptions.revoke': (input) => {
        inputs.push(input);
        return { id: asked.id };
      },
    });
    expect(wrapper.text()).toContain('脱离标准的申请');
    expect(wrapper.text()).toContain('本地资费不同');
    await wrapper
      .findAll('button')
      .find((button) => button.text() === '收回')
      ?.trigger('click');
    await flushPromises();
    const reason = document.querySelector<HTMLTextAreaElement>('.el-dialog textarea');
    if (!reason) throw new Error('the dialog asks for no reason');
    reason.value = '监管要求';
    reason.dispatchEvent(new Event('input'));
    dialogButton('收回')?.click();
    await vi.waitFor(() => {
      expect(inputs).toEqual([{ id: asked.id, reason: '监管要求' }]);
    });
  });

  it('say in the dialog that somebody else was faster', async () => {
    const { wrapper } = await open({
      'exceptions.grant': () => {
        throw new Refusal('EXCEPTION_WRONG_STATE', { state: 'WITHDRAWN' });
      },
    });
    await wrapper.find('.acts button').trigger('click');
    await flushPromises();
    dialogButton('同意')?.click();
    await vi.waitFor(() => {
      expect(document.querySelector('.el-dialog')?.textContent).toContain('这项申请现在是「已撤回」');
    });
  });
});
