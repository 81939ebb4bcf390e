import {
  eventInputSchema,
  eventReportResultSchema,
  eventReportSchema,
  MAX_EVENTS,
} from '@xietong/shared/events';
import type { MiddlewareHandler } from 'hono';
import { z } from 'zod';
import { problemResponse } from '../../http/api-description';
import { parseBody } from '../../http/channel-api';
import type { ChannelApi } from '../../http/channel-api';
import type { ChannelEnv } from '../../http/channel-gate';
import { publicRoute } from '../../http/session-middleware';
import type { EventService } from './event-service';

export interface EventHttpDeps {
  readonly eventService: EventService;
  readonly gate: MiddlewareHandler<ChannelEnv>;
}

/** `POST /v1/events`: 401 key, 400 for a report that is none, else 200 with one result an event. */
export function mountEvents(api: ChannelApi, { eventService, gate }: EventHttpDeps): void {
  api.post('/v1/events', publicRoute(), gate, async (c) => {
    const { events } = await parseBody(c.req, eventReportSchema);
    return c.json({ results: await eventService.report(c.get('channel'), events) });
  });
  api.openAPIRegistry.registerPath({
    method: 'post',
    path: '/v1/events',
    operationId: 'reportEvents',
    tags: ['Events'],
    summary: 'What customers saw and did',
    description:
      'Each event is taken by itself. An id counts once for the channel of the key, however often it is sent; ' +
      'what is answered `accepted` is stored for good. Send a report again whole when no answer came.',
    security: [{ channelKey: [] }],
    request: {
      body: {
        required: true,
        content: {
          'application/json': {
            schema: z.object({ events: z.array(eventInputSchema).min(1).max(MAX_EVENTS) }),
          },
        },
      },
    },
    responses: {
      200: {
        description: 'One result for each event, in the order sent',
        content: { 'application/json': { schema: eventReportResultSchema } },
      },
      400: problemResponse('Not a report of 1 to 1,000 events'),
      401: problemResponse('No key, or one that is unknown or revoked'),
      429: problemResponse('Faster than the key allows'),
      503: problemResponse('They cannot be stored now: send all of them again later'),
    },
  });
}
