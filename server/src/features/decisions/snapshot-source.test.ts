import { sealRelease } from '@xietong/shared/releases';
import type { ReleaseDocument } from '@xietong/shared/releases';
import fc from 'fast-check';
import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { CAMPAIGNS_END_AFTER_MS, createSnapshotSource } from './snapshot-source';
import { ListChangedError } from './snapshot-store';
import type { ReleaseHead, SnapshotStore } from './snapshot-store';

const NOW = Date.parse('2026-11-29T00:00:00.000Z');
const uuid = (n: number) => `01a00000-0000-7000-8000-${String(n).padStart(12, '0')}`;
const POINT = 'home-banner';

interface Approved {
  n: number;
  /** Its number, where it is not that of the release. */
  campaign?: number;
  overtakenAt: Date | null;
  listId: string | null;
}

/** A member of every version of a blocklist, and the one that a version has alone. */
const everyone = (list: number) => list * 1_000;
const onlyIn = (list: number, version: number) => list * 1_000 + version;

/** What is approved, and lists that come when they are let come. */
function createWorld() {
  let revision = 1;
  const approved = new Map<string, Approved>();
  let now = NOW;
  const blocklists = new Map<number, { city: string | null; versions: number[] }>();
  const versionOf = (list: number, version: number) => uuid(200_000 + list * 1_000 + version);
  const waiting: (() => void)[] = [];
  const broken = new Set<string>();
  const unreadable = new Set<string>();
  let isHeld = false;
  let isCut = false;

  function sealed(n: number, listId: string | null) {
    const document: ReleaseDocument = {
      schema: 'xietong.release/1',
      tenant: { code: '320100', kind: 'CITY' },
      subject: {
        ...{ kind: 'LOCAL', campaignId: uuid(n), number: `320100-2026-${String(n).padStart(4, '0')}` },
        ...{ title: 'T', versionId: uuid(n), version: 1, base: null },
      },
      ...{ cityDefault: null, content: [], assets: [], renderers: { web: '1' }, offer: null },
      placements: [
        {
          ...{ id: uuid(n), point: POINT, channel: 'web', tier: 'LOCAL', lever: 50 },
          startsAt: '2026-11-21T16:00:00.000Z',
          endsAt: '2026-12-30T16:00:00.000Z',
          audience: listId
            ? { list: { versionId: listId, listName: 'L', digest: '0'.repeat(64), size: 1 }, rule: null }
            : null,
        },
      ],
    };
    return sealRelease(document);
  }

  const store: SnapshotStore = {
    revision: () => (isCut ? Promise.reject(new Error('no connection')) : Promise.resolve(revision)),
    cityCodes: () => Promise.resolve(['320100']),
    points: () =>
      Promise.resolve([
        {
          ...{ code: POINT, channel: 'web', format: 'banner', capacity: 1, enabled: true },
          ...{ names: { zh: '横幅', en: 'Banner' }, formerFallback: null, approved: null },
        } as const,
      ]),
    heads: () =>
      Promise.resolve(
        [...approved].map(([id, { n, campaign = n, overtakenAt, listId }]): ReleaseHead => ({
          id,
          hash: sealed(n, listId).hash,
          campaignId: uuid(campaign),
          kind: 'LOCAL',
          overtakenAt,
        })),
      ),
    blocklists: () =>
      Promise.resolve(
        [...blocklists].map(([list, { city, versions }]) => ({
          ...{ listId: uuid(300_000 + list), city },
          versions: versions.map((version) => ({
            ...{ versionId: versionOf(list, version), size: 2, digest: '0'.repeat(64) },
          })),
        })),
      ),
    texts: (ids) =>
      Promise.resolve(
        ids.flatMap((id) => {
          const row = approved.get(id);
          return row ? [{ id, ...sealed(row.n, row.listId) }] : [];
        }),
      ),
    memberKeys: async ({ versionId }) => {
      if (isHeld) await new Promise<void>((resolve) => waiting.push(resolve));
      if (broken.has(versionId)) throw new ListChangedError('it holds other members');
      if (unreadable.has(versionId)) throw new Error('canceling statement due to statement timeout');
      const of = Number(versionId.slice(-12)) - 200_000;
      return of < 0 ? Float64Array.of(1) : Float64Array.of(of - (of % 1_000), of);
    },
  };
  const source = createSnapshotSource({
    ...{ store, clock: { now: () => new Date(now) }, logger: pino({ enabled: false }) },
  });
  return {
    source,
    change(run: (rows: typeof approved) => void) {
      run(approved);
      revision += 1;
    },
    cut: (is: boolean) => (isCut = is),
    hold: () => (isHeld = true),
    letOneGo: () => waiting.shift()?.(),
    letGo: () => {
      isHeld = false;
      for (const resolve of waiting.splice(0)) resolve();
    },
    breakList: (id: string) => broken.add(id),
    setReadable: (id: string, is: boolean) => (is ? unreadable.delete(id) : unreadable.add(id)),
    pass: (ms: number) => (now += ms),
    breakBlocklist: (list: number, version: number) => broken.add(versionOf(list, version)),
    block(list: number, version: number, city: string | null = null) {
      const before = blocklists.get(list)?.versions ?? [];
      blocklists.set(list, { city, versions: [version, ...before] });
      revision += 1;
    },
    unblock(list: number) {
      blocklists.delete(list);
      revision += 1;
    },
    isBlocked: (key: number, city = '320100') => source.current().snapshot.isBlocked(key, city),
    approved: () => [...approved.keys()].sort(),
    served: () =>
      source
        .current()
        .snapshot.candidatesAt(POINT, '320100')
        .map(({ releaseId }) => releaseId)
        .sort(),
    candidate: (id: string) =>
      source
        .current()
        .snapshot.candidatesAt(POINT, '320100')
        .find(({ releaseId }) => releaseId === id),
  };
}
const settle = () => new Promise((resolve) => setImmediate(resolve));

