export { DEMO_HALL_ERRORS } from './demo-hall-errors';
export type { DemoHallErrorCode } from './demo-hall-errors';
export {
  DEMO_HALL_CHANNELS,
  demoHallDecideSchema,
  demoHallEventSchema,
  demoHallReportSchema,
  HALL_EVENT_TYPES,
  MAX_HALL_EVENTS,
} from './demo-hall-schema';
export type {
  DemoHallDecideInput,
  DemoHallDecision,
  DemoHallEvent,
  DemoHallOptions,
  DemoHallPoint,
  DemoHallReportInput,
} from './demo-hall-schema';
export { traceForCityOperator } from './hall-trace';
