import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rendererVersions } from '../rendering';
import { releaseDocumentSchema, sealRelease, TIERS } from '../releases';
import type { Audience, ReleaseDocument } from '../releases';
import { compileSnapshot, decide, precedenceOf, rivalriesOf, UNKNOWN_SUBSCRIBER } from './index';
import type { SnapshotPoint, SnapshotRelease, Standing } from './index';

const CITIES = ['320100', '320200'] as const;
const PROVINCE = '320000';
const POINT = 'home-banner';
const DAY_MS = 86_400_000;
const START = Date.parse('2026-11-01T00:00:00.000Z');
const at = (day: number) => new Date(START + day * DAY_MS);
const uuid = (n: number) => `00000000-0000-4000-8000-${n.toString(16).padStart(12, '0')}`;

interface Plan {
  /** Null = the province's own placement of a standard. */
  readonly city: (typeof CITIES)[number] | null;
  /** Which of two standards it is, or is made from; null = a city's own campaign. */
  readonly standard: 0 | 1 | null;
  readonly tier: (typeof TIERS)[number];
  readonly lever: number;
  readonly from: number;
  readonly days: number;
  readonly audience?: Audience;
}

function release(n: number, { city, standard, tier, lever, from, days, audience }: Plan): SnapshotRelease {
  const kind = city === null ? 'STANDARD_PLACEMENT' : 'LOCAL';
  const base = {
    ...{ campaignId: uuid(700 + (standard ?? 0)), number: 'JS-2026-0001', versionId: uuid(710), version: 1 },
  };
  const document: ReleaseDocument = releaseDocumentSchema.parse({
    schema: 'xietong.release/1',
    tenant: { code: city ?? PROVINCE, kind: city === null ? 'PROVINCE' : 'CITY' },
    subject: {
      ...{ kind, campaignId: city === null ? base.campaignId : uuid(n), number: `N-${String(n)}` },
      ...{ title: `活动 ${String(n)}`, versionId: uuid(100 + n), version: 1 },
      base: city === null || standard !== null ? base : null,
    },
    cityDefault: city === null ? 'SHOW_STANDARD' : null,
    content: [
      {
        ...{
          id: uuid(1),
          role: 'headline',
          labels: { zh: '标题', en: 'Headline' },
          value: `活动 ${String(n)}`,
        },
        policy: { kind: 'LOCKED', constraint: {} },
      },
    ],
    ...{ assets: [], renderers: rendererVersions(), offer: null },
    placements: [
      {
        ...{ id: uuid(300 + n), point: POINT, channel: 'web', tier, lever, audience: audience ?? null },
        ...{ startsAt: at(from).toISOString(), endsAt: at(from + days).toISOString() },
      },
    ],
  });
  return { releaseId: uuid(500 + n), hash: sealRelease(document).hash, document, overtakenAt: null };
}

const point = (capacity: number): SnapshotPoint => ({
  ...{ code: POINT, channel: 'web', format: 'banner', capacity, enabled: true, fallback: null },
  names: { zh: '首页横幅', en: 'Home banner' },
});

const local = (lever: number, rest: Partial<Plan> = {}): Plan => ({
  ...{ city: '320100', standard: null, tier: 'LOCAL', lever, from: 0, days: 10 },
  ...rest,
});
const stand = (own: Plan, others: readonly Plan[], capacity = 1) =>
  rivalriesOf({
    release: release(0, own),
    others: others.map((plan, index) => release(index + 1, plan)),
    points: [point(capacity)],
    cities: CITIES,
  });

