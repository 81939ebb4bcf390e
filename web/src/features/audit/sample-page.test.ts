import type { AuditSampleItem, AuditSampleView } from '@xietong/shared/audit';
import { expect, it, vi } from 'vitest';
import { mountPage, Refusal } from '../../testing/mount-app';
import { withMenu } from '../../testing/with-menu';
import AuditSamplePage from './pages/AuditSamplePage.vue';

const ID = '0192f0c1-0000-7000-8000-000000000001';
const item: AuditSampleItem = {
  ...{ position: 1, place: 41, eventId: ID, outcome: 'OBJECTION', remark: '缺少说明', findings: [] },
  ...{ lookedByName: '审计员 JS-AUD-01', lookedAt: '2026-11-22T02:00:00.000Z' },
  event: {
    ...{ id: ID, at: '2026-11-21T02:00:00.000Z', actorKind: 'ANONYMOUS', actorName: '', campaignId: null },
    ...{ tenantCode: '320000', tenantNameZh: '江苏', tenantNameEn: 'Jiangsu', act: 'session.signIn' },
    ...{ subjectType: 'Session', subjectId: '', result: 'REFUSED', code: null, requestId: 'r-1' },
  },
};
const sample: AuditSampleView = {
  ...{
    id: ID,
    purpose: '季度检查',
    from: null,
    to: null,
    act: null,
    strata: 'NONE',
    population: 60,
    size: 2,
  },
  ...{ lookedAt: 1, objections: 1, drawnAt: '2026-11-22T02:00:00.000Z', drawnByName: '审计员 JS-AUD-01' },
  ...{
    headSize: 60,
    seed: 'a'.repeat(64),
    items: [item, { ...item, position: 2, event: null, outcome: null }],
  },
};
const names = ['audit', 'audit-samples', 'audit-campaign'];
const routes = names.map((name) => ({ path: `/to/${name}/:id?`, name, component: { template: '<i />' } }));

async function page(answer: () => AuditSampleView) {
  document.body.innerHTML = '';
  const { wrapper } = await mountPage(AuditSamplePage, {
    ...{ routes, path: `/audit/samples/${ID}`, answers: { 'audit.sample': answer } },
  });
  await vi.waitFor(() => {
    expect(wrapper.text()).toMatch(/季度检查|没有找到/);
  });
  return wrapper;
}

it('offers to note a finding once, and leads to the one that was noted', async () => {
  const open = await page(() => sample);
  expect(open.text()).toContain('记为审计发现');
  expect(open.text()).toContain('未登录');
  const findings = [{ id: ID, number: 'SJ-320000-2026-0001' }];
  const noted = await page(() => ({ ...sample, items: [{ ...item, findings }] }));
  const links = noted.findAll('td a').map((link) => link.text());
  expect(links).toEqual(['已记为审计发现 SJ-320000-2026-0001']);
});

it('names the record that is objected to', async () => {
  const wrapper = await page(() => sample);
  const [first, second] = wrapper.findAll('button').filter((button) => button.text() === '有问题');
  await first?.trigger('click');
  const dialog = () => document.querySelector('.el-dialog')?.textContent ?? '';
  await vi.waitFor(() => {
    expect(dialog()).toContain('第 1 条：');
  });
  expect(dialog()).toContain('登录 · 未登录 ·');
  await second?.trigger('click');
  await vi.waitFor(() => {
    expect(dialog()).toContain('第 42 条，已归档到文件');
  });
});

it('leads back to all samples from one that is not there', async () => {
  const wrapper = await page(() => {
    throw new Refusal('NOT_FOUND');
  });
  expect(wrapper.text()).toContain('全部抽样');
  expect(wrapper.text()).not.toMatch(/没有加载成功|重试/);
});

it('lays what a colleague said of a record beside what is typed, and writes over it only then', async () => {
  const sent: unknown[] = [];
  const theirs = {
    ...item,
    outcome: 'OBJECTION',
    remark: '同事的说明',
    lookedAt: '2026-11-23T02:00:00.000Z',
  };
  document.body.innerHTML = '';
  const counts = vi.fn(() => ({ toApprove: 0 }));
  const { wrapper } = await mountPage(withMenu(AuditSamplePage), {
    ...{ routes, path: `/audit/samples/${ID}` },
    answers: {
      'audit.sample': () => (sent.length === 0 ? sample : { ...sample, items: [theirs] }),
      'workbench.counts': counts,
      'audit.lookAtSampled': (input) => {
        sent.push(input);
        if (sent.length === 1) throw new Refusal('STALE_VERSION');
        return null;
      },
    },
  });
  const press = (text: string) =>
    [...document.querySelectorAll('button')].find((button) => button.textContent?.trim() === text)?.click();
  await vi.waitFor(() => expect(wrapper.text()).toContain('季度检查'));
  press('有问题');
  const field = await vi.waitFor(() => {
    const found = document.querySelector<HTMLTextAreaElement>('.el-dialog textarea');
    if (!found) throw new Error('the dialog is not there yet');
    return found;
  });
  field.value = '我的说明';
  field.dispatchEvent(new Event('input'));
  press('记下问题');
  const table = () => document.querySelector('.el-dialog table')?.textContent ?? '';
  await vi.waitFor(() => expect(table()).toContain('同事的说明'));
  expect(table()).toContain('我的说明');
  press('记下问题');
  await vi.waitFor(() => expect(sent).toHaveLength(2));
  expect(sent.map((input) => Reflect.get(Object(input), 'seenAt') as unknown)).toEqual([
    item.lookedAt,
    theirs.lookedAt,
  ]);
  await vi.waitFor(() => expect(counts).toHaveBeenCalledTimes(2));
});
