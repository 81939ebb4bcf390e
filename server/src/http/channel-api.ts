import { OpenAPIHono } from '@hono/zod-openapi';
import type { z } from 'zod';
import { AppError } from '../platform/app-error';
import { parseInput } from '../platform/field-errors';
import type { ChannelEnv } from './channel-gate';

/** The channels' API: its routes, and the registry from which its description is generated. */
export type ChannelApi = OpenAPIHono<ChannelEnv>;

export function createChannelApi(): ChannelApi {
  const api = new OpenAPIHono<ChannelEnv>();
  api.openAPIRegistry.registerComponent('securitySchemes', 'channelKey', {
    type: 'http',
    scheme: 'bearer',
    description: 'Key of one channel, made in the console or by `xietong key create`',
  });
  return api;
}

/**
 * A JSON body as its schema reads it.
 * @throws AppError INVALID_INPUT naming every field that is wrong
 */
export async function parseBody<S extends z.ZodType>(
  request: { text(): Promise<string> },
  schema: S,
): Promise<z.output<S>> {
  let body: unknown;
  try {
    body = JSON.parse(await request.text());
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new AppError('INVALID_INPUT', {}, [{ path: '', code: 'INVALID_FORMAT', params: {} }]);
  }
  return parseInput(schema, body);
}
