import { isErrorCode, wireErrorSchema } from '@xietong/shared/access';
import type { z } from 'zod';
import { AppError } from '../../platform/app-error';

/** Longest wait for an answer of our own API. */
const PATIENCE_MS = 5_000;

export interface ChannelClientDeps {
  /** Where this server listens, e.g. `http://127.0.0.1:8080`. Asked at every call: it is known after the start only. */
  readonly baseUrl: () => string;
  readonly secretOf: (channel: string) => string;
}

/** Speaks the channels' HTTP API as a channel does: over the network, with a key. */
export function createChannelClient({ baseUrl, secretOf }: ChannelClientDeps) {
  return {
    /**
     * Posts a body and reads the answer by its schema.
     * @throws AppError with the API's own code; DEMO_HALL_KEY_REFUSED where the key is no longer valid
     */
    async post<S extends z.ZodType>(
      channel: string,
      path: string,
      body: object,
      schema: S,
    ): Promise<z.output<S>> {
      const response = await fetch(new URL(path, baseUrl()), {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${secretOf(channel)}` },
        body: JSON.stringify(body),
        signal: AbortSignal.timeout(PATIENCE_MS),
      });
      const answer: unknown = await response.json();
      if (response.ok) return schema.parse(answer);
      if (response.status === 401) throw new AppError('DEMO_HALL_KEY_REFUSED', { channel });
      const wire = wireErrorSchema.safeParse(answer);
      if (!wire.success || !isErrorCode(wire.data.code))
        throw new Error(`the channels' API answered ${String(response.status)} on ${path}`);
      throw new AppError(wire.data.code, wire.data.params, wire.data.fields);
    },
  };
}
export type ChannelClient = ReturnType<typeof createChannelClient>;
