import { checkConstraint, contentFieldSchema, isUnfilled, resolveContent } from '../content';
import type { ContentField, ContentProblem, FieldRole, Override, Overrides } from '../content';
import { sameJson } from '../kernel';
import { mergeLists } from './list-merge';
import { OPEN_CASES } from './merge-cases';
import type { MergeCase } from './merge-cases';

/** A city's value that is shown no more and stays where the city can find it. */
export interface ArchivedOverride {
  readonly fieldId: string;
  readonly role: FieldRole;
  readonly labels: ContentField['labels'];
  readonly override: Override;
  readonly because: 'LOCKED' | 'REMOVED' | 'THEIRS' | 'DETACHED';
}

export interface MergedField {
  readonly fieldId: string;
  readonly case: MergeCase;
  /** The field in the standard that the version is pinned to; null when it is new. */
  readonly base: ContentField | null;
  /** The field in the new standard; null when it is gone. */
  readonly next: ContentField | null;
  /** The city's override; null without one. */
  readonly local: Override | null;
  /** What the merge gives the city's version; null where it says what the standard says. */
  readonly merged: Override | null;
  /** Why the city's value, as merged, cannot go out under the new standard. */
  readonly problem: ContentProblem | null;
  /** Items of a list that both sides changed, each in its own way. */
  readonly itemConflicts: readonly string[];
}

export interface ContentMerge {
  /** In the order of the new standard, removed fields at the end in their old order. */
  readonly fields: readonly MergedField[];
  /** The city's overrides on the new standard; of a conflict provisionally its own. */
  readonly overrides: Overrides;
  readonly archived: readonly ArchivedOverride[];
}

/** How a value stands on a field: its shape, its policy and its guard-rail. */
function judge(
  field: ContentField,
  override: Override,
): { unfilled: boolean; problem: ContentProblem | null } {
  const { fields, problems } = resolveContent([field], { [field.id]: override });
  const [refused] = problems;
  if (refused) return { unfilled: false, problem: refused.problem };
  const [resolved = field] = fields;
  return isUnfilled(resolved)
    ? { unfilled: true, problem: null }
    : { unfilled: false, problem: checkConstraint(resolved, resolved.policy.constraint) };
}

type Outcome = Pick<MergedField, 'case' | 'merged'> & Partial<Pick<MergedField, 'problem' | 'itemConflicts'>>;

function withoutOverride(base: ContentField | null, next: ContentField): Outcome {
  if (next.policy.kind === 'REQUIRED_LOCAL' && isUnfilled(next)) return { case: 'MISSING', merged: null };
  if (!base) return { case: 'ADDED', merged: null };
  return { case: sameJson(base, next) ? 'UNCHANGED' : 'TAKEN', merged: null };
}

/** Lists are merged by item; null = the field is no list, or a side of it cannot be read as one. */
function mergedList(base: ContentField, local: Override, next: ContentField): Outcome | null {
  if (base.role !== 'benefit' || next.role !== 'benefit') return null;
  const own = contentFieldSchema.safeParse({ ...base, value: local.value ?? null });
  if (!own.success || own.data.role !== 'benefit') return null;
  const { items, conflicts } = mergeLists(base.value, own.data.value, next.value, {
    appendOnly: next.policy.kind === 'APPEND_ONLY',
  });
  const merged = { ...local, value: { items } };
  if (conflicts.length > 0) return { case: 'CONFLICT', merged, itemConflicts: conflicts };
  if (sameJson(merged.value, next.value)) return { case: 'CONVERGED', merged: null };
  return { case: sameJson(merged.value, local.value) ? 'KEPT' : 'MERGED', merged };
}

function withOverride(base: ContentField, local: Override, next: ContentField): Outcome {
  if (sameJson(local.value, next.value)) return { case: 'CONVERGED', merged: null };
  if (next.policy.kind === 'LOCKED') return { case: 'LOCKED', merged: null };
  const outcome: Outcome = sameJson(base.value, next.value)
    ? { case: 'KEPT', merged: local }
    : (mergedList(base, local, next) ?? { case: 'CONFLICT', merged: local });
  if (!outcome.merged) return outcome;
  const { unfilled, problem } = judge(next, outcome.merged);
  if (outcome.case === 'CONFLICT') return { ...outcome, problem };
  if (unfilled) return { ...outcome, case: 'MISSING' };
  return problem ? { ...outcome, case: 'VIOLATION', problem } : outcome;
}

function mergeField(base: ContentField | null, local: Override | null, next: ContentField): MergedField {
  // A field whose role changed is another field under the same id: nothing of the old one fits.
  const before = base?.role === next.role ? base : null;
  const override = local && before && !sameJson(local.value, before.value) ? local : null;
  const outcome = before && override ? withOverride(before, override, next) : withoutOverride(before, next);
  return { fieldId: next.id, base, next, local, problem: null, itemConflicts: [], ...outcome };
}

/**
 * Lays a city's overrides over the next version of its standard. Pure and deterministic: no value of
 * the city's is lost, each is in the result, archived, or in a conflict. Merging with the version
 * that the city is on already changes nothing.
 */
export function mergeContent(
  base: readonly ContentField[],
  overrides: Overrides,
  next: readonly ContentField[],
): ContentMerge {
  const ofBase = new Map(base.map((field) => [field.id, field]));
  const there = new Set(next.map((field) => field.id));
  const fields = [
    ...next.map((field) => mergeField(ofBase.get(field.id) ?? null, overrides[field.id] ?? null, field)),
    ...base
      .filter((field) => !there.has(field.id))
      .map((field): MergedField => ({
        fieldId: field.id,
        case: 'REMOVED',
        base: field,
        next: null,
        local: overrides[field.id] ?? null,
        merged: null,
        problem: null,
        itemConflicts: [],
      })),
  ];
  return { fields, ...outcomeOf(fields) };
}

/** The overrides that stand, and those that are archived because nothing shows them any more. */
function outcomeOf(fields: readonly MergedField[]): Pick<ContentMerge, 'overrides' | 'archived'> {
  const overrides = fields.flatMap(({ fieldId, merged }) => (merged ? [[fieldId, merged] as const] : []));
  const archived = fields.flatMap((field): ArchivedOverride[] => {
    const { base, local, merged, next } = field;
    if (!base || !local || merged || sameJson(local.value, base.value)) return [];
    if (next?.role === base.role && sameJson(local.value, next.value)) return [];
    const because = field.case === 'LOCKED' ? 'LOCKED' : 'REMOVED';
    return [{ fieldId: field.fieldId, role: base.role, labels: base.labels, override: local, because }];
  });
  return { overrides: Object.fromEntries(overrides), archived };
}

/** Whether nobody has to look: nothing in conflict, in violation or missing. */
export function isMergeClean({ fields }: Pick<ContentMerge, 'fields'>): boolean {
  return fields.every((field) => !OPEN_CASES.has(field.case));
}
