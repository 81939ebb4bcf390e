import type { ContentField } from '@xietong/shared/content';
import type { ExceptionView } from '@xietong/shared/exceptions';
import { flushPromises } from '@vue/test-utils';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { mountPage, PERSON, Refusal, type Answers } from '../../../testing/mount-app';
import FieldException from './FieldException.vue';

const ID = '0190a000-0000-7000-8000-000000000001';
const locked: ContentField = {
  id: ID,
  role: 'headline',
  labels: { zh: '标题', en: 'Headline' },
  value: '手机报推广',
  policy: { kind: 'LOCKED', constraint: {} },
};
const bounded: ContentField = { ...locked, policy: { kind: 'EDITABLE', constraint: { maxLength: 20 } } };
const open: ContentField = { ...locked, policy: { kind: 'EDITABLE', constraint: {} } };
const granted: ExceptionView = {
  id: ID,
  tenant: { id: ID, code: '320100', nameZh: '南京', nameEn: 'Nanjing' },
  localCampaign: { id: ID, number: '320100-2026-0001', title: '南京手机报' },
  standardCampaignId: ID,
  fieldId: ID,
  fieldRole: 'headline',
  fieldLabels: locked.labels,
  policyBefore: locked.policy,
  policyAsked: { kind: 'EDITABLE', constraint: {} },
  reason: '名称不同',
  state: 'GRANTED',
  inForce: true,
  askedByName: 'NJ-OPS-01',
  askedAt: '2026-11-22T02:00:00.000Z',
  decision: {
    byName: 'JS-APR-01',
    at: '2026-11-22T03:00:00.000Z',
    reason: null,
    expiresAt: '2026-12-22T16:00:00.000Z',
  },
  revocation: null,
  may: { withdraw: false, decide: false, revoke: false },
};

async function mount(
  field: ContentField,
  exceptions: ExceptionView[] = [],
  given: { answers?: Answers; rules?: typeof PERSON.rules } = {},
) {
  const sent: unknown[] = [];
  const take = (input: unknown) => {
    sent.push(input);
    return { id: ID };
  };
  const { wrapper } = await mountPage(FieldException, {
    props: { field, exceptions, localCampaign: { id: ID, tenantId: ID } },
    session: { ...PERSON, rules: given.rules ?? [['create', 'PolicyException']] },
    answers: { 'exceptions.ask': take, ...given.answers },
  });
  const ask = wrapper.find('button');
  if (ask.exists()) await ask.trigger('click');
  await flushPromises();
  return { wrapper, sent };
}

async function send(reason: string): Promise<void> {
  const box = document.querySelector<HTMLTextAreaElement>('.el-dialog textarea');
  if (!box) throw new Error('the dialog asks for no reason');
  box.value = reason;
  box.dispatchEvent(new Event('input'));
  document.querySelector<HTMLButtonElement>('.el-dialog__footer .el-button--primary')?.click();
  await flushPromises();
}

afterEach(() => {
  document.body.innerHTML = '';
});

describe('an exception beside a field', () => {
  it('opens a locked field when it is asked for with a reason', async () => {
    const { sent } = await mount(locked);
    await send('');
    expect(sent).toEqual([]);
    await send('名称不同');
    await vi.waitFor(() => {
      expect(sent).toHaveLength(1);
    });
    expect(sent).toEqual([
      {
        localCampaignId: ID,
        fieldId: ID,
        policy: { kind: 'EDITABLE', constraint: {} },
        reason: '名称不同',
      },
    ]);
  });

  it('widens the guard-rails that there are', async () => {
    const { sent } = await mount(bounded);
    const most = document.querySelector<HTMLInputElement>('.el-dialog input[aria-label="最多字数"]');
    if (!most) throw new Error('the dialog has no bound');
    expect(most.value).toBe('20');
    most.value = '40';
    most.dispatchEvent(new Event('change'));
    await send('名称更长');
    await vi.waitFor(() => {
      expect(sent).toMatchObject([{ policy: { kind: 'EDITABLE', constraint: { maxLength: 40 } } }]);
    });
  });

  it('says in the dialog what the server refuses', async () => {
    await mount(bounded, [], {
      answers: {
        'exceptions.ask': () => {
          throw new Refusal('EXCEPTION_NOT_LOOSER');
        },
      },
    });
    await send('名称更长');
    await vi.waitFor(() => {
      expect(document.querySelector('.el-dialog')?.textContent).toContain('不比现在的护栏宽');
    });
  });

  it('is not offered where nothing binds, to who may not ask, or while one is in force', async () => {
    expect((await mount(open)).wrapper.find('button').exists()).toBe(false);
    expect((await mount(locked, [], { rules: [] })).wrapper.find('button').exists()).toBe(false);
    const { wrapper } = await mount(bounded, [granted]);
    expect(wrapper.find('button').exists()).toBe(false);
    expect(wrapper.text()).toContain('有效至 2026-12-22（含当天）');
  });

  it('says why it was refused, or that it ended, and may be asked for again', async () => {
    const refused: ExceptionView = {
      ...granted,
      state: 'REFUSED',
      inForce: false,
      decision: { byName: 'JS-APR-01', at: granted.askedAt, reason: '全省统一', expiresAt: null },
    };
    const { wrapper } = await mount(locked, [refused]);
    expect(wrapper.text()).toContain('未同意放宽原因：全省统一');
    expect(wrapper.find('button').exists()).toBe(true);
    const ended = await mount(locked, [{ ...granted, inForce: false }]);
    expect(ended.wrapper.text()).toContain('2026-12-22 到期，恢复标准的护栏');
  });
});
