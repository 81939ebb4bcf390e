import {
  useMutation,
  useQuery,
  useQueryClient,
  type QueryKey,
  type UseMutationReturnType,
  type UseQueryReturnType,
} from '@tanstack/vue-query';
import type { Idempotent } from '@xietong/shared/kernel';
import { computed, toValue, type MaybeRefOrGetter } from 'vue';
import { PATH } from './api';
import { newId } from '../lib/new-id';
import { toApiError, type ApiError } from './api-error';

interface Query<I, O> {
  query: (input: I, options?: { signal?: AbortSignal }) => Promise<O>;
}
interface Mutation<I, O> {
  mutate: (input: I) => Promise<O>;
}

/** Refused because the form went through the last time: what is sent next is meant to be another thing. */
const MADE_BEFORE = new Set(['ALREADY_CREATED', 'CHANNEL_KEY_ALREADY_CREATED']);

export interface ApiQueryOptions<O = unknown> {
  enabled?: MaybeRefOrGetter<boolean>;
  /** Keeps showing the former rows while the next page loads. */
  keepPrevious?: boolean;
  /** Asks again so often; a function of the answer stops with `false`. */
  refetchIntervalMs?: number | ((data: O | undefined) => number | false);
}

/** Key of a procedure or of a whole router (`api.campaigns`), for invalidation. */
export function keyOf(node: object): QueryKey {
  const path: unknown = Reflect.get(node, PATH);
  return Array.isArray(path) ? path : [];
}

/** A query of the API as vue-query state: `useApiQuery(api.campaigns.list, () => ({ page: 1, pageSize: 20 }))`. */
export function useApiQuery<I, O>(
  procedure: Query<I, O>,
  input: MaybeRefOrGetter<NoInfer<I>>,
  options: ApiQueryOptions<NoInfer<O>> = {},
): UseQueryReturnType<O, ApiError> {
  const interval = options.refetchIntervalMs ?? false;
  return useQuery<O, ApiError>({
    queryKey: computed(() => [...keyOf(procedure), toValue(input)]),
    queryFn: ({ signal }) => procedure.query(toValue(input), { signal }),
    enabled: () => toValue(options.enabled) ?? true,
    placeholderData: (former) => (options.keepPrevious ? former : undefined),
    refetchInterval: typeof interval === 'function' ? (query) => interval(query.state.data) : interval,
  });
}

/**
 * A mutation of the API. After success everything under `invalidates` is asked for again, before `mutateAsync`
 * resolves: `useApiMutation(api.campaigns.submit, { invalidates: [api.campaigns] })`.
 */
export function useApiMutation<I, O>(
  procedure: Mutation<I, O>,
  options: { invalidates?: object[] } = {},
): UseMutationReturnType<O, ApiError, I, unknown> {
  const invalidate = useInvalidation(options.invalidates);
  return useMutation<O, ApiError, I>({
    mutationFn: (input) => procedure.mutate(input),
    onSuccess: invalidate,
  });
}

function useInvalidation(nodes: readonly object[] = []): () => Promise<unknown> {
  const client = useQueryClient();
  return () => Promise.all(nodes.map((node) => client.invalidateQueries({ queryKey: keyOf(node) })));
}

/**
 * A mutation by which a form makes something. Until it has succeeded it is sent under one idempotency key: where only the
 * answer was lost, the next click finds what the first one made. `reset` begins a form anew.
 */
export function useApiCreation<I extends Idempotent, O>(
  procedure: Mutation<I, O>,
  options: { invalidates?: object[] } = {},
): UseMutationReturnType<O, ApiError, I, unknown> {
  const invalidate = useInvalidation(options.invalidates);
  let idempotencyKey = newId();
  const renew = (): void => {
    idempotencyKey = newId();
  };
  const creation = useApiMutation<I, O>(
    {
      mutate: async (input) => {
        try {
          const made = await procedure.mutate({ ...input, idempotencyKey });
          renew();
          return made;
        } catch (thrown) {
          if (MADE_BEFORE.has(toApiError(thrown).code)) {
            renew();
            void invalidate();
          }
          throw thrown;
        }
      },
    },
    options,
  );
  return {
    ...creation,
    reset: () => {
      renew();
      creation.reset();
    },
  };
}
