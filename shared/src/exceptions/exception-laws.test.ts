import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { policiesForRole, resolveContent, validateResolvedContent } from '../content';
import type { Constraint, ContentField, FieldPolicy, Overrides } from '../content';
import { applyExceptions, EXCEPTION_STATES, isLooser } from './index';
import type { AskedPolicy } from './index';

const NOW = new Date('2026-11-22T02:00:00.000Z');
const RUNS = { numRuns: 1_000 };
const uuid = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;

/** Few letters and small bounds, so that guard-rails are often broken and often kept. */
const text = fc.string({ unit: fc.constantFrom('甲', '乙', '丙'), maxLength: 4 });
const words = fc.subarray(['甲', '乙', '丙'], { minLength: 1 });
const bound = fc.integer({ min: 0, max: 4 });
const constraint: fc.Arbitrary<Constraint> = fc.record(
  {
    minLength: bound,
    maxLength: bound.map((n) => n + 1),
    choices: fc.uniqueArray(text, { minLength: 1, maxLength: 3 }),
    pattern: fc.constantFrom('甲.*', '[甲乙]*'),
    forbiddenWords: words,
  },
  { requiredKeys: [] },
);
const items = fc
  .uniqueArray(fc.record({ id: fc.integer({ min: 1, max: 4 }).map(uuid), text }), {
    selector: ({ id }) => id,
    maxLength: 4,
  })
  .map((list) => ({ items: list }));
const VALUES = { headline: text, benefit: items, channels: fc.subarray(['web', 'sms', 'app']) } as const;
type Role = keyof typeof VALUES;
const roles = Object.keys(VALUES) as Role[];

const policyOf = (role: Role): fc.Arbitrary<FieldPolicy> =>
  fc.record({ kind: fc.constantFrom(...policiesForRole(role)), constraint });
const valueOf = (role: Role): fc.Arbitrary<unknown> => fc.option<unknown>(VALUES[role], { freq: 8 });
const fieldOf = (id: string): fc.Arbitrary<ContentField> =>
  fc
    .constantFrom(...roles)
    .chain((role) => fc.record({ role: fc.constant(role), value: valueOf(role), policy: policyOf(role) }))
    .map((field) => ({ id, labels: { zh: '名', en: 'name' }, ...field }) as ContentField);
const standard = fc
  .integer({ min: 1, max: 4 })
  .chain((n) => fc.tuple(...Array.from({ length: n }, (_, i) => fieldOf(uuid(100 + i)))));

/** Less of what binds: bounds widened or dropped, words struck off, and maybe a freer kind. */
function looserThan({ role, policy }: ContentField): fc.Arbitrary<FieldPolicy> {
  const { minLength, maxLength, choices, pattern, forbiddenWords = [] } = policy.constraint;
  const maybe = <T>(
    value: T | undefined,
    wider: (value: T) => fc.Arbitrary<T>,
  ): fc.Arbitrary<T | undefined> =>
    value === undefined ? fc.constant(undefined) : fc.option(wider(value), { nil: undefined });
  const kinds = policiesForRole(role).filter((kind) => kind === policy.kind || kind === 'EDITABLE');
  return fc
    .record({
      kind: fc.constantFrom(...kinds),
      minLength: maybe(minLength, (n) => fc.integer({ min: 0, max: n })),
      maxLength: maybe(maxLength, (n) => fc.integer({ min: n, max: n + 3 })),
      choices: maybe(choices, (list) => text.map((more) => [...new Set([...list, more])])),
      pattern: maybe(pattern, (same) => fc.constant(same)),
      forbiddenWords: fc.subarray([...forbiddenWords]),
    })
    .map(({ kind, ...bounds }) => ({
      kind,
      constraint: Object.fromEntries(
        Object.entries(bounds).filter(
          ([, value]) => value !== undefined && !(Array.isArray(value) && value.length === 0),
        ),
      ),
    }));
}

const expiry = fc.constantFrom(
  null,
  '2026-11-22T01:59:59.999Z',
  '2026-11-22T02:00:00.000Z',
  '2026-11-23T00:00:00.000Z',
);
function exceptionOn(field: ContentField): fc.Arbitrary<AskedPolicy> {
  return fc.record({
    fieldId: fc.constant(field.id),
    state: fc.constantFrom(...EXCEPTION_STATES),
    policyBefore: fc.oneof({ weight: 4, arbitrary: fc.constant(field.policy) }, policyOf(field.role as Role)),
    policyAsked: fc.oneof(looserThan(field), policyOf(field.role as Role)),
    expiresAt: expiry,
  });
}

const world = standard.chain((fields) =>
  fc.record({
    fields: fc.constant(fields),
    exceptions: fc.array(fc.constantFrom(...fields).chain(exceptionOn), { maxLength: 4 }),
    overrides: fc
      .tuple(...fields.map(({ id, role }) => fc.option(fc.tuple(fc.constant(id), valueOf(role as Role)))))
      .map((pairs): Overrides =>
        Object.fromEntries(
          pairs.flatMap((pair) => (pair ? [[pair[0], { value: pair[1], setBy: 'X' }]] : [])),
        ),
      ),
  }),
);

/** Fields of the content as shown that may not go out. */
function refused(fields: readonly ContentField[], overrides: Overrides): Set<string | null> {
  const resolved = resolveContent(fields, overrides);
  const all = [...resolved.problems, ...validateResolvedContent(resolved.fields)];
  return new Set(all.map(({ fieldId }) => fieldId));
}

