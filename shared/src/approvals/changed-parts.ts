import type { ContentField, FieldRole } from '../content';
import { canonicalJson, sameJson } from '../kernel';
import { signatureOf } from '../releases';
import type { ReleaseDocument, ReleasePlacement } from '../releases';
import { CHANGED_PARTS } from './policy-schema';
import type { ChangedPart } from './policy-schema';

/** What of a document its changes are read from. */
export type ComparedDocument = Pick<
  ReleaseDocument,
  | 'cityDefault'
  | 'content'
  | 'assets'
  | 'renderers'
  | 'placements'
  | 'offer'
  | 'push'
  | 'corrections'
  | 'smsSignature'
> & { readonly subject: Pick<ReleaseDocument['subject'], 'title'> };

const NOTHING: ComparedDocument = {
  subject: { title: '' },
  cityDefault: null,
  content: [],
  assets: [],
  renderers: {},
  placements: [],
  offer: null,
};

/** What a customer pays or gets, and what is promised in words of law; everything else is content. */
const PART_OF_ROLE: Partial<Record<FieldRole, ChangedPart>> = {
  offer: 'PRICE',
  benefit: 'PRICE',
  gift: 'PRICE',
  terms: 'LEGAL',
};
const partOf = ({ role }: ContentField): ChangedPart => PART_OF_ROLE[role] ?? 'CONTENT';

function changedFields(before: readonly ContentField[], after: readonly ContentField[]): ContentField[] {
  const differs = (field: ContentField, others: readonly ContentField[]): boolean => {
    const other = others.find(({ id }) => id === field.id);
    // A field that says nothing and was not there before changes nothing for anybody.
    return other ? !sameJson(field, other) : field.value !== null;
  };
  // Both sides: under the same id, either may be of a role that the other is not.
  return [
    ...before.filter((field) => differs(field, after)),
    ...after.filter((field) => differs(field, before)),
  ];
}

/** Where and when something is shown, whoever sees it. Ids differ from version to version. */
const spots = (placements: readonly ReleasePlacement[]): string =>
  placements
    .map(({ point, channel, startsAt, endsAt, tier, lever }) =>
      canonicalJson({ point, channel, startsAt, endsAt, tier, lever }),
    )
    .sort()
    .join();

/** Who sees it at a point; null = nothing is shown there. */
function audiencesAt(placements: readonly ReleasePlacement[], point: string): string | null {
  const here = placements.filter((placement) => placement.point === point);
  if (here.length === 0) return null;
  return [...new Set(here.map(({ audience }) => canonicalJson(audience)))].sort().join();
}

/** Everybody: what a point shows for the first time to all changes the placement, not the audience. */
const EVERYBODY = canonicalJson(null);

function isAudienceChanged(before: ComparedDocument, after: ComparedDocument): boolean {
  const points = new Set([...before.placements, ...after.placements].map(({ point }) => point));
  return [...points].some((point) => {
    const was = audiencesAt(before.placements, point) ?? EVERYBODY;
    return was !== (audiencesAt(after.placements, point) ?? EVERYBODY);
  });
}

/** Whether messages come under another name than before. */
function isSenderChanged(before: ComparedDocument | null, after: ComparedDocument): boolean {
  return before !== null && signatureOf(before) !== signatureOf(after);
}

const pixels = ({ assets }: ComparedDocument): string => assets.map(canonicalJson).sort().join();

/** Whether the same words look otherwise: in other images or cuts of them, or as another renderer makes them. */
const isLookChanged = (before: ComparedDocument, after: ComparedDocument): boolean =>
  pixels(before) !== pixels(after) || !sameJson(before.renderers, after.renderers);

/**
 * What a release changes against the one of its campaign that is in force; where none is,
 * everything that it holds. Computed from the two documents alone: nobody declares it.
 */
export function changedParts(before: ComparedDocument | null, after: ComparedDocument): ChangedPart[] {
  const old = before ?? NOTHING;
  const found = new Set<ChangedPart>(changedFields(old.content, after.content).map(partOf));
  const isTitleChanged = old.subject.title !== after.subject.title;
  if (isTitleChanged || isSenderChanged(before, after) || isLookChanged(old, after)) found.add('CONTENT');
  if (!sameJson(old.offer, after.offer)) found.add('PRICE');
  if (spots(old.placements) !== spots(after.placements) || old.cityDefault !== after.cityDefault)
    found.add('PLACEMENT');
  if (isAudienceChanged(old, after)) found.add('AUDIENCE');
  // Hashes are listed with every push; they replace anything by themselves only where it is mandatory.
  const isForced = after.push?.mode === 'MANDATORY' && !sameJson(old.corrections, after.corrections);
  if (!sameJson(old.push, after.push) || isForced) found.add('PUSH');
  return CHANGED_PARTS.filter((part) => found.has(part));
}
