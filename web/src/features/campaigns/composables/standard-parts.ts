import { draftContentSchema } from '@xietong/shared/campaigns';
import type { ContentField } from '@xietong/shared/content';
import { cityDefaultSchema, type CityDefault } from '@xietong/shared/releases';
import { z } from 'zod';
import { conflictsOf, mergedParts, type Parts } from '../../../lib/three-way';
import type { DraftShape } from '../../../lib/useConflict';

const FIELD = 'field:';
const ORDER = 'order';
const orderSchema = z.array(z.string());

export interface StandardContent {
  title: string;
  cityDefault: CityDefault;
  fields: readonly ContentField[];
}

/** A standard's draft in the parts that two people may change apart: each field, and the order of the fields. */
export function partsOfStandard({ title, cityDefault, fields }: StandardContent): Parts {
  return {
    title,
    cityDefault,
    ...Object.fromEntries(fields.map((field) => [`${FIELD}${field.id}`, field])),
    [ORDER]: fields.map((field) => field.id),
  };
}

const orderOf = (parts: Parts): string[] => orderSchema.catch([]).parse(parts[ORDER]);

/** The draft of these parts, fields in their order; null when they are none, as when they were kept by an older version. */
export function standardOfParts(parts: Parts): StandardContent | null {
  const title = z.string().safeParse(parts['title']);
  const cityDefault = cityDefaultSchema.safeParse(parts['cityDefault']);
  const fields = draftContentSchema.safeParse(orderOf(parts).flatMap((id) => parts[`${FIELD}${id}`] ?? []));
  if (!title.success || !cityDefault.success || !fields.success) return null;
  return { title: title.data, cityDefault: cityDefault.data, fields: fields.data };
}

/** `order` with what only `other` has put behind its predecessor there. */
function joined(order: readonly string[], other: readonly string[]): string[] {
  const result = [...order];
  other.forEach((id, index) => {
    if (result.includes(id)) return;
    const before = index === 0 ? -1 : result.indexOf(other[index - 1] ?? '');
    result.splice(before + 1, 0, id);
  });
  return result;
}

const among = (order: readonly string[], known: readonly string[]): string =>
  order.filter((id) => known.includes(id)).join();

/** An order differs only where the fields that both sides have stand otherwise. */
export const STANDARD_SHAPE: DraftShape = {
  conflicts: (base, mine, theirs) => {
    const differs = among(orderOf(mine), orderOf(theirs)) !== among(orderOf(theirs), orderOf(mine));
    return conflictsOf(base, mine, theirs).filter(({ key }) => key !== ORDER || differs);
  },
  merged: (mine, theirs, choices) => {
    const parts = mergedParts(mine, theirs, choices);
    const [order, other] = [orderOf(mine), orderOf(theirs)];
    const all = choices[ORDER] === 'theirs' ? joined(other, order) : joined(order, other);
    return { ...parts, [ORDER]: all.filter((id) => parts[`${FIELD}${id}`] !== undefined) };
  },
};
