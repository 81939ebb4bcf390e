import type { ListChange } from '@xietong/shared/approvals';
import { expect, it, vi } from 'vitest';
import { mountPage, Refusal } from '../../../testing/mount-app';
import ListChanges from './ListChanges.vue';

const change: ListChange = {
  ...{ placementId: 'p-1', point: 'bill-after', name: '老客户', version: 2, size: 1200 },
  before: { name: '老客户', version: 1, size: 1000, isLive: true },
  ...{ added: 300, removed: 100, kept: 900 },
  refused: { blocked: 17, declined: 5, ordered: 4, unasked: 3, strangers: 2 },
};

async function open(answer: () => unknown, answered = false) {
  const { wrapper } = await mountPage(ListChanges, {
    props: { requestId: '0197f0a0-0000-7000-8000-000000000001', points: [], answered },
    answers: { 'approvals.listChanges': answer },
  });
  return wrapper;
}

async function shown(patch: Partial<ListChange>, answered = false) {
  const wrapper = await open(() => [{ ...change, ...patch }], answered);
  await vi.waitFor(() => expect(wrapper.find('.change').exists()).toBe(true));
  const counts = Object.fromEntries(
    wrapper.findAll('dl > div').map((each) => [each.get('dt').text(), each.get('dd').text()]),
  );
  const text = wrapper.text();
  wrapper.unmount();
  return { counts, text };
}

it('says who is new, gone and kept beside the list that runs, and who will not be shown it', async () => {
  const { counts, text } = await shown({});
  expect(counts).toEqual({
    ...{ 名单人数: '1,200', 新增: '+300', 移出: '−100', 保留: '900' },
    ...{ 黑名单: '17', 已拒绝个性化: '5', 已办理同一产品: '4', 未表态: '3', 非本市在册客户: '2' },
  });
  expect(text).toContain('名单「老客户」第 2 版');
  expect(text).toContain('对比：正在投放的「老客户」第 1 版');
  expect(text).toContain('在本省或本市生效中的黑名单内');
});

it('explains no blocklist that nobody of them is on', async () => {
  const { counts, text } = await shown({ refused: { ...change.refused, blocked: 0 } });
  expect(counts).toMatchObject({ 黑名单: '0' });
  expect(text).not.toContain('生效中的黑名单');
});

it('compares with nothing where there is nothing, and with what ran then once it was answered', async () => {
  const { counts, text } = await shown({ before: null, added: 1200, removed: 0, kept: 0 });
  expect(counts).not.toHaveProperty('新增');
  expect(text).toContain('没有可对比的名单，全部为新增。');
  const then = await shown({}, true);
  expect(then.text).toContain('对比：当时正在投放的「老客户」第 1 版');
  expect(then.text).toContain('按现在计算');
});

it('says that it counts, and why it could not', async () => {
  const counting = await open(() => [change]);
  expect(counting.text()).toContain('正在统计名单');
  counting.unmount();
  let isBroken = true;
  const failed = await open(() => {
    if (isBroken) throw new Refusal('INTERNAL');
    return [change];
  });
  await vi.waitFor(() => expect(failed.find('[role="alert"]').exists()).toBe(true));
  expect(failed.find('.change').exists()).toBe(false);
  isBroken = false;
  const retry = failed.findAll('button').find((button) => button.text() === '重试');
  await retry?.trigger('click');
  await vi.waitFor(() => expect(failed.find('.change').exists()).toBe(true));
  failed.unmount();
});
