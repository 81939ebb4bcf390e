import { expect, it, vi } from 'vitest';
import { defineComponent, h } from 'vue';
import { mountPage, PERSON, Refusal } from '../../../testing/mount-app';
import { approvalRoutes } from '../approval-routes';
import { useReview } from './useReview';

const id = '01a00000-0000-7000-8000-000000000001';
const hash = '1'.repeat(64);

it('tells that a request was opened before it is approved, and again where that was lost', async () => {
  const acts: string[] = [];
  let isCut = true;
  let review: ReturnType<typeof useReview> | undefined;
  const page = defineComponent({
    setup() {
      review = useReview(id);
      return () => h('main');
    },
  });
  await mountPage(page, {
    routes: approvalRoutes,
    session: { ...PERSON, rules: [['read,approve', 'ApprovalRequest']] },
    answers: {
      'approvals.get': () => ({
        ...{ request: { id, hash, isNewCopy: false }, document: { placements: [] } },
        ...{ mayDecide: true, isOpened: false },
      }),
      'approvals.open': () => {
        acts.push('open');
        if (isCut) throw new Refusal('UNEXPECTED');
        return { id, isFirst: true };
      },
      'approvals.decide': () => {
        acts.push('decide');
        return { id, outcome: 'APPROVED', isLast: true };
      },
      'approvals.list': () => ({ rows: [], total: 0 }),
    },
  });
  await vi.waitFor(() => {
    expect(acts).toEqual(['open']);
  });
  isCut = false;
  expect(await review?.decide({ id, hash, outcome: 'APPROVED' })).toBe(true);
  expect(acts).toEqual(['open', 'open', 'decide']);
});
