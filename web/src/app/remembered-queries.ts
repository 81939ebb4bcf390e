import { normalisePhone } from '@xietong/shared/kernel';
import { shallowRef, type InjectionKey, type ShallowRef } from 'vue';
import type { LocationQuery, Router } from 'vue-router';
import { z } from 'zod';

const PREFIX = 'xietong.filters.';
const storedSchema = z.record(z.string(), z.record(z.string(), z.union([z.string(), z.array(z.string())])));
type Queries = z.infer<typeof storedSchema>;

/** The last filters of each page of the menu, by route name; the menu leads back to them. */
export interface RememberedQueries {
  queries: ShallowRef<Queries>;
}
export const REMEMBERED_QUERIES: InjectionKey<RememberedQueries> = Symbol('remembered queries');

/** Without the page's number, which means nothing another day, and without customers' numbers. */
function kept(query: LocationQuery): Queries[string] {
  return Object.fromEntries(
    Object.entries(query).flatMap(([name, raw]) => {
      const values = [raw].flat().filter((value): value is string => value !== null && value !== '');
      const isKept =
        name !== 'page' && values.length > 0 && values.every((value) => normalisePhone(value) === null);
      return isKept ? [[name, Array.isArray(raw) ? values : (values[0] ?? '')] as const] : [];
    }),
  );
}

/**
 * Remembers, per person and in this browser, with which query each page of the menu was last seen. Clearing the
 * filters clears what is remembered, too.
 */
export function rememberQueries(
  router: Router,
  personId: () => string | undefined,
  storage: Storage = localStorage,
): RememberedQueries {
  const queries = shallowRef<Queries>({});
  let person: string | undefined;

  function read(id: string): Queries {
    try {
      return storedSchema.parse(JSON.parse(storage.getItem(`${PREFIX}${id}`) ?? '{}'));
    } catch {
      // Damaged or of another version: begins anew.
      return {};
    }
  }

  router.afterEach((to) => {
    const id = personId();
    if (id !== person) queries.value = id === undefined ? {} : read(id);
    person = id;
    if (id === undefined || !to.meta.menu || to.meta.parent) return;
    queries.value = { ...queries.value, [String(to.name)]: kept(to.query) };
    storage.setItem(`${PREFIX}${id}`, JSON.stringify(queries.value));
  });
  return { queries };
}