describe('laws of exceptions', () => {
  it('without one the standard stands', () => {
    fc.assert(
      fc.property(standard, (fields) => {
        expect(applyExceptions(fields, [], NOW)).toEqual(fields);
      }),
      RUNS,
    );
  });

  it('an expired, open, refused or withdrawn one changes nothing', () => {
    fc.assert(
      fc.property(world, ({ fields, exceptions }) => {
        const dead = exceptions.map((each) =>
          each.state === 'GRANTED' ? { ...each, expiresAt: '2026-11-22T02:00:00.000Z' } : each,
        );
        expect(applyExceptions(fields, dead, NOW)).toEqual(fields);
      }),
      RUNS,
    );
  });

  it('changes the policy of the named fields, and nothing else of anything', () => {
    fc.assert(
      fc.property(world, ({ fields, exceptions }) => {
        const named = new Set(exceptions.map(({ fieldId }) => fieldId));
        const applied = applyExceptions(fields, exceptions, NOW);
        const policyOfStandard = (field: ContentField, index: number) => ({
          ...field,
          policy: fields[index]?.policy,
        });
        expect(applied.map(policyOfStandard)).toEqual(fields);
        applied.forEach((field, index) => {
          if (!named.has(field.id)) expect(field).toEqual(fields[index]);
        });
      }),
      RUNS,
    );
  });

  it('never takes away what the standard lets through', () => {
    fc.assert(
      fc.property(world, ({ fields, exceptions, overrides }) => {
        const before = refused(fields, overrides);
        const after = refused(applyExceptions(fields, exceptions, NOW), overrides);
        for (const fieldId of after) expect(before).toContain(fieldId);
      }),
      RUNS,
    );
  });

  it('is no help against a policy that it was not asked against', () => {
    fc.assert(
      fc.property(world, ({ fields, exceptions }) => {
        const other = exceptions.map((each) => ({
          ...each,
          policyBefore: { kind: 'LOCKED' as const, constraint: { minLength: 9_999 } },
        }));
        expect(applyExceptions(fields, other, NOW)).toEqual(fields);
      }),
      RUNS,
    );
  });
});

describe('what is looser', () => {
  it('lets through all that went through before', () => {
    const pair = fieldOf(uuid(1)).chain((field) =>
      fc.record({
        field: fc.constant(field),
        asked: fc.oneof(looserThan(field), policyOf(field.role as Role)),
        value: valueOf(field.role as Role),
      }),
    );
    fc.assert(
      fc.property(pair, ({ field, asked, value }) => {
        fc.pre(isLooser(field, asked));
        const overrides = { [field.id]: { value, setBy: 'X' } };
        if (refused([{ ...field, policy: asked }], overrides).size > 0)
          expect(refused([field], overrides).size).toBeGreaterThan(0);
      }),
      RUNS,
    );
  });

  it('is never the same policy', () => {
    fc.assert(
      fc.property(fieldOf(uuid(1)), (field) => {
        expect(isLooser(field, field.policy)).toBe(false);
      }),
      RUNS,
    );
  });

  it.each<[string, FieldPolicy, FieldPolicy, boolean]>([
    ['a locked field opens', { kind: 'LOCKED', constraint: {} }, { kind: 'EDITABLE', constraint: {} }, true],
    [
      'an open field does not lock',
      { kind: 'EDITABLE', constraint: {} },
      { kind: 'LOCKED', constraint: {} },
      false,
    ],
    [
      'more characters',
      { kind: 'EDITABLE', constraint: { maxLength: 20 } },
      { kind: 'EDITABLE', constraint: { maxLength: 30 } },
      true,
    ],
    [
      'fewer characters',
      { kind: 'EDITABLE', constraint: { maxLength: 20 } },
      { kind: 'EDITABLE', constraint: { maxLength: 10 } },
      false,
    ],
    [
      'a locked field opens within a bound that its value keeps',
      { kind: 'LOCKED', constraint: {} },
      { kind: 'EDITABLE', constraint: { maxLength: 10 } },
      true,
    ],
    [
      'a locked field opens within a bound that its value breaks',
      { kind: 'LOCKED', constraint: {} },
      { kind: 'EDITABLE', constraint: { minLength: 2 } },
      false,
    ],
    [
      'a bound that was not there',
      { kind: 'EDITABLE', constraint: {} },
      { kind: 'EDITABLE', constraint: { maxLength: 10 } },
      false,
    ],
    [
      'another pattern',
      { kind: 'EDITABLE', constraint: { pattern: 'a' } },
      { kind: 'EDITABLE', constraint: { pattern: 'b' } },
      false,
    ],
    [
      'one more link domain',
      { kind: 'EDITABLE', constraint: { linkDomains: ['a.cn'] } },
      { kind: 'EDITABLE', constraint: { linkDomains: ['a.cn', 'b.cn'] } },
      true,
    ],
    [
      'a lower price',
      { kind: 'EDITABLE', constraint: { minFen: 300 } },
      { kind: 'EDITABLE', constraint: { minFen: 100 } },
      true,
    ],
    [
      'a duty to fill',
      { kind: 'EDITABLE', constraint: {} },
      { kind: 'REQUIRED_LOCAL', constraint: {} },
      false,
    ],
    [
      'no duty to fill',
      { kind: 'REQUIRED_LOCAL', constraint: {} },
      { kind: 'EDITABLE', constraint: {} },
      true,
    ],
  ])('%s', (_, policy, asked, looser) => {
    const field: ContentField = {
      ...{ id: uuid(1), role: 'headline', labels: { zh: '标题', en: 'Headline' } },
      ...{ value: 'a', policy },
    };
    expect(isLooser(field, asked)).toBe(looser);
  });
});
