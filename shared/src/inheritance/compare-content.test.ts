import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { policiesForRole } from '../content';
import type { ContentField } from '../content';
import { compareContent } from './index';
import type { FieldComparison } from './index';

const uuid = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;

function body(n: number, over: Partial<ContentField> = {}): ContentField {
  return {
    id: uuid(n),
    role: 'body',
    labels: { zh: '正文', en: 'Body' },
    value: `第${String(n)}段`,
    policy: { kind: 'EDITABLE', constraint: {} },
    ...over,
  } as ContentField;
}
const benefits = (items: readonly (readonly [number, string])[]): ContentField =>
  body(1, {
    role: 'benefit',
    value: { items: items.map(([n, text]) => ({ id: uuid(n), text })) },
  });
const brief = (rows: readonly FieldComparison[]) =>
  rows.map(({ fieldId, standing, changes }) => [Number(fieldId.slice(-3)), standing, changes.join()]);

describe('comparing contents', () => {
  it('tells what was added and removed, a removed field at its old place', () => {
    expect(brief(compareContent([body(1), body(2), body(3)], [body(1), body(3), body(4)]))).toEqual([
      [1, 'SAME', ''],
      [2, 'REMOVED', ''],
      [3, 'SAME', ''],
      [4, 'ADDED', ''],
    ]);
  });

  it('names everything in which a field changed', () => {
    const after = body(1, {
      value: '改写',
      labels: { zh: '说明', en: 'Text' },
      policy: { kind: 'LOCKED', constraint: { maxLength: 9 } },
    });
    expect(brief(compareContent([body(1)], [after]))).toEqual([
      [1, 'CHANGED', 'VALUE,POLICY,CONSTRAINT,LABEL'],
    ]);
  });

  it('takes a guard-rail whose parts are written in another order for the same', () => {
    const [a, b] = [
      { minLength: 1, maxLength: 9 },
      { maxLength: 9, minLength: 1 },
    ].map((constraint) => body(1, { policy: { kind: 'EDITABLE', constraint } }));
    expect(brief(compareContent(a ? [a] : [], b ? [b] : []))).toEqual([[1, 'SAME', '']]);
  });

  it('says of as few fields as possible that they moved', () => {
    const rows = compareContent([body(1), body(2), body(3)], [body(3), body(1), body(2)]);
    expect(brief(rows)).toEqual([
      [3, 'CHANGED', 'ORDER'],
      [1, 'SAME', ''],
      [2, 'SAME', ''],
    ]);
  });

  it('takes another role under the same id for a change', () => {
    expect(brief(compareContent([body(1)], [body(1, { role: 'headline' })]))).toEqual([
      [1, 'CHANGED', 'ROLE'],
    ]);
  });

  it('compares lists by the ids of their items', () => {
    const [row] = compareContent(
      [
        benefits([
          [11, '首月免费'],
          [12, '送流量'],
          [13, '送彩铃'],
        ]),
      ],
      [
        benefits([
          [13, '送彩铃'],
          [11, '首月免费'],
          [14, '送会员'],
        ]),
      ],
    );
    expect(row?.changes).toEqual(['VALUE']);
    expect(row?.items).toEqual([
      { id: uuid(13), left: '送彩铃', right: '送彩铃', moved: true },
      { id: uuid(11), left: '首月免费', right: '首月免费', moved: false },
      { id: uuid(12), left: '送流量', right: null, moved: false },
      { id: uuid(14), left: null, right: '送会员', moved: false },
    ]);
  });

  it('compares channels by their codes, and an unfilled list as an empty one', () => {
    const channels = (value: string[] | null) => body(1, { role: 'channels', value });
    const [row] = compareContent([channels(null)], [channels(['web'])]);
    expect(row?.changes).toEqual(['VALUE']);
    expect(row?.items).toEqual([{ id: 'web', left: null, right: 'web', moved: false }]);
  });
});

