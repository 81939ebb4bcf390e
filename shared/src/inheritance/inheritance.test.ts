import { describe, expect, it } from 'vitest';
import type { ContentField, FieldPolicy, FieldRole, FieldValue, Overrides } from '../content';
import { impactOf, isMergeClean, mergeContent, mergeLists, resolveMerge } from './index';
import type { MergeChoice } from './index';

const uuid = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
const ID = uuid(1);
const editable: FieldPolicy = { kind: 'EDITABLE', constraint: {} };

function field(
  value: FieldValue,
  {
    role = 'headline',
    policy = editable,
    id = ID,
  }: { role?: FieldRole; policy?: FieldPolicy; id?: string } = {},
): ContentField {
  return { id, role, labels: { zh: '标题', en: 'Headline' }, value, policy } as ContentField;
}
const own = (value: unknown, id = ID): Overrides => ({ [id]: { value, setBy: 'NJ-OPS-01' } });
const list = (...items: [number, string][]) => ({ items: items.map(([n, text]) => ({ id: uuid(n), text })) });

/** The only field of a merge of one field. */
function mergeOne(base: ContentField | null, overrides: Overrides, next: ContentField | null) {
  const merge = mergeContent(base ? [base] : [], overrides, next ? [next] : []);
  const [only] = merge.fields;
  if (!only) throw new Error('nothing was merged');
  return { ...merge, only };
}

describe('every row of the merge table', () => {
  it('no override: takes P', () => {
    const { only, overrides } = mergeOne(field('旧'), {}, field('新'));
    expect(only.case).toBe('TAKEN');
    expect(overrides).toEqual({});
    expect(mergeOne(field('旧'), {}, field('旧')).only.case).toBe('UNCHANGED');
  });

  it('override, P = B: keeps L and validates it again', () => {
    const { only, overrides } = mergeOne(field('旧'), own('南京'), field('旧'));
    expect(only.case).toBe('KEPT');
    expect(overrides).toEqual(own('南京'));
  });

  it('override, L = P: the override is dropped, nothing is archived', () => {
    const { only, overrides, archived } = mergeOne(field('旧'), own('新'), field('新'));
    expect(only.case).toBe('CONVERGED');
    expect(overrides).toEqual({});
    expect(archived).toEqual([]);
  });

  it('override, P ≠ B and L ≠ P: conflict, both are there to choose from', () => {
    const { only, overrides } = mergeOne(field('旧'), own('南京'), field('新'));
    expect(only).toMatchObject({ case: 'CONFLICT', local: { value: '南京' }, next: { value: '新' } });
    expect(overrides).toEqual(own('南京'));
  });

  it('EDITABLE became LOCKED: takes P, L is archived', () => {
    const locked = field('新', { policy: { kind: 'LOCKED', constraint: {} } });
    const { only, overrides, archived } = mergeOne(field('旧'), own('南京'), locked);
    expect(only.case).toBe('LOCKED');
    expect(overrides).toEqual({});
    expect(archived).toMatchObject([{ fieldId: ID, override: { value: '南京' }, because: 'LOCKED' }]);
  });

  it('constraint tightened, L outside it: violation with the reason', () => {
    const tight = field('旧', { policy: { kind: 'EDITABLE', constraint: { maxLength: 2 } } });
    const { only, overrides } = mergeOne(field('旧'), own('南京专享'), tight);
    expect(only).toMatchObject({ case: 'VIOLATION', problem: { code: 'FIELD_TOO_LONG' } });
    expect(overrides).toEqual(own('南京专享'));
  });

  it('field removed: L is archived', () => {
    const { only, overrides, archived } = mergeOne(field('旧'), own('南京'), null);
    expect(only.case).toBe('REMOVED');
    expect(overrides).toEqual({});
    expect(archived).toMatchObject([{ override: { value: '南京' }, because: 'REMOVED' }]);
  });

  it('new REQUIRED_LOCAL: blocked until filled', () => {
    const required = field(null, { policy: { kind: 'REQUIRED_LOCAL', constraint: {} } });
    expect(mergeOne(null, {}, required).only.case).toBe('MISSING');
    expect(mergeOne(field('旧'), {}, required).only.case).toBe('MISSING');
    expect(mergeOne(null, {}, field('新')).only.case).toBe('ADDED');
  });

  it('lists: merged by item id, the local order is kept unless locked', () => {
    const role = 'benefit';
    const base = field(list([1, '甲'], [2, '乙']), { role });
    const next = field(list([2, '乙'], [1, '甲改'], [3, '丙']), { role });
    const { only, overrides } = mergeOne(base, own(list([1, '甲'], [9, '南京'], [2, '乙'])), next);
    expect(only.case).toBe('MERGED');
    expect(overrides[ID]?.value).toEqual(list([1, '甲改'], [3, '丙'], [9, '南京'], [2, '乙']));
    const append = field(next.value, { role, policy: { kind: 'APPEND_ONLY', constraint: {} } });
    const appended = mergeOne(base, own(list([1, '甲'], [9, '南京'], [2, '乙'])), append);
    expect(appended.only.case).toBe('MERGED');
    expect(appended.overrides[ID]?.value).toEqual(list([2, '乙'], [1, '甲改'], [9, '南京'], [3, '丙']));
  });
});

