import { sealFallback } from '@xietong/shared/points';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { AppError } from '../../platform/app-error';
import { createFallbackWorld } from '../../testing/fallback-world';
import type { FallbackWorld } from '../../testing/fallback-world';

let world: FallbackWorld;
let people: Awaited<ReturnType<typeof makePerson>>[];

/** Somebody who holds both duties. */
async function makePerson() {
  const operator = await world.tenants.call(world.tenants.province, 'OPERATOR');
  return { operator, approver: await world.inDuty(operator, 'APPROVER') };
}

beforeAll(async () => {
  world = await createFallbackWorld();
  people = [await makePerson(), await makePerson(), await makePerson()];
});
afterAll(() => world.database.close());

const who = fc.nat({ max: 2 });
const text = fc.constantFrom('从前', '甲', '乙');
/** A hash that stood there at some time; 0 = the latest. */
const seen = fc.nat({ max: 2 });
const step = fc.oneof(
  { weight: 4, arbitrary: fc.record({ act: fc.constant('propose' as const), who, text }) },
  {
    weight: 5,
    arbitrary: fc.record({
      ...{ act: fc.constant('decide' as const), who, seen },
      outcome: fc.constantFrom('APPROVED' as const, 'APPROVED' as const, 'REFUSED' as const),
    }),
  },
  { weight: 1, arbitrary: fc.record({ act: fc.constant('withdraw' as const), who, seen }) },
  { weight: 1, arbitrary: fc.record({ act: fc.constant('remove' as const), who }) },
);

/** Puts content there as it was before there were approvals. */
async function putFormer(): Promise<string> {
  await world.save(world.operator, null);
  await world.save(world.operator, '从前');
  const { content, hash = '' } = (await world.get()).fallbackProposal ?? {};
  if (!content) throw new Error('nothing was proposed');
  // Whatever was proposed before is settled by somebody who proposes nothing.
  await world.decide(await world.tenants.call(world.tenants.province, 'APPROVER'), hash, 'APPROVED', '');
  await world.save(world.operator, null);
  const owner = world.database.owner.$client;
  await owner.query('alter table marketing_point disable trigger marketing_point_fallback_guard');
  await owner.query('update marketing_point set fallback = $2 where id = $1', [world.id, content]);
  await owner.query('alter table marketing_point enable trigger marketing_point_fallback_guard');
  return sealFallback(content).hash;
}

it('is nothing, what it was, or what another than its proposer approved under that very hash', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 14 }), async (steps) => {
      let live: string | null = await putFormer();
      let open: { hash: string; by: number } | null = null;
      const hashes: string[] = [];
      /** Who proposed anything since something was approved. */
      let authors = new Set<number>();
      for (const each of steps) {
        const person = people[each.who];
        if (!person) throw new Error('nobody');
        const hash = 'seen' in each ? (hashes.at(-1 - each.seen) ?? '0'.repeat(64)) : '';
        const succeeds = async (attempt: Promise<unknown>): Promise<boolean> => {
          const outcome = await attempt.catch((error: unknown) => error);
          if (outcome instanceof Error && !(outcome instanceof AppError)) throw outcome;
          return !(outcome instanceof AppError);
        };
        if (each.act === 'propose') {
          const saved = await world.save(person.operator, each.text);
          if (saved.isProposed) {
            open = { hash: saved.hash, by: each.who };
            authors.add(each.who);
            hashes.push(saved.hash);
          } else if (saved.hash !== open?.hash) open = null;
        } else if (each.act === 'remove') {
          await world.save(person.operator, null);
          [live, open] = [null, null];
        } else if (each.act === 'withdraw') {
          const mayBe: boolean = open?.hash === hash;
          expect(await succeeds(world.withdraw(person.operator, hash))).toBe(mayBe);
          if (mayBe) open = null;
        } else {
          const mayBe: boolean = open?.hash === hash && !authors.has(each.who);
          expect(await succeeds(world.decide(person.approver, hash, each.outcome, '因此'))).toBe(mayBe);
          if (mayBe && each.outcome === 'APPROVED') authors = new Set();
          if (mayBe) [live, open] = [each.outcome === 'APPROVED' ? hash : live, null];
        }
        const served = await world.served();
        expect(served && sealFallback(served).hash).toBe(live);
      }
      const { rows } = await world.database.owner.$client.query(
        `select 1 from marketing_point p left join point_fallback f on f.id = p.fallback_id
         where p.fallback_id is not null and (f.state <> 'APPROVED' or f.decided_by = f.proposed_by or f.point_id <> p.id)`,
      );
      expect(rows).toEqual([]);
    }),
    { numRuns: 40 },
  );
}, 120_000);
