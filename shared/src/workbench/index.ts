export { addKindCounts, ATTENTION_CODES, attentionOf, NO_KIND_COUNT } from './attention';
export type { Attention, AttentionCode, AttentionLevel, KindCount, WorkFacts } from './attention';
export { GUIDE_STEP_IDS, guideOf, isStepDone } from './guide';
export type { GuideStep, GuideStepId } from './guide';
export {
  byUrgency,
  DAYS_TO_DO,
  dueAt,
  HOURS_BEFORE_CHASING,
  isStarting,
  TO_DO_KINDS,
  URGENCIES,
  urgencyOf,
} from './to-do';
export type { ToDo, ToDoKind, Urgency } from './to-do';
export { DONE_DAYS, DONE_KINDS, DONE_OUTCOMES } from './done';
export type { DoneKind, DoneMatter, DoneOutcome } from './done';
export { lastVisit, nextVisit, VISIT_MINUTES } from './visit';
export type { VisitMark } from './visit';
export { WAITING_KINDS } from './waiting';
export type { WaitingKind, WaitingMatter, WaitingWith } from './waiting';
export { guideHiddenSchema, guideStepSchema } from './workbench-schema';
export type { GuideProgress, WorkCounts, Workbench } from './workbench-view';
