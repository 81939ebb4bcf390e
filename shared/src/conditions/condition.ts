import { err, ok } from '../kernel';
import type { Result } from '../kernel';
import { compileTree } from './condition-compiler';
import { ConditionError } from './condition-errors';
import type { ConditionErrorCode } from './condition-errors';
import { parseCondition } from './condition-parser';
import { isAttributeOwner } from './condition-paths';
import type { AttributeOwner } from './condition-paths';
import type { ConditionTree } from './condition-tree';
import type { Truth } from './condition-values';

/**
 * A MongoDB-style query object over the attributes of one customer; plain JSON.
 * Several keys mean AND; a bare value means equality; `{}` is true for everybody.
 */
export type Condition = Readonly<Record<string, unknown>>;

/** What is known of one customer: JSON values by name. A name that is not there is *unknown*, not empty. */
export type Attributes = AttributeOwner;

/** A condition ready for use: true, false, or undefined where the attributes do not tell. Never throws. */
export type CompiledCondition = (attributes: Attributes) => Truth;

/**
 * Compiles a condition into closures. A missing attribute makes every operator but `$exists` unknown; so does a value
 * of a type that the operator cannot judge (`$gt` between text and number). Unknown is not true, and its negation is
 * unknown; AND is false beside one false, OR is true beside one true. The table is in this package's README.
 * @throws ConditionError when the condition is invalid; nothing is left to fail at evaluation.
 */
export function compileCondition(condition: unknown): CompiledCondition {
  const evaluate = compileTree(parseCondition(condition));
  return (attributes) => {
    try {
      return evaluate(isAttributeOwner(attributes) ? attributes : nothing);
    } catch {
      // Only exotic objects get here, whose properties throw when they are read: they tell us nothing.
      return undefined;
    }
  };
}

const nothing: Attributes = {};

/** `compileCondition` for callers who handle results: the condition itself, or the code with `path` and its params. */
export function validateCondition(condition: unknown): Result<Condition, ConditionErrorCode> {
  try {
    parseCondition(condition);
    return ok(condition as Condition);
  } catch (error) {
    if (error instanceof ConditionError) return err(error.code, { ...error.params, path: error.path });
    throw error;
  }
}

/**
 * The attributes a condition looks at: the first segment of every path, each once, in order of appearance.
 * @throws ConditionError when the condition is invalid.
 */
export function conditionAttributes(condition: unknown): readonly string[] {
  const names = new Set<string>();
  collectAttributes(parseCondition(condition), names);
  return [...names];
}

function collectAttributes(tree: ConditionTree, names: Set<string>): void {
  switch (tree.kind) {
    case 'field':
      if (tree.segments[0] !== undefined) names.add(tree.segments[0]);
      return;
    case 'not':
      collectAttributes(tree.child, names);
      return;
    default:
      for (const child of tree.children) collectAttributes(child, names);
  }
}
