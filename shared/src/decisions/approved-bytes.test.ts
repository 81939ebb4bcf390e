import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ContentField } from '../content';
import { sealFallback } from '../points';
import { isSealIntact, releaseDocumentSchema, sealRelease } from '../releases';
import type { ReleaseDocument, ReleasePlacement, SealedRelease } from '../releases';
import { rendererOfVersion, rendererVersions, SHOWN_PLACES } from '../rendering';
import type { RenderedContent } from '../rendering';
import { decide } from './decide';
import type { SubscriberState } from './gates';
import { compileSnapshot } from './snapshot';
import type { SnapshotPoint, SnapshotRelease } from './snapshot-input';

const CITY = '320100';
const LISTS = [1, 2].map((n) => uuid(900 + n));
const CODES = ['p0', 'p1', 'p2', 'p3'];
const NOW = new Date('2026-11-25T02:00:00.000Z');

function uuid(n: number): string {
  return `01a00000-0000-7000-8000-${String(n).padStart(12, '0')}`;
}
const hashOf = (n: number) => String(n).repeat(64);

/** What each point was when it was placed on. */
const HOME = [
  { channel: 'web', format: 'banner' },
  { channel: 'sms', format: 'sms' },
  { channel: 'app', format: 'dialog' },
  { channel: 'h5', format: 'card' },
];
const placementArbitrary = fc.record({
  at: fc.nat({ max: CODES.length - 1 }),
  tier: fc.constantFrom('LOCAL' as const, 'HOUSE' as const),
  list: fc.option(fc.constantFrom(...LISTS), { freq: 3 }),
  startsAt: fc.constantFrom('2026-11-20T16:00:00.000Z', '2026-11-26T16:00:00.000Z'),
});
const plan = fc.record({
  headline: fc.constantFrom<string>('甲', '乙', '丙'),
  image: fc.option(fc.constantFrom(1, 2)),
  assets: fc.uniqueArray(fc.constantFrom(1, 2)),
  web: fc.constantFrom('1', '2', '2', '9'),
  smsSignature: fc.option(fc.constantFrom('演示', '某省'), { nil: undefined }),
  placements: fc.array(placementArbitrary, { minLength: 1, maxLength: 4 }),
});

const homeOf = (at: number) => HOME[at] ?? { channel: '', format: '' };

/** As it was approved: nothing but this text and its hash. */
function approve(n: number, { headline, image, assets, web, smsSignature, placements }: Plan): SealedRelease {
  const labels = { zh: '-', en: '-' };
  const policy = { kind: 'LOCKED', constraint: {} } as const;
  const content: ContentField[] = [
    { id: uuid(1), role: 'headline', labels, policy, value: headline },
    { id: uuid(2), role: 'smsText', labels, policy, value: `${headline} 短信` },
    ...(image === null
      ? []
      : [
          {
            id: uuid(3),
            role: 'image' as const,
            labels,
            policy,
            value: { sha256: hashOf(image), alt: headline },
          },
        ]),
  ];
  return sealRelease({
    schema: 'xietong.release/1',
    tenant: { code: CITY, kind: 'CITY' },
    subject: {
      ...{ kind: 'LOCAL', campaignId: uuid(n), number: `${CITY}-2026-000${String(n)}`, title: headline },
      ...{ versionId: uuid(10 + n), version: 1, base: null },
    },
    ...{ cityDefault: null, content, offer: null },
    assets: assets.map((each) => ({
      ...{ sha256: hashOf(each), mime: 'image/png', width: 2000, height: 2000, bytes: 1 },
    })),
    renderers: { ...rendererVersions(), web },
    ...(smsSignature === undefined ? {} : { smsSignature }),
    placements: placements.map(({ at, list, ...rest }, index): ReleasePlacement => ({
      ...{ id: uuid(100 * n + index), point: CODES[at] ?? '', ...homeOf(at), ...rest, lever: 50 },
      endsAt: '2026-11-30T16:00:00.000Z',
      audience:
        list === null
          ? null
          : { list: { versionId: list, listName: 'L', digest: hashOf(1), size: 1 }, rule: null },
    })),
  });
}
type Plan = typeof plan extends fc.Arbitrary<infer T> ? T : never;

const documentOf = ({ text }: SealedRelease): ReleaseDocument =>
  releaseDocumentSchema.parse(JSON.parse(text));

