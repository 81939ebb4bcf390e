import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { resolveContent } from '../content';
import type { ContentField, FieldRole, Overrides, PolicyKind } from '../content';
import { sealRelease } from '../releases';
import type { ReleaseDocument } from '../releases';
import { planCorrection } from './correction';

const id = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
const HEADLINE = id(1);
const TERMS = id(2);
const BODY = id(3);

function field(fieldId: string, role: FieldRole, value: string, kind: PolicyKind = 'EDITABLE'): ContentField {
  const labels = { zh: role, en: role };
  return { id: fieldId, role, labels, value, policy: { kind, constraint: {} } } as ContentField;
}
const FIRST = [
  field(HEADLINE, 'headline', '手机报'),
  field(TERMS, 'terms', '规则', 'LOCKED'),
  field(BODY, 'body', '正文'),
];

function liveOf(base: readonly ContentField[], overrides: Overrides): ReleaseDocument {
  return {
    schema: 'xietong.release/1',
    tenant: { code: '320100', kind: 'CITY' },
    subject: {
      ...{ kind: 'LOCAL', campaignId: id(9), number: '320100-2026-0001', title: '南京', version: 1 },
      ...{ versionId: id(10), base: { campaignId: id(20), number: 'JS-1', versionId: id(21), version: 1 } },
    },
    ...{ cityDefault: null, content: resolveContent(base, overrides).fields, assets: [], offer: null },
    renderers: { web: 'web/2' },
    placements: [
      {
        ...{ id: id(30), point: 'home-banner', channel: 'web', tier: 'LOCAL', lever: 50, audience: null },
        ...{ startsAt: '2026-11-19T16:00:00.000Z', endsAt: '2026-12-20T16:00:00.000Z' },
      },
    ],
  };
}
const plan = (next: readonly ContentField[], overrides: Overrides = {}, base = FIRST) =>
  planCorrection({
    ...{ live: liveOf(base, overrides), overrides, base, next, version: 2, assets: [] },
    standard: { campaignId: id(20), number: 'JS-1', versionId: id(22), version: 2 },
  });
const mine = (fieldId: string, value: string): Overrides => ({ [fieldId]: { value, setBy: 'NJ-OPS-01' } });

describe('who looks again', () => {
  const [headline, terms, body] = FIRST as [ContentField, ContentField, ContentField];
  const cases: [string, ContentField[], Overrides, string, string[]][] = [
    ['nobody where nothing differs', FIRST, mine(HEADLINE, '南京报'), 'NOBODY', []],
    [
      'the push where only a locked field differs',
      [headline, field(TERMS, 'terms', '新规则', 'LOCKED'), body],
      mine(HEADLINE, '南京报'),
      ...['PUSH', ['LOCKED']],
    ],
    [
      'the push where only a policy differs',
      [headline, terms, field(BODY, 'body', '正文', 'LOCKED')],
      {},
      ...['PUSH', ['LOCKED']],
    ],
    [
      'the city where its own words give way',
      [field(HEADLINE, 'headline', '新标题', 'LOCKED'), terms, body],
      mine(HEADLINE, '南京报'),
      ...['CITY', ['OVERRIDE']],
    ],
    [
      'the city where a field that it could have changed differs',
      [headline, terms, field(BODY, 'body', '新正文')],
      {},
      ...['CITY', ['CONTENT']],
    ],
    [
      'the city where a legal text is no longer locked',
      [headline, field(TERMS, 'terms', '新规则'), body],
      {},
      ...['CITY', ['LEGAL']],
    ],
    ['the city where the order differs', [terms, headline, body], {}, 'CITY', ['CONTENT']],
    [
      'a person where both changed the same',
      [field(HEADLINE, 'headline', '新标题'), terms, body],
      mine(HEADLINE, '南京报'),
      ...['PERSON', ['CONFLICT']],
    ],
  ] as [string, ContentField[], Overrides, string, string[]][];
  it.each(cases)('is %s', (_, next, overrides, who, causes) => {
    const { footprint } = plan(next, overrides);
    expect(footprint.who).toBe(who);
    expect([...new Set(footprint.parts.map(({ cause }) => cause))]).toEqual(causes);
  });
});

describe('the correction of a release', () => {
  const text = fc.constantFrom('甲', '乙', '丙');
  const kinds = fc.constantFrom<PolicyKind>('LOCKED', 'EDITABLE');
  const standards = fc
    .tuple(fc.tuple(text, kinds), fc.tuple(text, kinds), fc.tuple(text, kinds))
    .map(([one, two, three]) => [
      field(HEADLINE, 'headline', ...one),
      field(TERMS, 'terms', ...two),
      field(BODY, 'body', ...three),
    ]);
  const overridesOf = fc
    .dictionary(fc.constantFrom(HEADLINE, TERMS, BODY), text, { noNullPrototype: true })
    .map((values): Overrides =>
      Object.fromEntries(Object.entries(values).map(([key, value]) => [key, { value, setBy: 'NJ' }])),
    );

  it('has the same hash whenever it is planned, and another one where anything of it differs', () => {
    fc.assert(
      fc.property(standards, standards, overridesOf, (base, next, overrides) => {
        const one = plan(next, overrides, base);
        expect(sealRelease(plan(next, overrides, base).document)).toEqual(sealRelease(one.document));
        const { subject, ...rest } = one.document;
        const other = { ...rest, subject: { ...subject, title: '别的' } };
        expect(sealRelease(other).hash).not.toBe(sealRelease(one.document).hash);
      }),
    );
  });

  it('that the push may approve changes no word of the city and nothing that is not locked', () => {
    fc.assert(
      fc.property(standards, standards, overridesOf, (base, next, overrides) => {
        const { footprint, document, archived } = plan(next, overrides, base);
        if (footprint.who !== 'PUSH') return;
        const live = liveOf(base, overrides);
        for (const before of live.content) {
          const after = document.content.find((each) => each.id === before.id);
          if (after?.value === before.value) continue;
          expect([before.policy.kind, after?.policy.kind]).toEqual(['LOCKED', 'LOCKED']);
          expect(Object.keys(overrides)).not.toContain(before.id);
        }
        const lost = archived.filter(({ override, fieldId }) =>
          live.content.some((shown) => shown.id === fieldId && shown.value === override.value),
        );
        expect(lost).toEqual([]);
        const places = (all: ReleaseDocument['placements']) => all.map((each) => ({ ...each, id: '' }));
        expect(places(document.placements)).toEqual(places(live.placements));
      }),
    );
  });
});
