import type { DisclosureView } from '@xietong/shared/disclosures';
import { expect, it, vi } from 'vitest';
import { mountPage, Refusal } from '../../testing/mount-app';
import { disclosureRoutes as routes } from './disclosure-routes';
import DisclosureAskPage from './pages/DisclosureAskPage.vue';
import DisclosurePage from './pages/DisclosurePage.vue';

const id = '0192f0c1-0000-7000-8000-000000000001';
const view = (more: Partial<DisclosureView> = {}): DisclosureView => ({
  ...{ id, number: 'SQ-320100-2026-0001', kind: 'NUMBER', state: 'AUTHORISED', title: '154****0001' },
  ...{ tenantNameZh: '南京', tenantNameEn: 'Nanjing', purpose: 'COMPLAINT', rows: 1, missing: 0 },
  ...{ askedByName: 'NJ-OPS-01', askedAt: '2026-11-22T02:00:00.000Z', expiresAt: '2026-11-23T02:00:00.000Z' },
  ...{ done: 0, maxDownloads: 1, listId: null, purposeNote: '演示', recipient: '演示部门', hours: 24 },
  decision: { byName: 'NJ-APR-01', at: '2026-11-22T02:00:00.000Z', reason: null },
  ...{ revocation: null, uses: [] },
  may: { decide: false, withdraw: false, revoke: false, take: true },
  ...more,
});

it('asks for a reason and a recipient before it sends a request, and leads to it', async () => {
  const asked: unknown[] = [];
  const { wrapper, router } = await mountPage(DisclosureAskPage, {
    routes,
    path: `/disclosures/new?kind=LIST&id=${id}`,
    answers: {
      'disclosures.preview': () => ({ title: '老客户 · 2', listId: id, rows: 1200, missing: 3 }),
      'disclosures.ask': (input) => (asked.push(input), { id }),
    },
  });
  await vi.waitFor(() => expect(wrapper.text()).toContain('1,200'));
  expect(wrapper.text()).toContain('无法取得的成员');
  await wrapper.get('form').trigger('submit');
  expect(wrapper.findAll('[role="alert"], .x-error, .error').length).toBeGreaterThan(0);
  expect(asked).toEqual([]);
  await wrapper.get('textarea').setValue('核对办理情况');
  await wrapper.get('#field-recipient').setValue('演示部门');
  wrapper.findComponent({ name: 'ElSelect' }).vm.$emit('update:modelValue', 'COMPLAINT');
  await wrapper.get('form').trigger('submit');
  await vi.waitFor(() => expect(router.currentRoute.value.path).toBe(`/disclosures/${id}`));
  expect(asked).toEqual([
    {
      ...{ kind: 'LIST', id, purpose: 'COMPLAINT', purposeNote: '核对办理情况', recipient: '演示部门' },
      ...{ hours: 24, downloads: 1, idempotencyKey: expect.any(String) as string },
    },
  ]);
});

it('shows a number once, in a dialog that forgets it', async () => {
  let present = view();
  const { wrapper } = await mountPage(DisclosurePage, {
    routes,
    path: `/disclosures/${id}`,
    answers: {
      'disclosures.get': () => present,
      'disclosures.reveal': () => {
        if (present.state !== 'AUTHORISED') throw new Refusal('DISCLOSURE_USED_UP');
        present = view({ state: 'USED_UP', done: 1, may: { ...present.may, take: false } });
        return { number: '15400000001' };
      },
    },
  });
  const buttons = () => [...document.querySelectorAll<HTMLButtonElement>('button')];
  await vi.waitFor(() =>
    expect(buttons().some(({ textContent }) => textContent.trim() === '查看号码')).toBe(true),
  );
  buttons()
    .find(({ textContent }) => textContent.trim() === '查看号码')
    ?.click();
  await vi.waitFor(() => expect(document.body.textContent).toContain('只能查看一次'));
  buttons()
    .filter(({ textContent }) => textContent.trim() === '查看号码')
    .at(-1)
    ?.click();
  await vi.waitFor(() =>
    expect(document.querySelector('[data-testid="secret"]')?.textContent).toBe('15400000001'),
  );
  await vi.waitFor(() => expect(wrapper.text()).toContain('已用完'));
  buttons()
    .find(({ textContent }) => textContent.trim() === '已用完，关闭')
    ?.click();
  await vi.waitFor(() => expect(document.body.textContent).not.toContain('15400000001'));
});

it('offers a decision to who may decide alone', async () => {
  const may = { decide: true, withdraw: false, revoke: false, take: false };
  const { wrapper } = await mountPage(DisclosurePage, {
    routes,
    path: `/disclosures/${id}`,
    answers: { 'disclosures.get': () => view({ state: 'ASKED', decision: null, expiresAt: null, may }) },
  });
  await vi.waitFor(() => expect(wrapper.text()).toContain('核对用途'));
  expect(wrapper.text()).toContain('拒绝');
  expect(wrapper.text()).not.toContain('查看号码');
  expect(wrapper.text()).toContain('核对用途');
});
