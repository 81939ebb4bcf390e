import type { BenefitValue } from '../content';

export interface ListItem {
  readonly id: string;
  readonly text: string;
}

export interface MergedList {
  readonly items: readonly ListItem[];
  /** Items that both sides changed, each in its own way: a person decides. The city's form of them is in `items`. */
  readonly conflicts: readonly string[];
}

/** What becomes of one item: its text, `null` = it goes, or the city's form of a conflict. */
function mergeItem(
  base: ListItem | undefined,
  local: ListItem | undefined,
  next: ListItem | undefined,
  mayRemove: boolean,
): { text: string | null; conflict: boolean } {
  const clean = (text: string | null) => ({ text, conflict: false });
  if (!local) {
    if (!next) return clean(null);
    // Added by the province, or one that the city may not leave out.
    if (!base || !mayRemove) return clean(next.text);
    return { text: null, conflict: next.text !== base.text };
  }
  if (!next) {
    if (!base) return clean(local.text);
    return local.text === base.text ? clean(null) : { text: local.text, conflict: true };
  }
  if (local.text === next.text || next.text === base?.text) return clean(local.text);
  if (local.text === base?.text) return clean(next.text);
  return { text: local.text, conflict: true };
}

/**
 * The ids of `main` in their order, and among them those of `others` that it lacks, each behind the
 * one that stands before it in `others`.
 */
export function interleave(main: readonly string[], others: readonly string[]): string[] {
  const order = [...main];
  const there = new Set(main);
  others.forEach((id, index) => {
    if (there.has(id)) return;
    const before = others.slice(0, index).findLast((other) => there.has(other));
    order.splice(before === undefined ? 0 : order.indexOf(before) + 1, 0, id);
    there.add(id);
  });
  return order;
}

/**
 * Three-way merge of lists by item id. What one side alone changed, added or removed is taken; the
 * city's order is kept unless `appendOnly`: then the province's items come whole and in its order,
 * the city's own stay behind their neighbours.
 */
export function mergeLists(
  base: BenefitValue | null,
  local: BenefitValue | null,
  next: BenefitValue | null,
  { appendOnly }: { appendOnly: boolean },
): MergedList {
  const byId = (value: BenefitValue | null) => new Map((value?.items ?? []).map((item) => [item.id, item]));
  const [ofBase, ofLocal, ofNext] = [byId(base), byId(local), byId(next)];
  const ids = appendOnly
    ? interleave([...ofNext.keys()], [...ofLocal.keys()])
    : interleave([...ofLocal.keys()], [...ofNext.keys()]);
  const conflicts: string[] = [];
  const items = ids.flatMap((id) => {
    const merged = mergeItem(ofBase.get(id), ofLocal.get(id), ofNext.get(id), !appendOnly);
    if (merged.conflict) conflicts.push(id);
    return merged.text === null ? [] : [{ id, text: merged.text }];
  });
  return { items, conflicts };
}
