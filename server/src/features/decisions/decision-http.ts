import { decisionRequestSchema, decisionResponseSchema } from '@xietong/shared/decisions';
import type { MiddlewareHandler } from 'hono';
import { problemResponse } from '../../http/api-description';
import { parseBody } from '../../http/channel-api';
import type { ChannelApi } from '../../http/channel-api';
import type { ChannelEnv } from '../../http/channel-gate';
import { publicRoute } from '../../http/session-middleware';
import type { DecisionService } from './decision-service';

export interface DecisionHttpDeps {
  readonly decisionService: DecisionService;
  readonly gate: MiddlewareHandler<ChannelEnv>;
}

/** `POST /v1/decisions`: statuses in this order: 401 key, 400 input, 403 explain, 404 scope, 200. */
export function mountDecisions(api: ChannelApi, { decisionService, gate }: DecisionHttpDeps): void {
  api.post('/v1/decisions', publicRoute(), gate, async (c) => {
    const request = await parseBody(c.req, decisionRequestSchema);
    return c.json(await decisionService.decide(c.get('channel'), request));
  });
  api.openAPIRegistry.registerPath({
    method: 'post',
    path: '/v1/decisions',
    operationId: 'decide',
    tags: ['Decisions'],
    summary: 'What to show at points, to whom',
    description:
      'The channel is the one of the key. Where nothing fits, a point answers with its default, or with no item. ' +
      'Without consent in the request the stored consent counts, else nothing is personalised.',
    security: [{ channelKey: [] }],
    request: { body: { required: true, content: { 'application/json': { schema: decisionRequestSchema } } } },
    responses: {
      200: {
        description: 'The items of each point, in the order asked for',
        content: { 'application/json': { schema: decisionResponseSchema } },
      },
      400: problemResponse('The request is malformed; every wrong field is named'),
      401: problemResponse('No key, or one that is unknown or revoked'),
      403: problemResponse('The key may not ask for an explanation'),
      404: problemResponse("No such city or point, or outside the key's scope"),
      429: problemResponse('Faster than the key allows'),
      503: problemResponse('The database cannot be reached'),
    },
  });
}
