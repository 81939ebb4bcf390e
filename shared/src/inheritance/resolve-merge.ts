import { contentFieldSchema } from '../content';
import type { Override, Overrides } from '../content';
import { err, ok, sameJson } from '../kernel';
import type { Result } from '../kernel';
import type { InheritanceErrorCode } from './inheritance-errors';
import type { ArchivedOverride, ContentMerge, MergedField } from './merge-content';

/** What a person decides about one field: keep the city's, take the province's, or write something else. */
export type MergeChoice =
  | { readonly take: 'MINE' }
  | { readonly take: 'THEIRS' }
  | { readonly take: 'EDITED'; readonly value: unknown };

export interface ResolvedMerge {
  readonly overrides: Overrides;
  readonly archived: readonly ArchivedOverride[];
}

type FieldResolution = Result<{ override: Override | null; theirs: boolean }, InheritanceErrorCode>;

function resolveField(field: MergedField, choice: MergeChoice | undefined, setBy: string): FieldResolution {
  const path = [field.fieldId];
  if (!choice) {
    return field.case === 'CONFLICT'
      ? err('MERGE_UNDECIDED', {}, path)
      : ok({ override: field.merged, theirs: false });
  }
  if (!field.next) return err('MERGE_FIELD_GONE', {}, path);
  if (choice.take === 'THEIRS') return ok({ override: null, theirs: field.merged !== null });
  if (choice.take === 'MINE') return ok({ override: field.merged, theirs: false });
  if (field.next.policy.kind === 'LOCKED') return err('MERGE_FIELD_LOCKED', {}, path);
  const edited = { value: choice.value ?? null, setBy };
  if (!contentFieldSchema.safeParse({ ...field.next, value: edited.value }).success)
    return err('MERGE_VALUE_INVALID', {}, path);
  const isTheirs = sameJson(edited.value, field.next.value);
  return ok({ override: isTheirs ? null : edited, theirs: isTheirs && field.merged !== null });
}

/**
 * The overrides on the new standard after a person decided. Every conflict needs a decision; what is
 * in violation or missing may stay open, because a draft holds it and cannot be submitted with it.
 * The city's text that gave way to the province's is archived.
 * @returns MERGE_UNDECIDED, MERGE_FIELD_GONE, MERGE_FIELD_LOCKED, MERGE_VALUE_INVALID with the field
 */
export function resolveMerge(
  merge: ContentMerge,
  choices: Readonly<Record<string, MergeChoice>>,
  setBy: string,
): Result<ResolvedMerge, InheritanceErrorCode> {
  const known = new Set(merge.fields.map(({ fieldId }) => fieldId));
  const unknown = Object.keys(choices).find((fieldId) => !known.has(fieldId));
  if (unknown !== undefined) return err('MERGE_FIELD_GONE', {}, [unknown]);
  const overrides: [string, Override][] = [];
  const archived = [...merge.archived];
  for (const field of merge.fields) {
    const resolution = resolveField(field, choices[field.fieldId], setBy);
    if (!resolution.ok) return resolution;
    const { override, theirs } = resolution.value;
    if (override) overrides.push([field.fieldId, override]);
    const { base, local } = field;
    if (theirs && base && local)
      archived.push({
        fieldId: field.fieldId,
        role: base.role,
        labels: base.labels,
        override: local,
        because: 'THEIRS',
      });
  }
  return ok({ overrides: Object.fromEntries(overrides), archived });
}