describe('lists', () => {
  it('are in conflict where both sides changed one item', () => {
    const merge = (base: [number, string][], local: [number, string][], next: [number, string][]) =>
      mergeLists(list(...base), list(...local), list(...next), { appendOnly: false });
    expect(merge([[1, '甲']], [[1, '南京']], [[1, '省']]).conflicts).toEqual([uuid(1)]);
    expect(merge([[1, '甲']], [[1, '南京']], [])).toEqual({ ...list([1, '南京']), conflicts: [uuid(1)] });
    expect(merge([[1, '甲']], [], [[1, '省']]).conflicts).toEqual([uuid(1)]);
    expect(merge([[1, '甲']], [[1, '甲']], []).items).toEqual([]);
    expect(merge([[1, '甲']], [], [[1, '甲']]).items).toEqual([]);
  });

  it('name the item of a conflict on the field', () => {
    const role = 'benefit';
    const { only } = mergeOne(
      field(list([1, '甲']), { role }),
      own(list([1, '南京'])),
      field(list([1, '省']), { role }),
    );
    expect(only).toMatchObject({ case: 'CONFLICT', itemConflicts: [uuid(1)] });
  });
});

describe('a field under the same id with another role', () => {
  it('is another field: what the city wrote is archived', () => {
    const next = field({ label: '办理', href: '/x' }, { role: 'button' });
    const { only, overrides, archived } = mergeOne(field('旧'), own('南京'), next);
    expect(only.case).toBe('ADDED');
    expect(overrides).toEqual({});
    expect(archived).toMatchObject([{ role: 'headline', override: { value: '南京' } }]);
  });
});

describe('deciding', () => {
  const conflict = mergeContent([field('旧')], own('南京'), [field('新')]);
  const decide = (choice?: MergeChoice) =>
    resolveMerge(conflict, choice ? { [ID]: choice } : {}, 'NJ-OPS-02');

  it('leaves no conflict undecided', () => {
    expect(decide()).toMatchObject({ ok: false, code: 'MERGE_UNDECIDED', path: [ID] });
  });

  it('keeps mine, takes theirs and archives mine, or takes what was edited', () => {
    expect(decide({ take: 'MINE' })).toEqual({ ok: true, value: { overrides: own('南京'), archived: [] } });
    expect(decide({ take: 'THEIRS' })).toMatchObject({
      value: { overrides: {}, archived: [{ because: 'THEIRS', override: { value: '南京' } }] },
    });
    expect(decide({ take: 'EDITED', value: '新·南京' })).toEqual({
      ok: true,
      value: { overrides: { [ID]: { value: '新·南京', setBy: 'NJ-OPS-02' } }, archived: [] },
    });
  });

  it('refuses what does not fit, with the field', () => {
    expect(decide({ take: 'EDITED', value: 5 })).toMatchObject({ code: 'MERGE_VALUE_INVALID', path: [ID] });
    expect(
      resolveMerge(conflict, { [ID]: { take: 'MINE' }, [uuid(7)]: { take: 'MINE' } }, 'x'),
    ).toMatchObject({
      code: 'MERGE_FIELD_GONE',
      path: [uuid(7)],
    });
    const locked = mergeContent([field('旧')], {}, [
      field('新', { policy: { kind: 'LOCKED', constraint: {} } }),
    ]);
    expect(resolveMerge(locked, { [ID]: { take: 'EDITED', value: '南京' } }, 'x')).toMatchObject({
      code: 'MERGE_FIELD_LOCKED',
    });
  });
});

it('foretells by cases whether somebody has to look', () => {
  const outlook = (base: ContentField, overrides: Overrides, next: ContentField) =>
    impactOf(mergeContent([base], overrides, [next])).outlook;
  expect(outlook(field('旧'), own('南京'), field('旧'))).toBe('NOTHING');
  expect(outlook(field('旧'), {}, field('新'))).toBe('CLEAN');
  expect(outlook(field('旧'), own('南京'), field('新'))).toBe('OPEN');
  expect(isMergeClean(mergeContent([field('旧')], {}, [field('新')]))).toBe(true);
});
