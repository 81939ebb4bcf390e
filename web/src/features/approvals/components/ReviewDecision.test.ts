import type { ApprovalDetail } from '@xietong/shared/approvals';
import { flushPromises } from '@vue/test-utils';
import { describe, expect, it, vi } from 'vitest';
import { mountPage } from '../../../testing/mount-app';
import { approvalRoutes } from '../approval-routes';
import ReviewDecision from './ReviewDecision.vue';
import ReviewPeople from './ReviewPeople.vue';

const id = '0197f0a0-0000-7000-8000-000000000001';
const detail = {
  request: {
    id, tenantId: id, tenantCode: '320100', tenantKind: 'CITY', tenantNameZh: '南京', tenantNameEn: 'Nanjing',
    approverTenantId: id, approverTenantKind: 'CITY', approverNameZh: '南京', approverNameEn: 'Nanjing',
    releaseId: id, releaseState: 'IN_REVIEW', voidBecause: null, kind: 'LOCAL', campaignId: id, campaignNumber: '320100-2026-0001', versionId: id,
    title: '充值50元送5个月手机报', hash: 'a'.repeat(64), state: 'OPEN', note: '首发', submittedByName: 'NJ-OPS-01',
    submittedAt: '2026-11-20T02:00:00.000Z', closedAt: null, startsAt: '2026-11-25T16:00:00.000Z', endsAt: '2026-11-30T16:00:00.000Z', overtakenAt: null, decision: null, required: 1, dueAt: null, isOpened: true, isNewCopy: false,
  },
  document: {
    schema: 'xietong.release/1',
    tenant: { code: '320100', kind: 'CITY' },
    subject: { kind: 'LOCAL', campaignId: id, number: '320100-2026-0001', title: '充值50元送5个月手机报', versionId: id, version: 1, base: null },
    cityDefault: null, content: [], assets: [], renderers: {}, offer: null,
    placements: [{ id, point: 'home-banner', channel: 'web', startsAt: '2026-11-25T16:00:00.000Z', endsAt: '2026-11-30T16:00:00.000Z', tier: 'LOCAL', lever: 50, audience: null }],
  },
  replaces: null, approvedLast: null, guardRails: [], standardContent: null, authors: [{ actorId: id, name: 'NJ-OPS-01', kind: 'PERSON' }], decisions: [], comments: [], earlierComments: [], copies: [], isOpened: true, may: { copy: false, remind: false }, steps: [], policy: null, check: null, takedown: null, mayDecide: true, isAuthor: false,
  assessment: null, points: [], channels: [],
} satisfies ApprovalDetail; // oxfmt-ignore

const open = {
  now: new Date('2026-11-22T02:00:00.000Z'),
  pending: false,
  error: null,
  outdated: null,
  decided: null,
  next: undefined,
  remarks: [],
};
const mounted = async (props: object) =>
  (
    await mountPage(ReviewDecision, {
      routes: approvalRoutes,
      props: { detail, ...open, send: vi.fn(), ...props },
    })
  ).wrapper;
const dialog = () => document.body.querySelector('.el-dialog');

