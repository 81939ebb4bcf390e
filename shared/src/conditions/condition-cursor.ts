import { ConditionError } from './condition-errors';
import type { ConditionErrorCode, ConditionErrorParams } from './condition-errors';

/** Bounds of one condition. A rule of an audience is far smaller; these only stop the absurd. */
export const CONDITION_LIMITS = {
  /** Keys and array places from the root down to the deepest value. */
  depth: 32,
  /** Operators, paths and literal values together. */
  nodes: 10_000,
  /** Characters of one attribute path. */
  pathLength: 200,
  /** Segments of one attribute path. */
  pathSegments: 10,
  /** UTF-16 units of one pattern. */
  patternLength: 512,
  /** Instructions of one compiled pattern: what one character of a subject can cost. */
  patternProgram: 2_000,
} as const;

interface Budget {
  nodes: number;
}

/** Where the parser stands. Entering a place pays for one node and one level. */
export class ConditionCursor {
  private constructor(
    private readonly path: readonly string[],
    private readonly budget: Budget,
  ) {}

  static start(): ConditionCursor {
    return new ConditionCursor([], { nodes: CONDITION_LIMITS.nodes });
  }

  enter(key: string | number): ConditionCursor {
    const next = new ConditionCursor([...this.path, String(key)], this.budget);
    this.budget.nodes -= 1;
    if (this.budget.nodes < 0) throw next.error('CONDITION_TOO_LARGE', { limit: CONDITION_LIMITS.nodes });
    if (next.path.length > CONDITION_LIMITS.depth) {
      throw next.error('CONDITION_TOO_DEEP', { limit: CONDITION_LIMITS.depth });
    }
    return next;
  }

  error(code: ConditionErrorCode, params?: ConditionErrorParams): ConditionError {
    return new ConditionError(code, this.path, params);
  }
}