describe('what a release displaces', () => {
  it('says who goes first, and by which rule', () => {
    const [stronger, weaker, equal, above] = stand(local(50), [
      local(80),
      local(20),
      local(50),
      local(1, { tier: 'GUARANTEED' }),
    ]);
    expect([stronger, weaker, equal, above]).toMatchObject([
      { first: 'OTHER', because: 'LEVER' },
      { first: 'THIS', because: 'LEVER' },
      { first: 'LOT', because: 'LOT' },
      { first: 'OTHER', because: 'TIER' },
    ]);
  });

  it('lets a city’s version stand for its standard, and not for another', () => {
    const own = local(1, { standard: 0 });
    const standards = ([0, 1] as const).map((standard) =>
      local(99, { city: null, standard, tier: 'STANDARD' }),
    );
    expect(stand(own, standards)).toMatchObject([
      { first: 'THIS', because: 'LOCALISED', isPushedOut: true },
      { first: 'OTHER', because: 'TIER', isPushedOut: false },
    ]);
  });

  it('takes nothing from a standard that every city has a version of', () => {
    const own = local(1, { city: null, standard: 1, tier: 'MANDATORY_NOTICE' });
    const standard = local(1, { city: null, standard: 0, tier: 'HOUSE' });
    const versions = CITIES.map((city) => local(50, { city, standard: 0, tier: 'MANDATORY_NOTICE' }));
    const isPushedOut = (others: readonly Plan[]) => stand(own, others)[0]?.isPushedOut;
    expect(isPushedOut([standard, ...versions])).toBe(false);
    expect(isPushedOut([standard, ...versions.slice(1)])).toBe(true);
  });

  it('is told of a draft as it is of the release that comes of it', () => {
    const plan = fc.record({
      city: fc.constantFrom(CITIES[0], null),
      standard: fc.constantFrom(0 as const, 1 as const),
      own: fc.boolean(),
      tier: fc.constantFrom(...TIERS),
      lever: fc.integer({ min: 1, max: 3 }),
    });
    const planOf = ({ own, ...rest }: { own: boolean } & Omit<Plan, 'from' | 'days'>): Plan => ({
      ...{ from: 0, days: 10, ...rest },
      ...(own && rest.city !== null ? { standard: null } : {}),
    });
    const standingOf = ({ city, standard, tier, lever }: Plan): Standing => ({
      kind: city === null ? 'STANDARD_PLACEMENT' : 'LOCAL',
      standardId: standard === null ? null : uuid(700 + standard),
      ...{ tier, lever },
    });
    fc.assert(
      fc.property(plan, plan, (a, b) => {
        const [own, other] = [planOf(a), planOf(b)];
        // two placements of one standard are one campaign, which stands beside itself nowhere
        fc.pre(own.city !== null || other.city !== null || own.standard !== other.standard);
        const { first, because } = precedenceOf(standingOf(own), standingOf(other));
        expect(stand(own, [other])).toMatchObject([{ first, because }]);
      }),
    );
  });

  it('is asked only where both can stand before one customer', () => {
    expect(
      stand(local(50), [
        local(20, { city: '320200' }),
        local(20, { from: 10, days: 5 }),
        local(20, { from: 9, days: 5 }),
      ]),
    ).toMatchObject([{ startsAt: at(9).toISOString(), endsAt: at(10).toISOString(), isPushedOut: true }]);
  });

  it('names the lists of both, for whoever counts those on both', () => {
    const list = (n: number) => ({
      list: { versionId: uuid(n), listName: '演示', digest: '0'.repeat(64), size: 1 },
      rule: null,
    });
    expect(
      stand(local(50, { audience: list(900) }), [local(20, { audience: list(901) }), local(20)]).map(
        ({ lists }) => lists,
      ),
    ).toEqual([{ own: uuid(900), other: uuid(901) }, null]);
  });

  it('pushes out exactly what decisions show without it and not beside it', () => {
    const plan = fc.record({
      city: fc.constantFrom(...CITIES, null),
      standard: fc.constantFrom(0 as const, 1 as const, null),
      tier: fc.constantFrom(...TIERS),
      from: fc.nat(6),
      days: fc.integer({ min: 1, max: 6 }),
    });
    // Everybody has a weight of their own: who wins a draw depends on the customer.
    const levers = fc.uniqueArray(fc.integer({ min: 1, max: 100 }), { minLength: 7, maxLength: 7 });
    fc.assert(
      fc.property(
        fc.array(plan, { minLength: 2, maxLength: 7 }),
        levers,
        fc.integer({ min: 1, max: 3 }),
        (plans, drawn, capacity) => {
          const made = plans.map((each, index) => {
            const standard = each.city === null ? (each.standard ?? 0) : each.standard;
            return release(index, { ...each, standard, lever: drawn[index] ?? 1 });
          });
          const [own, ...rest] = made;
          if (!own) return;
          const { campaignId } = own.document.subject;
          const others = rest.filter(({ document }) => document.subject.campaignId !== campaignId);
          // A standard is placed once: a second placement of it would be the same campaign.
          const once = others.filter(
            ({ document }, index) =>
              others.findIndex((each) => each.document.subject.campaignId === document.subject.campaignId) ===
              index,
          );
          const input = {
            revision: 1,
            cities: CITIES,
            points: [point(capacity)],
            blocklists: [],
          };
          const shown = (releases: readonly SnapshotRelease[], city: string, now: Date) => {
            const snapshot = compileSnapshot({ ...input, releases, membership: () => undefined });
            const request = { requestId: 'r', city, points: [POINT] };
            const { points } = decide(snapshot, request, UNKNOWN_SUBSCRIBER, now, { channel: 'web' });
            return points.flatMap(({ items }) => items.flatMap(({ source }) => source?.releaseId ?? []));
          };
          const expected = new Set<string>();
          for (const city of CITIES)
            for (let day = 0; day < 13; day += 1) {
              const beside = new Set(shown([...once, own], city, at(day)));
              for (const id of shown(once, city, at(day))) if (!beside.has(id)) expected.add(id);
            }
          const found = rivalriesOf({
            release: own,
            others: once,
            points: [point(capacity)],
            cities: CITIES,
          });
          const pushed = found.filter(({ isPushedOut }) => isPushedOut);
          expect(new Set(pushed.map(({ otherReleaseId }) => otherReleaseId))).toEqual(expected);
        },
      ),
      { numRuns: 200 },
    );
  });
});
