import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { resolveContent } from '../content';
import type { ContentField, Overrides } from '../content';
import { sameJson } from '../kernel';
import { checkLocalContent } from '../localisation';
import { detachContent } from './detach-content';

const ids = [1, 2, 3, 4].map((n) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`);
const text = fc.constantFrom('甲', '乙乙', '丙丙丙丙丙丙', '');
const fieldOf = (id: string) =>
  fc
    .record({ value: text, kind: fc.constantFrom('LOCKED', 'EDITABLE'), max: fc.constantFrom(2, 10) })
    .map(({ value, kind, max }): ContentField => ({
      ...{ id, role: 'body', labels: { zh: id, en: id }, value },
      policy: { kind, constraint: { maxLength: max } },
    }));
const standards = fc.tuple(...ids.map(fieldOf));
const overridesOf: fc.Arbitrary<Overrides> = fc
  .dictionary(fc.constantFrom(...ids), fc.oneof(text, fc.integer()), { noNullPrototype: true })
  .map((values) =>
    Object.fromEntries(Object.entries(values).map(([id, value]) => [id, { value, setBy: 'NJ-OPS-01' }])),
  );

describe('leaving a standard', () => {
  it('takes along exactly what was shown, and no guard-rail', () => {
    fc.assert(
      fc.property(standards, overridesOf, (standard, overrides) => {
        const { fields } = detachContent(standard, overrides);
        const shown = resolveContent(standard, overrides).fields;
        expect(fields.map(({ id, value }) => [id, value])).toEqual(shown.map(({ id, value }) => [id, value]));
        expect(fields.every(({ policy }) => sameJson(policy, { kind: 'EDITABLE', constraint: {} }))).toBe(
          true,
        );
      }),
    );
  });

  it('loses no word of the city: each is shown or archived', () => {
    fc.assert(
      fc.property(standards, overridesOf, (standard, overrides) => {
        const { fields, archived } = detachContent(standard, overrides);
        for (const [id, override] of Object.entries(overrides)) {
          const isShown = fields.some((field) => field.id === id && sameJson(field.value, override.value));
          const isKept = archived.some((each) => each.fieldId === id && sameJson(each.override, override));
          expect(isShown || isKept).toBe(true);
        }
      }),
    );
  });

  it('changes nothing a second time, and leaves nothing outside a guard-rail but what is empty', () => {
    fc.assert(
      fc.property(standards, overridesOf, (standard, overrides) => {
        const { fields } = detachContent(standard, overrides);
        expect(detachContent(fields, {})).toEqual({ fields, archived: [] });
        const codes = checkLocalContent(fields, {}).problems.map(({ code }) => code);
        expect(codes.filter((code) => code !== 'FIELD_REQUIRED')).toEqual([]);
      }),
    );
  });
});
