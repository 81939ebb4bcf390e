import { useInfiniteQuery, useQueryClient, type InfiniteData, type QueryKey } from '@tanstack/vue-query';
import type { CursorPage } from '@xietong/shared/kernel';
import { computed, toValue, watch, type ComputedRef, type MaybeRefOrGetter, type Ref } from 'vue';
import { keptPlace } from '../lib/kept-place';
import type { ApiError } from './api-error';
import { keyOf } from './api-query';

/** Rows of a page that is fetched while one scrolls. */
export const PAGE_ROWS = 100;

interface PagedQuery<I, Row> {
  query: (
    input: I & { cursor?: string | undefined; limit?: number | undefined },
    options?: { signal?: AbortSignal },
  ) => Promise<CursorPage<Row>>;
}

/** A list as far as it has been fetched. */
export interface ApiPages<Row> {
  rows: ComputedRef<readonly Row[]>;
  total: ComputedRef<number | undefined>;
  /** The total is an estimate. */
  approximate: ComputedRef<boolean>;
  hasMore: Readonly<Ref<boolean>>;
  /** How far back a search has come that found less than a page in its time. */
  readTo: ComputedRef<string | undefined>;
  /** Nothing is there to show yet. */
  isPending: Readonly<Ref<boolean>>;
  isFetching: Readonly<Ref<boolean>>;
  /** Why there is nothing to show. */
  error: ComputedRef<ApiError | null>;
  /** Why the next page did not come. */
  moreError: ComputedRef<ApiError | null>;
  /** Fetches the next page; does nothing while one is on its way. */
  more: () => void;
  /** Begins anew with the first page. */
  refresh: () => void;
}

/**
 * A list of the API that grows by pages, for LongTable. Who comes back to it finds what was fetched before, whoever
 * opens it anew its present first page.
 */
export function useApiPages<I extends object, Row>(
  procedure: PagedQuery<I, Row>,
  input: MaybeRefOrGetter<NoInfer<I>>,
): ApiPages<Row> {
  type Pages = InfiniteData<CursorPage<Row>, string | undefined>;
  const client = useQueryClient();
  const queryKey = computed<QueryKey>(() => [...keyOf(procedure), 'pages', toValue(input)]);

  /** Keeps the first page alone, to be shown while it is asked for again: never are all pages fetched anew. */
  function cutToFirst(key: QueryKey): void {
    client.setQueryData<Pages>(
      key,
      (pages) => pages && { pages: pages.pages.slice(0, 1), pageParams: pages.pageParams.slice(0, 1) },
    );
    void client.invalidateQueries({ queryKey: key, exact: true, refetchType: 'none' });
  }
  if (keptPlace() === 0) cutToFirst(queryKey.value);
  // Before the query itself hears of the new key.
  watch(queryKey, cutToFirst, { flush: 'sync' });

  const query = useInfiniteQuery<CursorPage<Row>, ApiError, Pages, QueryKey, string | undefined>({
    queryKey,
    queryFn: ({ pageParam, signal }) =>
      procedure.query({ ...toValue(input), cursor: pageParam, limit: PAGE_ROWS }, { signal }),
    initialPageParam: undefined,
    getNextPageParam: (last) => last.nextCursor ?? undefined,
    placeholderData: (former) => former,
    staleTime: Infinity,
    structuralSharing: false,
    shallow: true,
  });

  const rows = computed(() => query.data.value?.pages.flatMap((page) => page.rows) ?? []);
  return {
    rows,
    total: computed(() => {
      const pages = query.data.value?.pages;
      const known = pages?.[0]?.total ?? undefined;
      // Where it was not counted, whoever has read to the end knows it.
      return known ?? (pages && !query.hasNextPage.value ? rows.value.length : undefined);
    }),
    approximate: computed(() => query.data.value?.pages[0]?.approximate ?? false),
    hasMore: query.hasNextPage,
    readTo: computed(() => query.data.value?.pages.at(-1)?.readTo ?? undefined),
    isPending: query.isPending,
    isFetching: query.isFetching,
    error: computed(() => (query.data.value ? null : query.error.value)),
    moreError: computed(() => (query.data.value ? query.error.value : null)),
    more: () => {
      if (query.hasNextPage.value && !query.isFetching.value) void query.fetchNextPage();
    },
    refresh: () => {
      cutToFirst(queryKey.value);
      void query.refetch();
    },
  };
}