describe('deciding on a request', () => {
  it('says when it goes live and ends, asks once more, and sends the verdict once', async () => {
    const send = vi.fn(() => Promise.resolve(true));
    const wrapper = await mounted({ send });
    expect(wrapper.text()).toContain('通过后于 2026-11-26 00:00 自动上线，到 2026-11-30（含） 结束。');
    await wrapper.get('input[value=approve]').setValue();
    await wrapper.get('form').trigger('submit');
    expect(send).not.toHaveBeenCalled();
    expect(dialog()?.textContent).toContain('自动上线');
    dialog()?.querySelector<HTMLButtonElement>('.el-button--primary')?.click();
    await flushPromises();
    expect(send).toHaveBeenCalledExactlyOnceWith('APPROVED', '');
  });

  it('says in whole sentences how a newer standard reaches the cities', async () => {
    const standard = {
      ...detail.document,
      subject: { ...detail.document.subject, kind: 'STANDARD' as const, version: 2 },
    };
    const replaces = { document: detail.document, hash: 'b'.repeat(64) };
    const wrapper = await mounted({
      detail: { ...detail, document: { ...standard, placements: [] }, replaces },
    });
    expect(wrapper.findAll('p').map((each) => each.text())).toContain(
      '可选：地市自己决定是否合并，没有期限。',
    );
  });

  it('returns with a reason only', async () => {
    const send = vi.fn(() => Promise.resolve(true));
    const wrapper = await mounted({ send });
    await wrapper.get('input[value=return]').setValue();
    await wrapper.get('form').trigger('submit');
    expect(dialog()).toBeNull();
    expect(wrapper.text()).toContain('请写明理由');
    await wrapper.get('textarea').setValue('资费编号不对');
    await wrapper.get('form').trigger('submit');
    dialog()?.querySelector<HTMLButtonElement>('.el-button--primary')?.click();
    await flushPromises();
    expect(send).toHaveBeenCalledExactlyOnceWith('RETURNED', '资费编号不对');
  });

  it('says what becomes of comments on fields, by verdict', async () => {
    const remarks = [{ fieldId: id, text: '写清时段' }];
    const wrapper = await mounted({ remarks });
    await wrapper.get('input[value=approve]').setValue();
    expect(wrapper.text()).toContain('通过时不会发出');
    await wrapper.get('input[value=return]').setValue();
    expect(wrapper.text()).toContain('对 1 个字段写了意见');
    await wrapper.get('textarea').setValue('见字段意见');
    await wrapper.get('form').trigger('submit');
    expect(dialog()?.textContent).toContain('写清时段');
    const none = await mounted({});
    await none.get('input[value=reject]').setValue();
    expect(none.text()).toContain('可以在「全部内容」里对单个字段写意见');
  });

  it('tells an author why they cannot decide, and with whom it lies', async () => {
    const wrapper = await mounted({ detail: { ...detail, isAuthor: true } });
    expect(wrapper.find('form').exists()).toBe(false);
    expect(wrapper.get('[role=note]').text()).toContain('不能审批。现在等待南京市审批处理');
  });

  it('says that a mandatory push needs another approver, before and after the first has approved', async () => {
    const push = { mode: 'MANDATORY' as const, pilot: ['320100'], reason: '资费更正（演示）' };
    const subject = { ...detail.document.subject, kind: 'STANDARD' as const };
    const document = { ...detail.document, subject, placements: [], push };
    const replaces = { hash: 'b'.repeat(64), document };
    const two = { ...detail, document, replaces, request: { ...detail.request, required: 2 } };
    const before = (await mounted({ detail: two })).text();
    for (const part of ['资费更正（演示）', '先推给 1 个试点地市', '两位审批人'])
      expect(before).toContain(part);
    const after = await mounted({ detail: two, decided: 'FIRST_APPROVED' });
    expect(after.get('[role=status]').text()).toContain('已通过，还需另一位');
    expect(after.text()).not.toContain('发布后地市');
  });

  it('says what made a request void, and lays it on nobody who did not', async () => {
    const closedAt = '2026-11-21T02:00:00.000Z';
    const closed = (state: 'VOID' | 'WITHDRAWN') => ({
      ...{ ...detail.request, state, releaseState: 'RETURNED' as const, closedAt },
      voidBecause: state === 'VOID' ? ('TAKEN_DOWN' as const) : null,
    });
    const last = async (state: 'VOID' | 'WITHDRAWN') => {
      const props = { detail: { ...detail, request: closed(state) }, now: open.now };
      const { wrapper } = await mountPage(ReviewPeople, { routes: approvalRoutes, props });
      return (
        wrapper
          .findAll('ol li')
          .find((each) => each.text().includes('已'))
          ?.text() ?? ''
      );
    };
    expect(await last('WITHDRAWN')).toContain('NJ-OPS-01 已撤回');
    expect(await last('VOID')).toMatch(/^已失效.*它要替换的内容已紧急下线/s);
  });

  it('says by whom a closed request was answered', async () => {
    const decision = {
      outcome: 'APPROVED',
      reason: null,
      by: 'NJ-APR-01',
      at: '2026-11-21T02:00:00.000Z',
      hash: 'a'.repeat(64),
    };
    const wrapper = await mounted({
      detail: { ...detail, mayDecide: false, request: { ...detail.request, state: 'APPROVED', decision } },
    });
    expect(wrapper.get('[role=note]').text()).toBe('NJ-APR-01 已通过');
  });

  it('says of what is approved what it did and has become, in no future', async () => {
    const approved = (over: object, over2: object = {}) => ({
      ...{ ...detail, mayDecide: false, ...over2 },
      request: { ...detail.request, state: 'APPROVED', releaseState: 'APPROVED', ...over },
    });
    const textAt = async (now: string, given: object) =>
      (await mounted({ now: new Date(now), detail: given })).text();
    const replaces = { hash: 'b'.repeat(64), document: detail.document };
    const live = await textAt('2026-11-27T02:00:00.000Z', approved({}, { replaces }));
    expect(live).toContain('已上线，到 2026-11-30（含） 结束。');
    expect(live).toContain('通过时，第 1 版随之让位。');
    expect(live).not.toContain('通过后');
    const later = '2026-11-28T02:00:00.000Z';
    const replaced = await textAt(later, approved({ overtakenAt: '2026-11-27T16:00:00.000Z' }));
    expect(replaced).toContain('2026-11-28 00:00 起由后来通过的版本取代');
    expect(replaced).not.toContain('上线');
    expect(await textAt('2026-12-02T02:00:00.000Z', approved({}))).toContain('至 2026-11-30（含） 已结束');
  });

  it.each([
    ...['APPROVAL_CLOSED', 'APPROVAL_HASH_CHANGED', 'APPROVAL_STEP_MET'],
    ...['APPROVAL_NOT_YOUR_TURN', 'APPROVAL_ALREADY_GIVEN'],
  ])('offers to reload after %s', async (code) => {
    const wrapper = await mounted({ outdated: { code, problems: [] } });
    expect(wrapper.get('[role=alert]').text()).toContain('意见没有提交');
    await wrapper.get('button').trigger('click');
    expect(wrapper.findComponent(ReviewDecision).emitted('reload')).toHaveLength(1);
  });

  it('offers the next to-do after a decision, or the way back when none is left', async () => {
    const done = await mounted({ decided: 'RETURNED', next: { ...detail.request, title: '下一项' } });
    expect(done.get('[role=status]').text()).toContain('下一项');
    const last = await mounted({ decided: 'APPROVED', next: null });
    expect(last.get('[role=status]').text()).toContain('没有其他待办了');
  });
});
