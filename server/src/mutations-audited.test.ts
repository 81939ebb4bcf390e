import { randomUUID } from 'node:crypto';
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

/** Rows of what was made, what was told of it, and what the log holds of it. */
async function counted(table: string, requestIds: readonly string[]) {
  const { rows } = await world.database.owner.$client.query<Record<'made' | 'told' | 'logged', number>>(
    `select (select count(*)::int from ${table}) as made,
      (select count(*)::int from notification where about_id in (select id from ${table})) as told,
      (select count(*)::int from audit_event where request_id = any($1)) as logged`,
    [requestIds],
  );
  if (!rows[0]) throw new Error('nothing was counted');
  return rows[0];
}

describe('what a form makes', () => {
  const forms = MUTATION_CASES.flatMap(({ makes, ...rest }) => (makes ? [{ ...rest, makes }] : []));

  it.each(forms.map((form) => [form.path, form] as const))(
    'is made once, told and logged once, however often the form is sent: %s',
    async (_name, { path, by, input, follows = [], makes }) => {
      const { table, refusal } = makes;
      const form = { ...(await input(world.things)), idempotencyKey: randomUUID() };
      const before = await counted(table, []);
      const answers = await Promise.all(Array.from({ length: 8 }, () => world.call(path, by, form)));
      const good = answers.filter(({ status }) => status === 200);
      const refused = answers.filter(({ status }) => status !== 200);
      expect(new Set(good.map(({ text }) => text)).size, good[0]?.text).toBe(1);
      expect(refused.map(({ text }) => text)).toEqual(
        Array.from(
          { length: refusal ? 7 : 0 },
          () => expect.stringContaining(`"${refusal ?? ''}"`) as string,
        ),
      );
      const after = await counted(
        table,
        good.map(({ requestId }) => requestId),
      );
      expect(after).toMatchObject({ made: before.made + 1, logged: 1 + follows.length });

      const again = await world.call(path, by, { ...form, ...makes.other });
      expect(again).toMatchObject({
        ...{ status: 409, text: expect.stringContaining(`"${refusal ?? 'ALREADY_CREATED'}"`) as string },
      });
      expect(await counted(table, [])).toMatchObject({ made: after.made, told: after.told });

      // Somebody else's key says nothing of what it made, and without one each call makes another.
      const { idempotencyKey, ...keyless } = form;
      const { neighbour = by } = makes;
      const others = neighbour === by ? [keyless, keyless] : [form, keyless, keyless];
      for (const [index, each] of others.entries()) {
        const { status, text } = await world.call(path, index === 0 ? neighbour : by, each);
        expect(status, `${idempotencyKey} ${text}`).toBe(200);
        const { made, told } = await counted(table, []);
        expect(made).toBe(after.made + index + 1);
        expect(told - after.told).toBe((after.told - before.told) * (index + 1));
      }
    },
  );
});

describe('what can be done once', () => {
  const acts = MUTATION_CASES.filter(({ once }) => once);

  it.each(acts.map((each) => [each.path, each] as const))(
    'is done once, however many send it at once: %s',
    async (_name, { path, by, input }) => {
      const form = await input(world.things);
      const answers = await Promise.all(Array.from({ length: 5 }, () => world.call(path, by, form)));
      expect(answers.filter(({ status }) => status === 200).length, answers[0]?.text).toBeGreaterThan(0);
      const { rows } = await world.database.owner.$client.query<{ changes: number }>(
        `select count(*)::int as changes from audit_event where act = $1 and request_id = any($2)
          and result = 'SUCCESS' and canonical::json ->> 'after' is not null`,
        [path, answers.map(({ requestId }) => requestId)],
      );
      expect(rows).toEqual([{ changes: 1 }]);
    },
  );
});
