export { compileCondition, conditionAttributes, validateCondition } from './condition';
export type { Attributes, CompiledCondition, Condition } from './condition';
export { CONDITION_LIMITS } from './condition-cursor';
export { CONDITION_ERRORS, ConditionError } from './condition-errors';
export type { ConditionErrorCode, ConditionErrorParams } from './condition-errors';
export type { Truth } from './condition-values';
export { parseCondition } from './condition-parser';
export type { ConditionTree, Literal, Predicate, Scalar } from './condition-tree';
