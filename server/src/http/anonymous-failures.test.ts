import { expect, it } from 'vitest';
import type { PersonActor } from '@xietong/shared/tenants';
import type { FailureEntry } from '../access/audit-port';
import { boundAnonymousFailures, MOST_OF_ADDRESS, MOST_OF_ALL } from './anonymous-failures';

function build() {
  const clock = { at: 0, now: () => new Date(clock.at) };
  const told: FailureEntry[] = [];
  const bounded = boundAnonymousFailures(
    { failure: (entry) => Promise.resolve(void told.push(entry)) },
    clock,
  );
  const fail = (address: string | null, actor: PersonActor | null = null) =>
    bounded.failure({
      ...{ actor, act: 'campaigns.create', subject: { type: 'StandardCampaign', id: null } },
      ...{ result: 'REFUSED', code: 'UNAUTHENTICATED', requestId: 'r', address },
    });
  const codes = () => told.map(({ code }) => code);
  return { clock, told, fail, codes };
}

it('keeps of an address the first of each minute, and one more that says that there were more', async () => {
  const { clock, told, fail, codes } = build();
  for (let n = 0; n < MOST_OF_ADDRESS * 3; n += 1) await fail('a');
  const kept = Array.from({ length: MOST_OF_ADDRESS }, () => 'UNAUTHENTICATED');
  expect(codes()).toEqual([...kept, 'RATE_LIMITED']);
  expect(told.at(-1)).toMatchObject({ act: 'campaigns.create', address: 'a', result: 'REFUSED' });
  await fail('b');
  expect(told.at(-1)).toMatchObject({ address: 'b', code: 'UNAUTHENTICATED' });
  clock.at = 60_000;
  await fail('a');
  expect(told.at(-1)).toMatchObject({ address: 'a', code: 'UNAUTHENTICATED' });
});

it('keeps a bounded number however many addresses there are', async () => {
  const { clock, fail, codes } = build();
  for (let n = 0; n < MOST_OF_ALL * 2; n += 1) await fail(`2001:db8::${n.toString(16)}`);
  expect(codes().filter((code) => code === 'UNAUTHENTICATED')).toHaveLength(MOST_OF_ALL);
  expect(codes().filter((code) => code === 'RATE_LIMITED')).toHaveLength(1);
  clock.at = 60_000;
  await fail('c');
  expect(codes()).toHaveLength(MOST_OF_ALL + 2);
});

it('keeps all that fails for somebody, and counts none of it', async () => {
  const { fail, codes } = build();
  for (let n = 0; n < MOST_OF_ADDRESS * 2; n += 1) await fail('a', { kind: 'PERSON' } as PersonActor);
  await fail('a');
  expect(codes()).toHaveLength(MOST_OF_ADDRESS * 2 + 1);
  expect(codes()).not.toContain('RATE_LIMITED');
});
