import { err } from '../kernel';
import { checkConstraint, isPatternValid } from './content-constraint';
import type { ContentProblem } from './content-constraint';
import type { ContentField, FieldRole, PolicyKind } from './content-schema';

/** A problem and the field that it belongs to; null for the content as a whole. */
export interface FieldProblem {
  readonly fieldId: string | null;
  readonly problem: ContentProblem;
}

/** Policies that make sense for a role: appending needs a list, narrowing needs a range or a set. */
export function policiesForRole(role: FieldRole): readonly PolicyKind[] {
  const common: PolicyKind[] = ['LOCKED', 'EDITABLE', 'REQUIRED_LOCAL'];
  if (role === 'benefit') return [...common, 'APPEND_ONLY'];
  if (role === 'period' || role === 'channels') return [...common, 'NARROW_ONLY'];
  return common;
}

/** Whether nothing was given yet: null, blank text, an empty list, or a part left blank. */
export function isUnfilled(field: ContentField): boolean {
  const { value } = field;
  if (value === null) return true;
  if (typeof value === 'string') return value.trim() === '';
  if (Array.isArray(value)) return value.length === 0;
  if (field.role === 'benefit' && field.value !== null)
    return field.value.items.length === 0 || field.value.items.some((item) => item.text.trim() === '');
  if (field.role === 'button' && field.value !== null)
    return field.value.label.trim() === '' || field.value.href.trim() === '';
  if (field.role === 'gift' && field.value !== null) {
    const { kind, specification, term, manner } = field.value;
    return [kind, specification, term, manner].some((part) => part.trim() === '');
  }
  return field.role === 'offer' && field.value?.name.trim() === '';
}

function checkFilled(field: ContentField): ContentProblem | null {
  if (field.role === 'image' && field.value?.alt.trim() === '') return err('IMAGE_ALT_REQUIRED');
  if (field.role === 'offer' && field.value?.tariffNumber.trim() === '') return err('OFFER_TARIFF_REQUIRED');
  return checkConstraint(field, field.policy.constraint);
}

/**
 * What keeps a standard from being submitted. A field that each city must fill may be left open;
 * every other one needs a value that keeps its own guard-rail.
 */
export function validateStandardContent(fields: readonly ContentField[]): FieldProblem[] {
  if (fields.length === 0) return [{ fieldId: null, problem: err('CONTENT_EMPTY') }];
  const problems: FieldProblem[] = [];
  const add = (fieldId: string | null, problem: ContentProblem | null) => {
    if (problem) problems.push({ fieldId, problem });
  };
  if (!fields.some((field) => field.role === 'headline')) add(null, err('CONTENT_HEADLINE_MISSING'));
  for (const field of fields) {
    const { kind, constraint } = field.policy;
    if (!policiesForRole(field.role).includes(kind)) add(field.id, err('FIELD_POLICY_UNFIT'));
    if (constraint.pattern !== undefined && !isPatternValid(constraint.pattern)) {
      add(field.id, err('FIELD_PATTERN_INVALID'));
      continue;
    }
    if (isUnfilled(field)) {
      if (kind !== 'REQUIRED_LOCAL') add(field.id, err('FIELD_REQUIRED'));
      continue;
    }
    add(field.id, checkFilled(field));
  }
  return problems;
}

/** What keeps resolved content from going out: every field filled, every guard-rail kept. */
export function validateResolvedContent(fields: readonly ContentField[]): FieldProblem[] {
  const problems: FieldProblem[] = [];
  for (const field of fields) {
    const problem = isUnfilled(field)
      ? err(
          field.policy.kind === 'REQUIRED_LOCAL'
            ? ('FIELD_REQUIRED_LOCAL' as const)
            : ('FIELD_REQUIRED' as const),
        )
      : checkFilled(field);
    if (problem) problems.push({ fieldId: field.id, problem });
  }
  return problems;
}

/** The fields which each city must still fill before it can submit. */
export function unfilledRequiredLocal(fields: readonly ContentField[]): ContentField[] {
  return fields.filter((field) => field.policy.kind === 'REQUIRED_LOCAL' && isUnfilled(field));
}
