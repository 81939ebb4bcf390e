import fc from 'fast-check';
import { describe, it } from 'vitest';
import { policiesForRole, resolveContent, validateResolvedContent } from '../content';
import type { ContentField, FieldRole, Override, Overrides } from '../content';
import { canonicalJson } from '../kernel';
import { impactOf, isMergeClean, mergeContent, resolveMerge } from './index';
import type { ContentMerge, MergeChoice } from './index';

const uuid = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
const RUNS = { numRuns: 1_000 };

/** Few letters, so that both sides often write the same. */
const text = fc.string({ unit: fc.constantFrom('甲', '乙', '丙'), maxLength: 4 });
const items = fc
  .uniqueArray(fc.record({ id: fc.integer({ min: 1, max: 5 }).map(uuid), text }), {
    selector: ({ id }) => id,
    maxLength: 5,
  })
  .map((list) => ({ items: list }));
const day = fc.integer({ min: 1, max: 9 }).map((n) => `2026-11-0${String(n)}`);
const period = fc.tuple(day, day).map(([a, b]) => (a < b ? { from: a, to: b } : { from: b, to: a }));
const VALUES = {
  headline: text,
  terms: text,
  benefit: items,
  period,
  channels: fc.subarray(['web', 'sms', 'app']),
} as const;
type Role = keyof typeof VALUES;

const valueOf = (role: Role): fc.Arbitrary<unknown> => fc.option<unknown>(VALUES[role], { freq: 8 });

function fieldWith(id: string, role: Role): fc.Arbitrary<ContentField> {
  return fc
    .record({
      value: valueOf(role),
      kind: fc.constantFrom(...policiesForRole(role satisfies FieldRole)),
      maxLength: fc.option(fc.integer({ min: 1, max: 4 }), { nil: undefined }),
    })
    .map(
      ({ value, kind, maxLength }) =>
        ({
          id,
          role,
          labels: { zh: role, en: role },
          value,
          policy: { kind, constraint: maxLength === undefined ? {} : { maxLength } },
        }) as ContentField,
    );
}

/** A standard as a map from ids to roles, so that two versions of it mostly agree on what a field is. */
const roles = fc.array(fc.constantFrom(...(Object.keys(VALUES) as Role[])), { minLength: 1, maxLength: 6 });

function versionOf(named: readonly Role[]): fc.Arbitrary<ContentField[]> {
  const all = named.map((role, index) => fieldWith(uuid(100 + index), role));
  return fc
    .tuple(...all)
    .chain((fields) => fc.shuffledSubarray([...fields], { minLength: Math.min(1, fields.length) }));
}

/** The next version: most fields as they were, some changed, some gone, some new, in any order. */
function successorOf(base: readonly ContentField[], named: readonly Role[]): fc.Arbitrary<ContentField[]> {
  return versionOf(named).chain((fresh) =>
    fc
      .tuple(...fresh.map(() => fc.boolean()))
      .map((keep) =>
        fresh.map((field, index) =>
          keep[index] ? (base.find(({ id }) => id === field.id) ?? field) : field,
        ),
      ),
  );
}

/** What a city wrote: of any value of the role's shape, now and then one that says what the standard says. */
function overridesOf(base: readonly ContentField[]): fc.Arbitrary<Overrides> {
  const open = base.filter(({ policy }) => policy.kind !== 'LOCKED');
  return fc
    .tuple(
      ...open.map(({ id, role }) => fc.option(fc.tuple(fc.constant(id), valueOf(role as Role)), { freq: 2 })),
    )
    .map((pairs) =>
      Object.fromEntries(
        pairs.flatMap((pair): [string, Override][] =>
          pair ? [[pair[0], { value: pair[1], setBy: 'X' }]] : [],
        ),
      ),
    );
}

const world = roles.chain((named) =>
  versionOf(named).chain((base) =>
    fc.record({ base: fc.constant(base), overrides: overridesOf(base), next: successorOf(base, named) }),
  ),
);

interface Province {
  readonly base: ContentField[];
  readonly next: ContentField[];
  readonly cities: Overrides[];
}
/** Cities on one standard, and another order of them. */
const provinceInTwoOrders = roles
  .chain((named) =>
    versionOf(named).chain((base): fc.Arbitrary<Province> =>
      fc.record({
        base: fc.constant(base),
        next: successorOf(base, named),
        cities: fc.array(overridesOf(base), { minLength: 2, maxLength: 5 }),
      }),
    ),
  )
  .chain((province) =>
    fc.record({
      province: fc.constant(province),
      order: fc.shuffledSubarray([...province.cities.keys()], { minLength: province.cities.length }),
    }),
  );

const equal = (a: unknown, b: unknown): boolean => canonicalJson(a ?? null) === canonicalJson(b ?? null);
const said = (base: readonly ContentField[], overrides: Overrides): [string, Override][] =>
  Object.entries(overrides).filter(
    ([id, { value }]) => !equal(value, base.find((field) => field.id === id)?.value),
  );

/** A decision for every field that needs one. */
function decideAll(merge: ContentMerge, takes: readonly MergeChoice['take'][]): Record<string, MergeChoice> {
  return Object.fromEntries(
    merge.fields.flatMap((field, index): [string, MergeChoice][] => {
      if (field.case !== 'CONFLICT') return [];
      const take = takes[index % takes.length] ?? 'MINE';
      return [[field.fieldId, take === 'EDITED' ? { take, value: field.next?.value ?? null } : { take }]];
    }),
  );
}

