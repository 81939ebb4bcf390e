export { grantEvents } from './event-abilities';
export { EVENT_ERRORS } from './event-errors';
export type { EventErrorCode } from './event-errors';
export {
  addDays,
  countDays,
  daysOf,
  DEMO_MODES,
  eventExportSchema,
  eventFilterSchema,
  eventListSchema,
  eventSpanSchema,
  MAX_FILTER_DAYS,
  OPTIONAL_EVENT_COLUMNS,
  spanBefore,
} from './event-filter';
export type {
  DemoMode,
  EventExportInput,
  EventFilter,
  EventFilterInput,
  EventListInput,
  EventSpanInput,
  OptionalEventColumn,
} from './event-filter';
export { placeEvent } from './event-rules';
export type { DecisionReference, EventPlace } from './event-rules';
export {
  CLOCK_TOLERANCE_MS,
  DEDUPLICATION_DAYS,
  EVENT_STATUSES,
  EVENT_TYPES,
  eventInputSchema,
  eventReportResultSchema,
  eventReportSchema,
  eventResultSchema,
  LATE_ARRIVAL_DAYS,
  MAX_EVENTS,
} from './event-schema';
export type { EventInput, EventResult, EventStatus, EventType } from './event-schema';
export type { EventPage, EventRow } from './event-view';
