import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createMutationWorld, MUTATION_CASES } from './testing/mutation-cases';
import type { MutationWorld } from './testing/mutation-cases/mutation-world';
import { listProcedures } from './trpc/procedure-list';

let world: MutationWorld;
beforeAll(async () => {
  world = await createMutationWorld();
}, 120_000);
afterAll(() => world.close(), 30_000);

const mutations = () => listProcedures(world.composition.router).filter(({ type }) => type === 'mutation');

/** What a procedure is called in the log. */
function actOf(path: string): string {
  const access = mutations().find((each) => each.path === path)?.access;
  return (access && 'act' in access ? access.act : undefined) ?? path;
}

describe('a mutation that succeeds', () => {
  it('is tried here, whichever it is', () => {
    const tried = new Set(MUTATION_CASES.map(({ path }) => path));
    const known = new Set(mutations().map(({ path }) => path));
    const hint = 'add a call that succeeds to the cases of its feature in src/testing/mutation-cases';
    expect(
      [...known].filter((path) => !tried.has(path)),
      hint,
    ).toEqual([]);
    expect(
      [...tried].filter((path) => !known.has(path)),
      'take out what is no mutation any more',
    ).toEqual([]);
  });

  it.each(MUTATION_CASES.map((each) => [`${each.path} ${each.when ?? ''}`.trim(), each] as const))(
    'leaves one event of its own, and what follows from it under other names: %s',
    async (_name, { path, by, input, follows = [] }) => {
      const answer = await world.call(path, by, await input(world.things));
      expect(answer, answer.text).toMatchObject({ status: 200 });
      const events = await world.eventsOf(answer.requestId);
      const act = actOf(path);
      const own = events.filter((event) => event.act === act);
      expect(own).toMatchObject([{ result: 'SUCCESS', by: expect.stringContaining(by) as string }]);
      const others = events.filter((event) => event.act !== act);
      expect(others.map((event) => event.act).sort()).toEqual([...follows].sort());
      expect(others.every(({ result }) => result === 'SUCCESS')).toBe(true);
    },
  );
});