/** What an approved text says that a placement shows: read from the text alone. */
function approvedBytes(sealed: SealedRelease, placementId: string): RenderedContent | null {
  const document = documentOf(sealed);
  const placement = document.placements.find(({ id }) => id === placementId);
  if (!placement?.format) return null;
  const rendered = rendererOfVersion(placement.channel, document.renderers[placement.channel])?.render(
    document.content,
    {
      format: placement.format,
      // What releases said before they named their sender.
      smsSignature: document.smsSignature ?? '演示',
      images: document.assets,
    },
  );
  return rendered?.ok ? rendered.value : null;
}

/** The point as somebody has made it since, whatever was approved for it. */
const world = fc.record({
  points: fc.tuple(
    ...CODES.map((code) =>
      fc.record({
        code: fc.constant(code),
        /** Null = what it was. */
        place: fc.option(fc.constantFrom(...SHOWN_PLACES), { freq: 2 }),
        capacity: fc.nat({ max: 3 }),
        enabled: fc.nat({ max: 4 }).map((n) => n > 0),
      }),
    ),
  ),
  members: fc.uniqueArray(fc.constantFrom(...LISTS)),
  /** Documents that changed after their approval: the seal does not fit any more. */
  altered: fc.array(fc.record({ release: fc.nat({ max: 2 }), headline: fc.constant('改过') }), {
    maxLength: 1,
  }),
  hasFallback: fc.boolean(),
});

const customer: SubscriberState = {
  ...{ key: 1, homeCity: CITY, attributes: {}, orderedOffers: new Set<string>(), storedConsent: true },
};

describe('what an answer shows', () => {
  it('is what the approval of its hash covers, whatever became of points, senders, lists and images', () => {
    let shown = 0;
    fc.assert(
      fc.property(fc.array(plan, { minLength: 1, maxLength: 3 }), world, (plans, around) => {
        const approved = new Map(
          plans.map((each, n) => approve(n + 1, each)).map((each) => [each.hash, each]),
        );
        const fallback = approvedBytes(
          approve(9, {
            headline: '默认',
            image: null,
            assets: [],
            web: '2',
            smsSignature: '演示',
            placements: [
              {
                at: 0,
                tier: 'LOCAL',
                list: null,
                startsAt: '2026-11-20T16:00:00.000Z',
              },
            ],
          }),
          uuid(900),
        );
        const fallbackHash = fallback && sealFallback(fallback).hash;
        const stored = [...approved.values()].map((sealed, index) => {
          const change = around.altered.find(({ release }) => release === index);
          return change ? { ...sealed, text: sealed.text.replaceAll(/甲|乙|丙/gu, change.headline) } : sealed;
        });
        const snapshot = compileSnapshot({
          ...{ revision: 1, cities: [CITY], blocklists: [] },
          points: around.points.map(({ place, ...point }, at): SnapshotPoint => ({
            ...point,
            ...(place ?? homeOf(at)),
            names: { zh: point.code, en: point.code },
            fallback: around.hasFallback ? fallback : null,
          })),
          // As the engine takes them over.
          releases: stored.filter(isSealIntact).map((sealed, index): SnapshotRelease => ({
            ...{ releaseId: uuid(500 + index), hash: sealed.hash, overtakenAt: null },
            document: documentOf(sealed),
          })),
          membership: (list) => (around.members.includes(list) ? (key) => key === 1 : () => false),
        });
        for (const channel of new Set(SHOWN_PLACES.map((each) => each.channel))) {
          const request = { requestId: 'r', city: CITY, points: CODES };
          const { points } = decide(snapshot, request, customer, NOW, { channel });
          for (const { point, items } of points)
            for (const { source, content } of items) {
              if (source === null) {
                expect(sealFallback(content).hash).toBe(fallbackHash);
                continue;
              }
              shown += 1;
              const sealed = approved.get(source.releaseHash);
              expect(sealed && approvedBytes(sealed, source.placementId)).toEqual(content);
              const placement =
                sealed && documentOf(sealed).placements.find(({ id }) => id === source.placementId);
              expect(placement).toMatchObject({ point, channel });
              const list = placement?.audience?.list;
              expect(list ? around.members : [undefined]).toContain(list?.versionId);
            }
        }
      }),
      { numRuns: 1_000 },
    );
    expect(shown).toBeGreaterThan(250);
  });
});
