import type { ErrorKind } from '../kernel';

export const LOCALISATION_ERRORS = {
  /** Only the published version of a standard can be localised or placed. */
  STANDARD_NOT_PUBLISHED: 'CONFLICT',
  STANDARD_NOT_SHOWN_IN_CITIES: 'CONFLICT',
  STANDARD_NEEDS_LOCAL_VALUES: 'CONFLICT',
  VERSION_WRONG_STATE: 'CONFLICT',
  VERSION_NOT_LATEST: 'CONFLICT',
  CAMPAIGN_STILL_RUNNING: 'CONFLICT',
  /** What was submitted is no longer let through: an exception ended, a point was switched off, a city lost a function. */
  GUARD_RAIL_BROKEN: 'CONFLICT',
  /** The error's fields name every problem that has to be mended first. */
  DRAFT_INCOMPLETE: 'INVALID',
  /** A list, or a rule, was announced and is not there. */
  AUDIENCE_LIST_REQUIRED: 'INVALID',
  AUDIENCE_RULE_REQUIRED: 'INVALID',
  /** A line of the rule is half-written; stored of it is the last whole rule. */
  AUDIENCE_RULE_INCOMPLETE: 'INVALID',
  TITLE_REQUIRED: 'INVALID',
  PLACEMENT_POINT_UNKNOWN: 'INVALID',
  PLACEMENT_POINT_DISABLED: 'INVALID',
  PLACEMENT_CHANNEL_NOT_ALLOWED: 'INVALID',
  PLACEMENT_WINDOW_REVERSED: 'INVALID',
  PLACEMENT_WINDOW_OUTSIDE_PERIOD: 'INVALID',
  PLACEMENT_LEVER_OUTSIDE: 'INVALID',
  PLACEMENT_TIER_NOT_ALLOWED: 'INVALID',
  /** The province has not granted the city what it uses, or has taken it back. */
  LOCAL_CONTENT_NOT_GRANTED: 'INVALID',
  MARKETING_POINTS_NOT_GRANTED: 'INVALID',
  PRECISE_MARKETING_NOT_GRANTED: 'INVALID',
} as const satisfies Record<string, ErrorKind>;
export type LocalisationErrorCode = keyof typeof LOCALISATION_ERRORS;
