import { expect, it, vi } from 'vitest';
import { mountPage } from '../../../testing/mount-app';
import ListReach from './ListReach.vue';

const none = { declined: 0, ordered: 0, unasked: 0, strangers: 0, blocked: 0 };

async function text(reachable: number, refused: object): Promise<string> {
  const asked: unknown[] = [];
  const { wrapper } = await mountPage(ListReach, {
    props: { listVersionId: 'v-1', offerCodes: ['X'] },
    answers: {
      'approvals.listReach': (input) => {
        asked.push(input);
        return { size: 21, reachable, refused: { ...none, ...refused } };
      },
    },
  });
  await vi.waitFor(() => {
    expect(wrapper.find('[role=status]').exists()).toBe(true);
  });
  expect(asked).toEqual([{ listVersionId: 'v-1', offerCodes: ['X'] }]);
  return wrapper.text();
}

it('says to how many on a list it can be shown, and nothing of reasons that keep nobody away', async () => {
  const said = await text(1234, { declined: 3, blocked: 7 });
  expect(said).toContain('目前可向名单里的 1,234 位客户展示。');
  expect(said).toContain('已拒绝个性化 3');
  expect(said).toContain('在黑名单内 7');
  expect(said).not.toContain('表态');
});

it('warns of a list that reaches nobody, and says why', async () => {
  const said = await text(0, { unasked: 20, strangers: 1 });
  expect(said).toContain('目前名单里没有一位客户看得到它（不影响提交）。');
  expect(said).toContain('还没有表态 20：没有同意也没有拒绝个性化推荐');
  expect(said).toContain('不是本市在册客户 1');
});