const takes = fc.array(fc.constantFrom<MergeChoice['take']>('MINE', 'THEIRS', 'EDITED'), { minLength: 1 });

describe('merging', () => {
  it('is deterministic', () => {
    fc.assert(
      fc.property(world, ({ base, overrides, next }) =>
        equal(mergeContent(base, overrides, next), mergeContent(base, overrides, next)),
      ),
      RUNS,
    );
  });

  it('with the same parent changes nothing and archives nothing', () => {
    fc.assert(
      fc.property(world, ({ base, overrides }) => {
        const merge = mergeContent(base, overrides, base);
        return (
          equal(merge.overrides, Object.fromEntries(said(base, overrides))) && merge.archived.length === 0
        );
      }),
      RUNS,
    );
  });

  it('is idempotent: what was merged stays as it is on the new parent', () => {
    fc.assert(
      fc.property(world, ({ base, overrides, next }) => {
        const once = mergeContent(base, overrides, next);
        const again = mergeContent(next, once.overrides, next);
        return equal(again.overrides, once.overrides) && again.archived.length === 0;
      }),
      RUNS,
    );
  });

  it('loses no value of the city: it is in the result, archived, in a conflict, or what the standard says', () => {
    fc.assert(
      fc.property(world, ({ base, overrides, next }) => {
        const merge = mergeContent(base, overrides, next);
        return said(base, overrides).every(([id, override]) => {
          const field = merge.fields.find(({ fieldId }) => fieldId === id);
          const isArchived = merge.archived.some(
            (each) => each.fieldId === id && equal(each.override, override),
          );
          const stands = equal(merge.overrides[id], override);
          const converged = field?.case === 'CONVERGED' || equal(field?.next?.value, override.value);
          return isArchived || stands || converged || field?.case === 'CONFLICT' || isListMerge(field);
        });
      }),
      RUNS,
    );
  });

  it('keeps every item that the city alone added to a list', () => {
    fc.assert(
      fc.property(world, ({ base, overrides, next }) =>
        mergeContent(base, overrides, next).fields.every((field) => {
          const { base: from, local, next: to } = field;
          if (!from || !local || to?.role !== 'benefit' || field.case === 'LOCKED') return true;
          const shown = idsOf(field.merged ? field.merged.value : to.value);
          return idsOf(local.value).every((id) => idsOf(from.value).includes(id) || shown.includes(id));
        }),
      ),
      RUNS,
    );
  });

  it('without an open case gives content that its standard lets through', () => {
    fc.assert(
      fc.property(world, ({ base, overrides, next }) => {
        const merge = mergeContent(base, overrides, next);
        if (!isMergeClean(merge)) return true;
        const { fields, problems } = resolveContent(next, merge.overrides);
        const wrong = validateResolvedContent(fields).filter(
          ({ fieldId }) => fieldId !== null && merge.overrides[fieldId] !== undefined,
        );
        return problems.length === 0 && wrong.length === 0;
      }),
      RUNS,
    );
  });

  it('gives every city the same in whatever order cities adopt, and touches none by what another wrote', () => {
    const adoptAll = (
      { base, next, cities }: Province,
      order: readonly number[],
      chosen: readonly MergeChoice['take'][],
    ): Map<number, unknown> =>
      new Map(
        order.map((city) => {
          const merge = mergeContent(base, cities[city] ?? {}, next);
          return [city, resolveMerge(merge, decideAll(merge, chosen), 'Y')];
        }),
      );
    fc.assert(
      fc.property(provinceInTwoOrders, takes, ({ province, order }, chosen) => {
        const before = structuredClone(province);
        const inOrder = adoptAll(province, [...province.cities.keys()], chosen);
        const otherwise = adoptAll(province, order, chosen);
        return (
          equal(province, before) &&
          [...inOrder].every(([city, result]) => equal(result, otherwise.get(city)))
        );
      }),
      { numRuns: 300 },
    );
  });

  it('is foretold by its impact, case by case', () => {
    fc.assert(
      fc.property(world, ({ base, overrides, next }) => {
        const merge = mergeContent(base, overrides, next);
        const { counts, outlook } = impactOf(merge);
        const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
        return total === merge.fields.length && (outlook === 'OPEN') === !isMergeClean(merge);
      }),
      RUNS,
    );
  });
});

describe('deciding', () => {
  it('settles every conflict, and archives what gave way', () => {
    fc.assert(
      fc.property(world, takes, ({ base, overrides, next }, chosen) => {
        const merge = mergeContent(base, overrides, next);
        const resolved = resolveMerge(merge, decideAll(merge, chosen), 'Y');
        if (!resolved.ok) return false;
        const { overrides: result, archived } = resolved.value;
        const after = mergeContent(next, result, next);
        const lost = merge.fields.some(
          ({ case: found, fieldId, local }) =>
            found === 'CONFLICT' &&
            result[fieldId] === undefined &&
            !archived.some((each) => each.fieldId === fieldId && equal(each.override, local)),
        );
        return (
          !lost && equal(after.overrides, result) && after.fields.every((each) => each.case !== 'CONFLICT')
        );
      }),
      RUNS,
    );
  });
});

function isListMerge(field: ContentMerge['fields'][number] | undefined): boolean {
  return field?.base?.role === 'benefit' && ['MERGED', 'VIOLATION', 'MISSING'].includes(field.case);
}

function idsOf(value: unknown): string[] {
  if (typeof value !== 'object' || value === null || !('items' in value)) return [];
  return (value.items as { id: string }[]).map(({ id }) => id);
}
