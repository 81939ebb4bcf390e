import { err, ok } from '../kernel';
import type { Result } from '../kernel';
import type { EventErrorCode } from './event-errors';
import { CLOCK_TOLERANCE_MS, LATE_ARRIVAL_DAYS } from './event-schema';
import type { EventInput } from './event-schema';

/** What a decision's token says, once unsealed. */
export interface DecisionReference {
  readonly channel: string;
  readonly city: string;
  readonly business: string;
  /** Last instant for events of it, in ms. */
  readonly expiresAt: number;
}

export interface EventPlace {
  readonly city: string;
  readonly business: string;
}

const DAY_MS = 86_400_000;

/**
 * Whether an event may be taken, and the city and business that it counts for.
 * `decision` is what its decisionId unseals to: null when that fails, undefined without one.
 * `cities` are the codes in the key's scope.
 */
export function placeEvent(
  event: EventInput,
  decision: DecisionReference | null | undefined,
  key: { readonly channel: string; readonly cities: ReadonlySet<string> },
  now: Date,
): Result<EventPlace, EventErrorCode> {
  const at = Date.parse(event.at);
  if (at > now.getTime() + CLOCK_TOLERANCE_MS) return err('EVENT_IN_FUTURE');
  if (at < now.getTime() - LATE_ARRIVAL_DAYS * DAY_MS) return err('EVENT_TOO_LATE');
  if (decision === null) return err('EVENT_DECISION_INVALID');
  if (decision === undefined) return placeWithoutDecision(event, key.cities);
  if (decision.channel !== key.channel) return err('EVENT_DECISION_OF_OTHER_CHANNEL');
  if (at > decision.expiresAt) return err('EVENT_DECISION_EXPIRED');
  if (event.city !== undefined && event.city !== decision.city) return err('EVENT_CITY_MISMATCH');
  if (!key.cities.has(decision.city)) return err('EVENT_CITY_UNKNOWN');
  return ok({ city: decision.city, business: event.business ?? decision.business });
}

function placeWithoutDecision(
  event: EventInput,
  cities: ReadonlySet<string>,
): Result<EventPlace, EventErrorCode> {
  if (event.type !== 'order' && event.type !== 'transaction') return err('EVENT_DECISION_REQUIRED');
  if (event.business === undefined) return err('EVENT_BUSINESS_REQUIRED');
  if (event.city === undefined) return err('EVENT_CITY_REQUIRED');
  if (!cities.has(event.city)) return err('EVENT_CITY_UNKNOWN');
  return ok({ city: event.city, business: event.business });
}
