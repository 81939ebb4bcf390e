export { offerCodesOf } from './candidate';
export { grantDecisions } from './decision-abilities';
export { decide } from './decide';
export type { DecideOptions } from './decide';
export { DECISION_ERRORS } from './decision-errors';
export type { DecisionErrorCode } from './decision-errors';
export type { DecidedItem, DecidedPoint, DecisionResult, DecisionSource } from './decision-result';
export {
  decisionItemSchema,
  decisionRequestSchema,
  decisionResponseSchema,
  MAX_ATTRIBUTES,
  MAX_POINTS,
} from './decision-schema';
export type { DecisionRequest, DecisionResponse } from './decision-schema';
export { precedenceOf, rivalriesOf } from './displacement';
export type { Precedence, PrecedenceReason, Rivalry, RivalryInput, Standing } from './displacement';
export { traceForCity } from './decision-trace';
export { UNKNOWN_SUBSCRIBER } from './gates';
export type { SubscriberState } from './gates';
export { buildMemberIndex } from './member-index';
export type { MemberIndex } from './member-index';
export { compileSnapshot } from './snapshot';
export type { Snapshot } from './snapshot';
export type {
  SnapshotBlocklist,
  SnapshotInput,
  SnapshotPoint,
  SnapshotRelease,
  SnapshotSettings,
} from './snapshot-input';
export { GATE_CODES, GATE_STATUSES, GATES, POINT_CODES, traceSchema } from './trace-schema';
export type {
  Gate,
  GateCode,
  GateStatus,
  PointCode,
  Score,
  Trace,
  TraceCandidate,
  TraceGate,
} from './trace-schema';
