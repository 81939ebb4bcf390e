import { decisionResponseSchema } from '@xietong/shared/decisions';
import { DEMO_HALL_CHANNELS, traceForCityOperator } from '@xietong/shared/demo-hall';
import type {
  DemoHallDecideInput,
  DemoHallDecision,
  DemoHallOptions,
  DemoHallReportInput,
} from '@xietong/shared/demo-hall';
import { eventReportResultSchema } from '@xietong/shared/events';
import type { EventResult } from '@xietong/shared/events';
import { asCaller } from '../../access/as-caller';
import type { AuditPort } from '../../access/audit-port';
import type { Call } from '../../access/call';
import { requireCan, requireRow } from '../../access/require-can';
import { AppError } from '../../platform/app-error';
import type { Clock } from '../../platform/clock';
import type { Database } from '../../platform/database';
import type { Ids } from '../../platform/ids';
import type { ChannelClient } from './channel-client';
import { createDemoHallReadModel } from './demo-hall-read-model';

export interface DemoHallServiceDeps {
  readonly database: Database;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly client: ChannelClient;
  readonly audit: AuditPort;
}

/** Plays a channel from the console, by the same API that a real channel uses. */
export function createDemoHallService({ database, clock, ids, client, audit }: DemoHallServiceDeps) {
  /** A city that is not the operator's does not exist for them. */
  async function requireCity(call: Call, code: string): Promise<string> {
    const tenantId = requireRow(
      await asCaller(database, call, (tx) => createDemoHallReadModel(tx, call.actor).cityId(code)),
    );
    requireCan(call.actor, 'create', 'DemoHall', { tenantId });
    return tenantId;
  }

  return {
    async options(call: Call): Promise<DemoHallOptions> {
      requireCan(call.actor, 'read', 'DemoHall');
      return asCaller(database, call, (tx) => createDemoHallReadModel(tx, call.actor).options());
    },

    /**
     * Asks for a decision as the channel would. What a customer sees tells of the customer: that somebody looked is
     * audited before it is answered, without the number.
     * @throws AppError NOT_FOUND for a city out of reach, DEMO_HALL_CHANNEL_UNKNOWN,
     * DEMO_HALL_KEY_REFUSED, FORBIDDEN, and whatever the API refuses with
     */
    async decide(call: Call, input: DemoHallDecideInput): Promise<DemoHallDecision> {
      const { channel, city, points, subscriber, personalised, explain = false } = input;
      requireChannel(channel);
      const tenantId = await requireCity(call, city);
      if (explain) requireCan(call.actor, 'explain', 'Decision', { tenantId });
      const answer = await client.post(
        channel,
        '/v1/decisions',
        {
          requestId: ids.next(),
          city,
          points,
          explain,
          ...(subscriber === undefined ? {} : { subscriber }),
          ...(personalised === null ? {} : { consent: { personalised } }),
        },
        decisionResponseSchema,
      );
      await audit.standalone(call, {
        act: 'demoHall.decide',
        subject: { type: 'DemoHall', id: tenantId },
        after: { channel, cities: [city], pointCode: points, customer: subscriber !== undefined },
      });
      const { tenant } = call.actor;
      if (!answer.trace) return answer;
      const trace =
        tenant.kind === 'PROVINCE' ? answer.trace : traceForCityOperator(answer.trace, tenant.code);
      const numbers = trace.points
        .flatMap(({ candidates }) => candidates)
        .flatMap(({ campaign }) => (campaign === null ? [] : [campaign]));
      const titles = await asCaller(database, call, (tx) =>
        createDemoHallReadModel(tx, call.actor).titlesOf(numbers),
      );
      return { ...answer, trace, titles };
    },

    /**
     * Reports what was done in the hall. The time is the server's, the ids are the page's.
     * @throws AppError as `decide`
     */
    async report(call: Call, { channel, city, events }: DemoHallReportInput): Promise<EventResult[]> {
      requireChannel(channel);
      const tenantId = await requireCity(call, city);
      const at = clock.now().toISOString();
      const body = { events: events.map((event) => ({ ...event, at })) };
      const { results } = await client.post(channel, '/v1/events', body, eventReportResultSchema);
      await audit.standalone(call, {
        act: 'demoHall.report',
        subject: { type: 'DemoHall', id: tenantId },
        after: { channel, cities: [city], events: events.length },
      });
      return results;
    },
  };
}
export type DemoHallService = ReturnType<typeof createDemoHallService>;

function requireChannel(channel: string): void {
  if (!DEMO_HALL_CHANNELS.includes(channel)) throw new AppError('DEMO_HALL_CHANNEL_UNKNOWN', { channel });
}
