import { QueryClient } from '@tanstack/vue-query';
import { toApiError } from './api-error';

const MAX_RETRIES = 2;

/** Retries what the network lost, never what the server refused. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 5_000,
        retry: (failures, error) =>
          toApiError(error).code === 'NETWORK_UNREACHABLE' && failures < MAX_RETRIES,
      },
      mutations: { retry: false },
    },
  });
}