describe('the configuration in memory', () => {
  it('cut off from the database ends every campaign after half a minute and keeps the points, until it is back', async () => {
    const world = createWorld();
    world.change((rows) => rows.set(uuid(1), { n: 1, overtakenAt: null, listId: null }));
    await world.source.start();
    try {
      world.cut(true);
      world.change((rows) => rows.delete(uuid(1)));
      world.pass(CAMPAIGNS_END_AFTER_MS);
      world.source.wake();
      await settle();
      expect(world.served()).toEqual([uuid(1)]);
      expect(world.source.current().stale).toBe(true);
      const { points, hash } = world.source.current().snapshot;
      world.pass(1);
      world.source.wake();
      await settle();
      expect(world.served()).toEqual([]);
      expect(world.source.current()).toMatchObject({ stale: true, snapshot: { points } });
      expect(world.source.current().snapshot.hash).not.toBe(hash);
      world.cut(false);
      world.change((rows) => rows.set(uuid(2), { n: 2, overtakenAt: null, listId: null }));
      await world.source.refresh();
      expect(world.served()).toEqual([uuid(2)]);
      expect(world.source.current().stale).toBe(false);
    } finally {
      world.source.stop();
    }
  });

  it('loses what was taken down while a list is being loaded, and does not get it back with the list', async () => {
    const world = createWorld();
    world.change((rows) => rows.set(uuid(1), { n: 1, overtakenAt: null, listId: null }));
    await world.source.refresh();
    world.hold();
    world.change((rows) => rows.set(uuid(2), { n: 2, overtakenAt: null, listId: uuid(102) }));
    world.source.wake();
    await settle();
    expect(world.served()).toEqual([uuid(1)]);
    world.change((rows) => rows.delete(uuid(1)));
    world.source.wake();
    await settle();
    expect(world.served()).toEqual([]);
    world.letGo();
    await settle();
    expect(world.served()).toEqual([uuid(2)]);
  });

  it('shows what is overtaken until what takes over from it is loaded, for a minute, and never beyond a stop', async () => {
    for (const end of ['loaded', 'too late', 'stopped'] as const) {
      const world = createWorld();
      world.change((rows) => rows.set(uuid(1), { n: 1, overtakenAt: null, listId: null }));
      await world.source.refresh();
      world.hold();
      world.change((rows) =>
        rows
          .set(uuid(1), { n: 1, overtakenAt: new Date(NOW), listId: null })
          .set(uuid(2), { n: 2, campaign: 1, overtakenAt: null, listId: uuid(102) }),
      );
      world.source.wake();
      await settle();
      expect(world.candidate(uuid(1))?.endsAt).toBeGreaterThan(NOW);
      if (end === 'loaded') world.letGo();
      else if (end === 'too late') world.pass(61_000);
      else world.change((rows) => rows.delete(uuid(2)));
      world.source.wake();
      await settle();
      expect(world.candidate(uuid(1))?.endsAt, end).toBe(NOW);
      expect(world.served().includes(uuid(2))).toBe(end === 'loaded');
    }
  });

  it('lets nothing go on for another campaign whose list is being loaded', async () => {
    const world = createWorld();
    world.change((rows) => rows.set(uuid(1), { n: 1, overtakenAt: null, listId: null }));
    await world.source.refresh();
    world.hold();
    world.change((rows) =>
      rows
        .set(uuid(1), { n: 1, overtakenAt: new Date(NOW), listId: null })
        .set(uuid(2), { n: 2, campaign: 1, overtakenAt: null, listId: null })
        .set(uuid(3), { n: 3, overtakenAt: null, listId: uuid(103) }),
    );
    for (let n = 0; n < 3; n += 1) {
      world.source.wake();
      await settle();
    }
    // a release without a list does not wait for the lists of others
    expect(world.served()).toEqual([uuid(1), uuid(2)]);
    expect(world.candidate(uuid(1))?.endsAt).toBe(NOW);
  });

  it('is held up by no list that cannot be read, and tries it again', async () => {
    const world = createWorld();
    world.setReadable(uuid(101), false);
    world.change((rows) =>
      rows
        .set(uuid(1), { n: 1, overtakenAt: null, listId: uuid(101) })
        .set(uuid(2), { n: 2, overtakenAt: null, listId: uuid(102) }),
    );
    await world.source.start();
    world.source.stop();
    expect(world.candidate(uuid(1))?.list?.has).toBeUndefined();
    expect(world.candidate(uuid(2))?.list?.has?.(1)).toBe(true);
    world.setReadable(uuid(101), true);
    world.source.wake();
    await settle();
    expect(world.candidate(uuid(1))?.list?.has).toBeUndefined();
    world.pass(61_000);
    world.source.wake();
    await settle();
    await settle();
    expect(world.candidate(uuid(1))?.list?.has?.(1)).toBe(true);
  });

  it('shows a release to nobody whose list is not the one that was approved, and the others all the same', async () => {
    const world = createWorld();
    world.breakList(uuid(102));
    world.change((rows) =>
      rows
        .set(uuid(1), { n: 1, overtakenAt: null, listId: uuid(101) })
        .set(uuid(2), { n: 2, overtakenAt: null, listId: uuid(102) }),
    );
    await world.source.refresh();
    expect(world.candidate(uuid(1))?.list?.has?.(1)).toBe(true);
    expect(world.candidate(uuid(2))?.list?.has).toBeUndefined();
  });

  it('keeps to a blocklist until its next version is there, and to none that was archived', async () => {
    const world = createWorld();
    world.block(1, 1);
    world.block(2, 1, '320200');
    await world.source.refresh();
    expect(world.isBlocked(onlyIn(1, 1))).toBe(true);
    expect(world.isBlocked(onlyIn(2, 1))).toBe(false);
    expect(world.isBlocked(onlyIn(2, 1), '320200')).toBe(true);
    world.hold();
    world.block(1, 2);
    world.source.wake();
    await settle();
    expect(world.isBlocked(onlyIn(1, 1))).toBe(true);
    expect(world.isBlocked(onlyIn(1, 2))).toBe(false);
    world.letGo();
    await settle();
    expect(world.isBlocked(onlyIn(1, 1))).toBe(false);
    expect(world.isBlocked(onlyIn(1, 2))).toBe(true);
    world.unblock(1);
    world.source.wake();
    await settle();
    expect(world.isBlocked(onlyIn(1, 2))).toBe(false);
  });

  it('takes a blocklist in before the lists that are still to come', async () => {
    const world = createWorld();
    await world.source.refresh();
    world.hold();
    world.change((rows) =>
      rows
        .set(uuid(2), { n: 2, overtakenAt: null, listId: uuid(102) })
        .set(uuid(4), { n: 4, overtakenAt: null, listId: uuid(104) }),
    );
    world.source.wake();
    await settle();
    world.block(1, 1);
    world.source.wake();
    await settle();
    // The list that was begun, and then the blocklist.
    for (let turn = 0; turn < 2; turn += 1) {
      expect(world.isBlocked(everyone(1))).toBe(false);
      world.letOneGo();
      await settle();
    }
    world.source.wake();
    await settle();
    expect(world.isBlocked(everyone(1))).toBe(true);
    expect(world.served()).toEqual([uuid(2)]);
  });

  it('decides nothing before the first blocklists are there', async () => {
    const world = createWorld();
    world.block(1, 1);
    world.hold();
    const started = world.source.refresh();
    await settle();
    expect(world.source.isLoaded()).toBe(false);
    world.letGo();
    await started;
    expect(world.isBlocked(everyone(1))).toBe(true);
  });

  it('goes by the version before a blocklist that was changed, and lets nobody through where there is none', async () => {
    const world = createWorld();
    world.breakBlocklist(1, 2);
    world.breakBlocklist(2, 1);
    world.block(1, 1);
    await world.source.refresh();
    world.block(1, 2);
    await world.source.refresh();
    expect(world.isBlocked(onlyIn(1, 1))).toBe(true);
    expect(world.isBlocked(7)).toBe(false);
    world.block(2, 1, '320200');
    await world.source.refresh();
    expect(world.isBlocked(7, '320200')).toBe(true);
    expect(world.isBlocked(7)).toBe(false);
    // Started anew, it finds the version before as well.
    const again = createWorld();
    again.breakBlocklist(1, 2);
    again.block(1, 1);
    again.block(1, 2);
    await again.source.refresh();
    expect(again.isBlocked(onlyIn(1, 1))).toBe(true);
    expect(again.isBlocked(7)).toBe(false);
  });

  it('after any changes of blocklists, never lets a member go before the list is archived', async () => {
    const step = fc.oneof(
      fc.record({ block: fc.integer({ min: 1, max: 3 }) }),
      fc.record({ unblock: fc.integer({ min: 1, max: 3 }) }),
      fc.record({ add: fc.nat(5) }),
      fc.constantFrom('hold', 'letGo', 'letOneGo', 'look'),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
        const world = createWorld();
        const newest = new Map<number, number>();
        const kept = new Set<number>();
        let made = 0;
        await world.source.refresh();
        for (const each of steps) {
          if (each === 'hold' || each === 'letGo' || each === 'letOneGo') world[each]();
          else if (typeof each === 'object' && 'block' in each) {
            newest.set(each.block, (made += 1));
            world.block(each.block, made);
          } else if (typeof each === 'object' && 'unblock' in each) {
            newest.delete(each.unblock);
            kept.delete(each.unblock);
            world.unblock(each.unblock);
          } else if (typeof each === 'object')
            world.change((rows) =>
              rows.set(uuid(each.add), { n: each.add, overtakenAt: null, listId: uuid(100 + each.add) }),
            );
          world.source.wake();
          await settle();
          for (const list of [1, 2, 3]) {
            const isKept = world.isBlocked(everyone(list));
            if (kept.has(list)) expect(isKept).toBe(true);
            if (!newest.has(list)) expect(isKept).toBe(false);
            if (isKept) kept.add(list);
          }
        }
        world.letGo();
        await world.source.refresh();
        for (const [list, version] of newest)
          for (let each = 1; each <= made; each += 1)
            expect(world.isBlocked(onlyIn(list, each))).toBe(each === version);
      }),
      { numRuns: 200 },
    );
  });

  it('after any changes, in whatever order lists come, shows nothing that is not approved, and in the end all of it', async () => {
    const step = fc.oneof(
      fc.record({ add: fc.nat(5) }),
      fc.record({ remove: fc.nat(5) }),
      fc.constantFrom('hold', 'letGo', 'look'),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 30 }), async (steps) => {
        const world = createWorld();
        await world.source.refresh();
        for (const each of steps) {
          if (each === 'hold') world.hold();
          else if (each === 'letGo') world.letGo();
          else if (each !== 'look')
            world.change((rows) => {
              if ('remove' in each) rows.delete(uuid(each.remove));
              else
                rows.set(uuid(each.add), {
                  ...{ n: each.add, overtakenAt: null },
                  listId: each.add % 2 === 0 ? uuid(100 + each.add) : null,
                });
            });
          world.source.wake();
          await settle();
          const approved = world.approved();
          expect(world.served().filter((id) => !approved.includes(id))).toEqual([]);
        }
        world.letGo();
        await world.source.refresh();
        expect(world.served()).toEqual(world.approved());
      }),
      { numRuns: 200 },
    );
  });
});
