import { computed, type ComputedRef } from 'vue';
import { useRoute, useRouter, type LocationQuery } from 'vue-router';

type FilterValue = string | number | boolean | string[];
export type FilterDefaults = Record<string, FilterValue>;
/** `'' as string` and `1 as number` widen, so that a default does not become the only legal value. */
type Widen<T> = T extends string ? string : T extends number ? number : T extends boolean ? boolean : T;
export type Filters<D extends FilterDefaults> = { [K in keyof D]: Widen<D[K]> };

export interface UrlFilters<D extends FilterDefaults> {
  /** What the URL says now; a value that does not parse is its default. */
  values: ComputedRef<Filters<D>>;
  /** Changes some values; everything but a change of page goes back to page 1. */
  set: (patch: Partial<Filters<D>>) => void;
  /** Back to the defaults, the page size excepted. */
  clear: () => void;
  /** How many filters are set: values other than page and page size that differ from their default; days are one. */
  filterCount: ComputedRef<number>;
}

/** Of texts: what each may be, a list or a question; what the URL says besides counts as not set. */
export type AllowedValues<D extends FilterDefaults> = {
  [K in keyof D]?: readonly string[] | ((value: string) => boolean);
};

const PAGING = new Set(['page', 'pageSize']);
/** What says which days: one filter to whoever sets it. */
const DAYS = new Set(['period', 'from', 'to']);

function parse(raw: LocationQuery[string] | undefined, fallback: FilterValue): FilterValue {
  if (raw === undefined || raw === null) return fallback;
  if (Array.isArray(fallback))
    return (Array.isArray(raw) ? raw : [raw]).filter((v): v is string => v !== null);
  const text = Array.isArray(raw) ? (raw[0] ?? '') : raw;
  if (typeof fallback === 'boolean') return text === 'true';
  if (typeof fallback !== 'number') return text;
  const number = Number(text);
  return Number.isSafeInteger(number) && number > 0 ? number : fallback;
}

const same = (a: FilterValue, b: FilterValue): boolean => JSON.stringify(a) === JSON.stringify(b);

/**
 * Keeps a list's filters in the query of the URL, so that a list can be shared, reloaded and come back to.
 * Defaults declare names and types and are left out of the URL: `useUrlFilters({ q: '', state: [] as string[], page: 1, pageSize: 20 })`.
 * A text of which a search knows some values alone names them in `allowed`, so that no box shows what is not applied:
 * `useUrlFilters({ state: '' }, { state: STATES })`.
 */
export function useUrlFilters<const D extends FilterDefaults>(
  defaults: D,
  allowed: AllowedValues<NoInfer<D>> = {},
): UrlFilters<D> {
  const route = useRoute();
  const router = useRouter();
  const names = Object.keys(defaults);
  const fallbackOf = (name: string): FilterValue => defaults[name] ?? '';

  function isAllowed(name: string, value: FilterValue): boolean {
    const known = allowed[name];
    if (known === undefined || typeof value !== 'string') return true;
    return typeof known === 'function' ? known(value) : known.includes(value);
  }

  const values = computed(
    () =>
      Object.fromEntries(
        names.map((name) => {
          const value = parse(route.query[name], fallbackOf(name));
          return [name, isAllowed(name, value) ? value : fallbackOf(name)];
        }),
      ) as Filters<D>,
  );

  function write(next: Record<string, FilterValue>): void {
    const kept = Object.entries(route.query).filter(([name]) => !(name in defaults));
    const changed = Object.entries(next)
      .filter(([name, value]) => !same(value, fallbackOf(name)))
      .map(([name, value]) => [name, Array.isArray(value) ? value : String(value)] as const);
    void router.replace({ query: Object.fromEntries([...kept, ...changed]), hash: route.hash });
  }

  return {
    values,
    set: (patch) => {
      const turnsPageOnly = Object.keys(patch).every((name) => name === 'page');
      write({ ...values.value, ...(turnsPageOnly || !('page' in defaults) ? {} : { page: 1 }), ...patch });
    },
    clear: () => {
      const size = values.value['pageSize'];
      write({ ...defaults, ...(size === undefined ? {} : { pageSize: size }) });
    },
    filterCount: computed(() => {
      const set = names.filter(
        (name) => !PAGING.has(name) && !same(values.value[name] ?? '', fallbackOf(name)),
      );
      return new Set(set.map((name) => (DAYS.has(name) ? 'days' : name))).size;
    }),
  };
}
