import { eventInputSchema, placeEvent } from '@xietong/shared/events';
import type { EventInput, EventResult } from '@xietong/shared/events';
import { shanghaiDate } from '@xietong/shared/kernel';
import type { Clock } from '../../platform/clock';
import { fieldErrorsOf } from '../../platform/field-errors';
import { eventKey } from './event-store';
import type { PlacedEvent } from './event-store';
import type { EventWriter } from './event-writer';

/** What a decision's token says about the events of it. */
export interface OpenedDecision {
  readonly channel: string;
  readonly city: string;
  readonly point: string;
  readonly format: string;
  readonly placementId: string | null;
  readonly releaseId: string | null;
  readonly campaignNumber: string;
  readonly campaignTenant: string;
  readonly business: string;
  readonly numberHash: string | null;
  readonly fallback: boolean;
  readonly expiresAt: number;
}

export interface EventReporter {
  readonly channel: string;
  readonly cities: ReadonlySet<string>;
  readonly demo: boolean;
}

export interface EventServiceDeps {
  readonly clock: Clock;
  readonly writer: Pick<EventWriter, 'write'>;
  readonly tokens: { open(text: string): OpenedDecision | null };
  /** Ids of tenants by their codes. */
  readonly tenantIds: () => Promise<ReadonlyMap<string, string>>;
}

/** Takes what channels report: each event by itself, a repeat once. */
export function createEventService({ clock, writer, tokens, tenantIds }: EventServiceDeps) {
  return {
    /**
     * One result for each event, in the order given. What is answered `accepted` is committed.
     * Rejects only when the database does; then nothing of the report was stored and it can be sent
     * again whole.
     */
    async report(reporter: EventReporter, events: readonly unknown[]): Promise<EventResult[]> {
      const now = clock.now();
      const tenants = await tenantIds();
      const placed = events.map((event) => place(reporter, event, tenants, now));
      const seen = new Set<string>();
      const good = placed.flatMap(({ event }) => {
        if (!event || seen.has(eventKey(event))) return [];
        seen.add(eventKey(event));
        return [event];
      });
      const accepted = await writer.write(good);
      return placed.map(({ event, result }) => {
        if (!event) return result;
        // The first of equal ids in one report is the one that counts.
        return { ...result, status: accepted.delete(eventKey(event)) ? 'accepted' : 'duplicate' };
      });
    },
  };

  function place(
    reporter: EventReporter,
    input: unknown,
    tenants: ReadonlyMap<string, string>,
    now: Date,
  ): { event: PlacedEvent | null; result: EventResult } {
    const parsed = eventInputSchema.safeParse(input);
    if (!parsed.success) {
      const fields = fieldErrorsOf(parsed.error, input);
      return {
        event: null,
        result: { id: idOf(input), status: 'rejected', code: 'EVENT_MALFORMED', fields },
      };
    }
    const { id, decisionId } = parsed.data;
    const decision = decisionId === undefined ? undefined : tokens.open(decisionId);
    const where = placeEvent(parsed.data, decision, reporter, now);
    if (!where.ok) return { event: null, result: { id, status: 'rejected', code: where.code } };
    const tenantId = tenants.get(where.value.city);
    if (tenantId === undefined)
      return { event: null, result: { id, status: 'rejected', code: 'EVENT_CITY_UNKNOWN' } };
    return {
      event: {
        ...whatOf(parsed.data, now),
        ...decisionOf(decision, tenants),
        ...{ channel: reporter.channel, tenantId, business: where.value.business, demo: reporter.demo },
      },
      result: { id, status: 'accepted' },
    };
  }
}
export type EventService = ReturnType<typeof createEventService>;

function whatOf({ id, type, at, value }: EventInput, now: Date) {
  const happened = new Date(at);
  return {
    eventId: id,
    type,
    at: happened,
    day: shanghaiDate(happened),
    receivedAt: now,
    receivedDay: shanghaiDate(now),
    valueFen: value ?? 0,
  };
}

function decisionOf(decision: OpenedDecision | null | undefined, tenants: ReadonlyMap<string, string>) {
  return {
    point: decision?.point ?? '',
    format: decision?.format ?? '',
    campaignNumber: decision?.campaignNumber ?? '',
    campaignTenantId: (decision && tenants.get(decision.campaignTenant)) ?? null,
    placementId: decision?.placementId ?? null,
    releaseId: decision?.releaseId ?? null,
    numberHash: decision?.numberHash ? Buffer.from(decision.numberHash, 'base64url') : null,
    fallback: decision?.fallback ?? false,
  };
}

/** The id of an event that is otherwise unreadable, so that its sender can find it. */
function idOf(input: unknown): string | null {
  if (typeof input !== 'object' || input === null || !('id' in input)) return null;
  return typeof input.id === 'string' ? input.id.slice(0, 100) : null;
}