const text = fc.string({ unit: fc.constantFrom('甲', '乙'), maxLength: 2 });
const list = fc
  .uniqueArray(fc.record({ id: fc.integer({ min: 1, max: 4 }).map(uuid), text }), {
    selector: ({ id }) => id,
    maxLength: 4,
  })
  .map((items) => ({ items }));
const anyField = fc
  .constantFrom('body', 'headline', 'benefit', 'channels')
  .chain((role) =>
    fc.record({
      id: fc.integer({ min: 1, max: 7 }).map(uuid),
      role: fc.constant(role),
      labels: fc.constantFrom({ zh: '甲', en: 'A' }, { zh: '乙', en: 'B' }),
      value: fc.option<unknown>(
        role === 'benefit' ? list : role === 'channels' ? fc.subarray(['web', 'sms']) : text,
      ),
      policy: fc.record({
        kind: fc.constantFrom(...policiesForRole(role)),
        constraint: fc.constantFrom({}, { maxLength: 5 }, { minLength: 1, maxLength: 5 }),
      }),
    }),
  )
  .map((field) => field as ContentField);
const content = fc.uniqueArray(anyField, { selector: ({ id }) => id, maxLength: 7 });
const RUNS = { numRuns: 1_000 };

describe('laws of comparing', () => {
  it('finds nothing changed between equal contents', () => {
    fc.assert(
      fc.property(content, (fields) => {
        const rows = compareContent(fields, structuredClone(fields));
        expect(rows.map(({ fieldId }) => fieldId)).toEqual(fields.map(({ id }) => id));
        expect(rows.filter(({ standing }) => standing !== 'SAME')).toEqual([]);
        expect(rows.flatMap(({ items }) => items.filter(({ moved }) => moved))).toEqual([]);
      }),
      RUNS,
    );
  });

  it('holds every field of either side exactly once, whole', () => {
    fc.assert(
      fc.property(content, content, (left, right) => {
        const rows = compareContent(left, right);
        const ids = new Set([...left, ...right].map(({ id }) => id));
        expect(rows.map(({ fieldId }) => fieldId).toSorted()).toEqual([...ids].toSorted());
        expect(rows.flatMap((row) => row.right ?? [])).toEqual(right);
        for (const row of rows) expect(row.left).toEqual(left.find(({ id }) => id === row.fieldId) ?? null);
      }),
      RUNS,
    );
  });

  it('says the mirror image when the sides are swapped', () => {
    const mirrored = { ADDED: 'REMOVED', REMOVED: 'ADDED', SAME: 'SAME', CHANGED: 'CHANGED' } as const;
    const byId = (a: { fieldId: string }, b: { fieldId: string }) => (a.fieldId < b.fieldId ? -1 : 1);
    const byItem = (a: { id: string }, b: { id: string }) => (a.id < b.id ? -1 : 1);
    const sorted = (rows: readonly FieldComparison[]) =>
      rows.map((row) => ({ ...row, items: row.items.toSorted(byItem) })).toSorted(byId);
    fc.assert(
      fc.property(content, content, (left, right) => {
        const back = compareContent(right, left).map((row) => ({
          ...row,
          standing: mirrored[row.standing],
          left: row.right,
          right: row.left,
          items: row.items.map((item) => ({ ...item, left: item.right, right: item.left })),
        }));
        expect(sorted(compareContent(left, right))).toEqual(sorted(back));
      }),
      RUNS,
    );
  });

  it('calls a field changed when, and only when, it or its place is another', () => {
    fc.assert(
      fc.property(content, content, (left, right) => {
        for (const { standing, changes, left: before, right: after } of compareContent(left, right)) {
          if (!before || !after) continue;
          expect(standing === 'CHANGED').toBe(changes.length > 0);
          const equal = JSON.stringify(before) === JSON.stringify(after);
          expect(changes.some((change) => change !== 'ORDER')).toBe(!equal);
        }
      }),
      RUNS,
    );
  });
});
