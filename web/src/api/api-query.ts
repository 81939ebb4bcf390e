import {
  useMutation,
  useQuery,
  useQueryClient,
  type QueryKey,
  type UseMutationReturnType,
  type UseQueryReturnType,
} from '@tanstack/vue-query';
import { computed, toValue, type MaybeRefOrGetter } from 'vue';
import { PATH } from './api';
import type { ApiError } from './api-error';

interface Query<I, O> {
  query: (input: I, options?: { signal?: AbortSignal }) => Promise<O>;
}
interface Mutation<I, O> {
  mutate: (input: I) => Promise<O>;
}

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
  const client = useQueryClient();
  return useMutation<O, ApiError, I>({
    mutationFn: (input) => procedure.mutate(input),
    onSuccess: () =>
      Promise.all(
        (options.invalidates ?? []).map((node) => client.invalidateQueries({ queryKey: keyOf(node) })),
      ),
  });
}
