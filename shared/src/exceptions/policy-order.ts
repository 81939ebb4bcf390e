import { checkConstraint, isPatternValid } from '../content';
import type { Constraint, ContentField, FieldPolicy, PolicyKind } from '../content';
import { sameJson } from '../kernel';

/** Kinds under which a city may do whatever it may under another. REQUIRED_LOCAL is EDITABLE with a duty to fill. */
const AS_FREE: Readonly<Record<PolicyKind, readonly PolicyKind[]>> = {
  LOCKED: ['APPEND_ONLY', 'NARROW_ONLY', 'EDITABLE'],
  APPEND_ONLY: ['APPEND_ONLY', 'EDITABLE'],
  NARROW_ONLY: ['NARROW_ONLY', 'EDITABLE'],
  EDITABLE: ['EDITABLE'],
  REQUIRED_LOCAL: ['REQUIRED_LOCAL', 'EDITABLE'],
};

/** A lower bound that is absent binds nobody, and one that is smaller binds less. */
function isLower(before: number | undefined, asked: number | undefined): boolean {
  return asked === undefined || (before !== undefined && asked <= before);
}

function isHigher(before: number | undefined, asked: number | undefined): boolean {
  return asked === undefined || (before !== undefined && asked >= before);
}

/** A list of what is allowed: absent allows everything. */
function allowsMore(before: readonly string[] | undefined, asked: readonly string[] | undefined): boolean {
  return asked === undefined || before?.every((each) => asked.includes(each)) === true;
}

function forbidsLess(
  { forbiddenWords: before = [] }: Constraint,
  { forbiddenWords: asked = [] }: Constraint,
) {
  return asked.every((word) => before.includes(word));
}

function bindsNoMore(before: Constraint, asked: Constraint): boolean {
  return (
    isLower(before.minLength, asked.minLength) &&
    isHigher(before.maxLength, asked.maxLength) &&
    isLower(before.minFen, asked.minFen) &&
    isHigher(before.maxFen, asked.maxFen) &&
    allowsMore(before.choices, asked.choices) &&
    allowsMore(before.linkDomains, asked.linkDomains) &&
    forbidsLess(before, asked) &&
    // Whether one pattern lets through all that another does is not decided here: it stays, or it goes.
    (asked.pattern === undefined || asked.pattern === before.pattern)
  );
}

/** A locked field lets through the standard's value alone: any guard-rail will do that this value keeps. */
function keepsStandard(field: ContentField, asked: Constraint): boolean {
  const { pattern } = asked;
  return (pattern === undefined || isPatternValid(pattern)) && checkConstraint(field, asked) === null;
}

/** Whether everything that the field's policy lets through goes through `asked` as well, and the two are not the same. */
export function isLooser(field: ContentField, asked: FieldPolicy): boolean {
  const { kind, constraint } = field.policy;
  if (!AS_FREE[kind].includes(asked.kind) || sameJson(field.policy, asked)) return false;
  return kind === 'LOCKED'
    ? keepsStandard(field, asked.constraint)
    : bindsNoMore(constraint, asked.constraint);
}
