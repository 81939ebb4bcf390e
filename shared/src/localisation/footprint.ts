import type { ContentField, Overrides } from '../content';
import { compareContent } from '../inheritance';
import type { ContentMerge, FieldComparison } from '../inheritance';
import { sameJson } from '../kernel';
import type { ReleaseDocument, ReleasePlacement } from '../releases';

/**
 * Who has to look at a city's campaign again after its standard changed: nobody, the province with its
 * approval of the push, the city's four eyes, or a person who decides something first.
 */
export const LOOKERS = ['NOBODY', 'PUSH', 'CITY', 'PERSON'] as const;
export type Looker = (typeof LOOKERS)[number];

export const FOOTPRINT_CAUSES = [
  /** Open for a person. */
  'CONFLICT',
  'VIOLATION',
  'MISSING',
  /** The city's to approve: words of its own, a price, a legal text, other content, whom and where it reaches. */
  'OVERRIDE',
  'PRICE',
  'LEGAL',
  'CONTENT',
  'AUDIENCE',
  'PLACEMENT',
  /** Nothing of it was approved before. */
  'FIRST',
  /** The province's own: what it has locked, or the policies and names that it gives fields. */
  'LOCKED',
] as const;
export type FootprintCause = (typeof FOOTPRINT_CAUSES)[number];

/** A cause and the field that it is about; null for the campaign as a whole. */
export interface FootprintPart {
  readonly cause: FootprintCause;
  readonly fieldId: string | null;
}

export interface Footprint {
  readonly who: Looker;
  /** In the order of the causes, fields in the new standard's order. */
  readonly parts: readonly FootprintPart[];
}

/** What of a release its footprint is read from. */
export type FootprintDocument = Pick<ReleaseDocument, 'content' | 'placements'>;

const OPEN: ReadonlySet<FootprintCause> = new Set(['CONFLICT', 'VIOLATION', 'MISSING']);
/** Changes that no customer sees: what a field is called and what a city may do to it. */
const UNSEEN: ReadonlySet<string> = new Set(['POLICY', 'CONSTRAINT', 'LABEL']);

function causeOf(
  { left, right, changes }: FieldComparison,
  overridden: ReadonlySet<string>,
): FootprintCause | null {
  const field = right ?? left;
  if (!field) return null;
  const isUnseen = left !== null && right !== null && changes.every((change) => UNSEEN.has(change));
  if (isUnseen) return 'LOCKED';
  if (overridden.has(field.id)) return 'OVERRIDE';
  const isOrder = left !== null && right !== null && changes.every((change) => change === 'ORDER');
  if (!isOrder && isLocked(left) && isLocked(right)) return 'LOCKED';
  if (field.role === 'offer') return 'PRICE';
  return field.role === 'terms' ? 'LEGAL' : 'CONTENT';
}

/** What is not there binds nobody to anything else. */
function isLocked(field: ContentField | null): boolean {
  return field === null || field.policy.kind === 'LOCKED';
}

/** Placements without their ids, which differ from version to version. */
function placementCauses(
  before: readonly ReleasePlacement[],
  after: readonly ReleasePlacement[],
): FootprintCause[] {
  const audiences = (all: readonly ReleasePlacement[]) => all.map(({ audience }) => audience);
  const places = (all: readonly ReleasePlacement[]) =>
    all.map(({ point, channel, startsAt, endsAt, tier, lever }) => ({
      ...{ point, channel, startsAt, endsAt, tier, lever },
    }));
  return [
    ...(sameJson(audiences(before), audiences(after)) ? [] : (['AUDIENCE'] as const)),
    ...(sameJson(places(before), places(after)) ? [] : (['PLACEMENT'] as const)),
  ];
}

/**
 * Who looks again, from what differs between the release that is approved and the one that would take
 * its place; never from what a caller says. Pure. The base itself is no difference.
 * @param before null where nothing of the campaign is approved
 * @param merge what moving to the new standard does, as far as nobody has decided it yet
 * @param overrides the city's words before and after the move
 */
export function footprintOf(
  before: FootprintDocument | null,
  after: FootprintDocument,
  merge: Pick<ContentMerge, 'fields'>,
  overrides: readonly Overrides[],
): Footprint {
  const parts: FootprintPart[] = merge.fields.flatMap(({ case: name, fieldId }) =>
    OPEN.has(name as FootprintCause) ? [{ cause: name as FootprintCause, fieldId }] : [],
  );
  if (before) {
    const overridden = new Set(overrides.flatMap((each) => Object.keys(each)));
    const open = new Set(parts.map(({ fieldId }) => fieldId));
    for (const each of compareContent(before.content, after.content)) {
      if (each.standing === 'SAME' || open.has(each.fieldId)) continue;
      const cause = causeOf(each, overridden);
      if (cause) parts.push({ cause, fieldId: each.fieldId });
    }
    for (const cause of placementCauses(before.placements, after.placements))
      parts.push({ cause, fieldId: null });
  } else parts.push({ cause: 'FIRST', fieldId: null });
  const rank = ({ cause }: FootprintPart) => FOOTPRINT_CAUSES.indexOf(cause);
  return { who: lookerOf(parts), parts: parts.sort((a, b) => rank(a) - rank(b)) };
}

function lookerOf(parts: readonly FootprintPart[]): Looker {
  if (parts.some(({ cause }) => OPEN.has(cause))) return 'PERSON';
  if (parts.some(({ cause }) => cause !== 'LOCKED')) return 'CITY';
  return parts.length > 0 ? 'PUSH' : 'NOBODY';
}
