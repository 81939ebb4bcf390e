import type { DemoHallDecideInput, DemoHallDecision, DemoHallEvent } from '@xietong/shared/demo-hall';
import type { EventStatus } from '@xietong/shared/events';
import { computed, ref, shallowRef } from 'vue';
import { useApi } from '../../../api/api';
import { toApiError } from '../../../api/api-error';
import { useApiMutation } from '../../../api/api-query';
import { newEventId } from './event-id';

/** One event of the visit and what became of it; `sent` counts how often it was reported. */
export interface HallLogEntry {
  event: DemoHallEvent;
  point: string;
  status: EventStatus | 'sending' | 'failed';
  code: string | null;
  sent: number;
}

export type HallItem = DemoHallDecision['points'][number]['items'][number];
type Visited = Pick<DemoHallDecideInput, 'channel' | 'city'>;

/** A visit to the hall: the decision that was asked for, and every event that followed from it. */
export function useHallVisit() {
  const api = useApi();
  const deciding = useApiMutation(api.demoHall.decide);
  const reporting = useApiMutation(api.demoHall.report, { invalidates: [api.metrics, api.events] });
  const decision = shallowRef<DemoHallDecision | null>(null);
  const visited = shallowRef<Visited | null>(null);
  const log = ref<HallLogEntry[]>([]);
  /** Decision ids of items that the customer closed or took up in this visit. */
  const closed = ref<ReadonlySet<string>>(new Set());

  /** Sends entries, new ones and repeats alike; what fails stays in the log and can be sent again. */
  async function send(entries: HallLogEntry[]): Promise<void> {
    if (!visited.value || entries.length === 0) return;
    for (const entry of entries)
      Object.assign(entry, { status: 'sending', sent: entry.sent + 1, code: null });
    try {
      const results = await reporting.mutateAsync({
        ...visited.value,
        events: entries.map(({ event }) => event),
      });
      entries.forEach((entry, index) => {
        entry.status = results[index]?.status ?? 'failed';
        entry.code = results[index]?.code ?? null;
      });
    } catch (thrown) {
      for (const entry of entries) Object.assign(entry, { status: 'failed', code: toApiError(thrown).code });
    }
  }

  function enter(type: DemoHallEvent['type'], point: string, item: HallItem, value?: number): HallLogEntry {
    const event = {
      id: newEventId(),
      type,
      decisionId: item.decisionId,
      ...(value === undefined ? {} : { value }),
    };
    log.value.unshift({ event, point, status: 'sending', code: null, sent: 0 });
    // Read back: only what went through the ref is reactive.
    return log.value[0] ?? { event, point, status: 'sending', code: null, sent: 0 };
  }

  return {
    decision,
    log,
    closed,
    pending: computed(() => deciding.isPending.value),
    error: computed(() => deciding.error.value),

    /** Opens the page: asks for all its points at once and reports what is shown. */
    async visit(input: DemoHallDecideInput): Promise<void> {
      decision.value = null;
      try {
        decision.value = await deciding.mutateAsync(input);
      } catch {
        return;
      }
      visited.value = { channel: input.channel, city: input.city };
      closed.value = new Set();
      await send(
        decision.value.points.flatMap(({ point, items }) =>
          items.map((item) => enter('impression', point, item)),
        ),
      );
    },

    async act(type: DemoHallEvent['type'], point: string, item: HallItem, value?: number): Promise<void> {
      if (type === 'dismiss') closed.value = new Set([...closed.value, item.decisionId]);
      await send([enter(type, point, item, value)]);
    },

    /** Reports the same event once more, as a channel does that got no answer. */
    repeat: (entry: HallLogEntry): Promise<void> => send([entry]),

    /** Leaves the hall: another channel or city is another visit. */
    leave(): void {
      decision.value = null;
      visited.value = null;
      log.value = [];
      deciding.reset();
    },
  };
}
