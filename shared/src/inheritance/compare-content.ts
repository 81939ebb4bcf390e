import type { ContentField } from '../content';
import { sameJson } from '../kernel';
import { interleave } from './list-merge';
import type { ListItem } from './list-merge';

/** In what a field that both sides have differs. ROLE: under the same id it is another kind of field. */
export const FIELD_CHANGES = ['ROLE', 'VALUE', 'POLICY', 'CONSTRAINT', 'LABEL', 'ORDER'] as const;
export type FieldChange = (typeof FIELD_CHANGES)[number];

export type Standing = 'SAME' | 'CHANGED' | 'ADDED' | 'REMOVED';

/** One item of a list field on both sides; null = not there. `moved` = it stands elsewhere among those that stayed. */
export interface ItemComparison {
  readonly id: string;
  readonly left: string | null;
  readonly right: string | null;
  readonly moved: boolean;
}

export interface FieldComparison {
  readonly fieldId: string;
  readonly standing: Standing;
  /** Null when the field is not there on that side; never on both. */
  readonly left: ContentField | null;
  readonly right: ContentField | null;
  /** Empty unless the standing is CHANGED. */
  readonly changes: readonly FieldChange[];
  /** Items of a list field, in the right side's order; empty for every other field. */
  readonly items: readonly ItemComparison[];
}

/** The longest run of ids that stand in the same order on both sides; which of several equal ones does not depend on the sides. */
function steadyIds(left: readonly string[], right: readonly string[]): ReadonlySet<string> {
  const [one, other] = left.join() <= right.join() ? [left, right] : [right, left];
  const place = new Map(other.map((id, index) => [id, index]));
  /** By place on the other side: the longest run that ends there. */
  const runs: (readonly string[])[] = [];
  let longest: readonly string[] = [];
  for (const id of one) {
    const at = place.get(id);
    if (at === undefined) continue;
    const before = runs
      .slice(0, at)
      .reduce<readonly string[]>((best, run) => (run.length > best.length ? run : best), []);
    const run = [...before, id];
    runs[at] = run;
    if (run.length > longest.length) longest = run;
  }
  return new Set(longest);
}

/** Ids of both sides in the right side's order, those of the left alone behind the one that stood before them. */
function pairUp<T extends { readonly id: string }>(left: readonly T[], right: readonly T[]) {
  const [ofLeft, ofRight] = [left, right].map((side) => new Map(side.map((each) => [each.id, each])));
  const ids = { left: left.map(({ id }) => id), right: right.map(({ id }) => id) };
  const steady = steadyIds(ids.left, ids.right);
  return interleave(ids.right, ids.left).map((id) => {
    const pair = { id, left: ofLeft?.get(id) ?? null, right: ofRight?.get(id) ?? null };
    return { ...pair, moved: pair.left !== null && pair.right !== null && !steady.has(id) };
  });
}

/** The items of a field that is a list: benefits by their ids, channels by their codes. */
function itemsOf(field: ContentField | null): readonly ListItem[] {
  if (field?.role === 'benefit') return field.value?.items ?? [];
  if (field?.role === 'channels') return (field.value ?? []).map((code) => ({ id: code, text: code }));
  return [];
}

function changesOf(left: ContentField, right: ContentField, moved: boolean): FieldChange[] {
  const differs: Readonly<Record<FieldChange, boolean>> = {
    ROLE: left.role !== right.role,
    VALUE: !sameJson(left.value, right.value),
    POLICY: left.policy.kind !== right.policy.kind,
    CONSTRAINT: !sameJson(left.policy.constraint, right.policy.constraint),
    LABEL: !sameJson(left.labels, right.labels),
    ORDER: moved,
  };
  return FIELD_CHANGES.filter((change) => differs[change]);
}

function standingOf(left: ContentField | null, right: ContentField | null, isChanged: boolean): Standing {
  if (!left) return 'ADDED';
  if (!right) return 'REMOVED';
  return isChanged ? 'CHANGED' : 'SAME';
}

/**
 * How `right` differs from `left`, field by field: every field of either side once, in the right side's
 * order, with those that are gone behind the field that stood before them. Pure and deterministic.
 */
export function compareContent(
  left: readonly ContentField[],
  right: readonly ContentField[],
): readonly FieldComparison[] {
  return pairUp(left, right).map((pair) => {
    const changes = pair.left && pair.right ? changesOf(pair.left, pair.right, pair.moved) : [];
    const items = pairUp(itemsOf(pair.left), itemsOf(pair.right)).map((item) => ({
      ...item,
      left: item.left?.text ?? null,
      right: item.right?.text ?? null,
    }));
    return {
      fieldId: pair.id,
      standing: standingOf(pair.left, pair.right, changes.length > 0),
      left: pair.left,
      right: pair.right,
      changes,
      items,
    };
  });
}
