export { compareContent, FIELD_CHANGES } from './compare-content';
export type { FieldChange, FieldComparison, ItemComparison, Standing } from './compare-content';
export { detachContent } from './detach-content';
export type { DetachedContent } from './detach-content';
export { impactOf, joinImpacts } from './impact';
export type { CaseCounts, MergeImpact } from './impact';
export { INHERITANCE_ERRORS } from './inheritance-errors';
export type { InheritanceErrorCode } from './inheritance-errors';
export { keepOverrides } from './kept-overrides';
export type { KeptOverride } from './kept-overrides';
export { mergeLists } from './list-merge';
export type { ListItem, MergedList } from './list-merge';
export { MERGE_CASES, OPEN_CASES } from './merge-cases';
export type { MergeCase } from './merge-cases';
export { isMergeClean, mergeContent } from './merge-content';
export type { ArchivedOverride, ContentMerge, MergedField } from './merge-content';
export {
  approvalsFor,
  checkPush,
  DEFAULT_PUSH,
  isDefaultPush,
  MAX_PUSH_REASON,
  MISS_EFFECTS,
  PUSH_MODES,
  pushSchema,
} from './push';
export type { MissEffect, Push, PushMode } from './push';
export { CHILDREN_FATES } from './retirement';
export type { ChildrenFate, Retirement } from './retirement';
export { standingOf, STANDINGS } from './standing';
export type { PropagationStanding, StandingFacts } from './standing';
export { resolveMerge } from './resolve-merge';
export type { MergeChoice, ResolvedMerge } from './resolve-merge';
