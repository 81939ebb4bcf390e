import type { QueryClient } from '@tanstack/vue-query';
import type { InjectionKey } from 'vue';
import type { RouteRecordNormalized, Router } from 'vue-router';
import type { Api } from '../api/api';
import { askBefore } from '../api/lead';
import type { LeadAbout } from '../api/lead';
import { idle } from '../lib/idle';

type Loader = () => Promise<unknown>;

function isLoader(component: unknown): component is Loader {
  return typeof component === 'function';
}

function loadersIn(records: readonly Pick<RouteRecordNormalized, 'components'>[]): Loader[] {
  return records.flatMap(({ components }) => Object.values<unknown>(components ?? {})).filter(isLoader);
}

/** What is still to be loaded of the page at a path. */
function loadersOf(router: Router, path: string): Loader[] {
  return loadersIn(router.resolve(path).matched);
}

/** The same of the pages one comes to from those at these paths, the nearest first. */
function loadersBelow(router: Router, paths: readonly string[]): Loader[] {
  const all = router.getRoutes();
  const found: RouteRecordNormalized[] = [];
  let above = paths.map((path) => router.resolve(path).name);
  while (above.length > 0) {
    const next = all.filter(
      (route) =>
        route.meta.parent !== undefined && above.includes(route.meta.parent) && !found.includes(route),
    );
    found.push(...next);
    above = next.map(({ name }) => name);
  }
  return loadersIn(found);
}

/** So long after the first page stands, in milliseconds: who follows a link at once shall not wait for the others. */
const PAUSE_MS = 1_500;

/** Asks what the page at a path asks first; never rejects. */
export type AskFirst = (path: string) => Promise<void>;
export const ASK_FIRST: InjectionKey<AskFirst> = Symbol('asks what pages ask first');

/** @param about of whoever is signed in; undefined = nobody is */
export function createAskFirst(
  { router, api, client }: { router: Router; api: Api; client: QueryClient },
  about: () => LeadAbout | undefined,
): AskFirst {
  return async (path) => {
    const { lead, can } = router.resolve(path).meta;
    if (!lead) return;
    try {
      const { leadOf } = await lead();
      // Whoever it is by now: it is asked for in their name, and only what their duty may open.
      const asker = about();
      if (!asker || (can && !asker.can(can.action, can.subject))) return;
      await askBefore(client, leadOf(api, asker));
    } catch {
      // The page asks it again, and says what is wrong.
    }
  };
}

/**
 * Loads the code of pages one after the other once somebody stays and while there is nothing else to do, then what they
 * ask first, at last the code of the pages that they lead to. It ends with the first that fails: the line is cut, and
 * what a browser has tried in vain it does not try again.
 */
export async function prefetchWhenIdle(
  router: Router,
  paths: readonly string[],
  { pauseMs = PAUSE_MS, askFirst }: { pauseMs?: number; askFirst?: AskFirst | undefined } = {},
): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, pauseMs));
  const loadAll = async (loaders: readonly Loader[]): Promise<boolean> => {
    for (const load of loaders) {
      await idle();
      const isLoaded = await load().then(
        () => true,
        () => false,
      );
      if (!isLoaded) return false;
    }
    return true;
  };
  if (!(await loadAll(paths.flatMap((path) => loadersOf(router, path))))) return;
  for (const path of askFirst ? paths : []) {
    await idle();
    await askFirst?.(path);
  }
  await loadAll(loadersBelow(router, paths));
}

/**
 * Loads the code of a page, and what it asks first, as soon as its link is pointed at or focused, so that it is there
 * when the link is followed. What cannot be loaded now is loaded, or fails and says so, on the way there.
 */
export function prefetchPages(
  router: Router,
  root: Pick<Document, 'addEventListener'>,
  askFirst?: AskFirst,
): void {
  const begun = new Set<string>();

  function prefetch({ target }: Event): void {
    const link = target instanceof Element ? target.closest('a[href^="/"]') : null;
    const href = link?.getAttribute('href');
    const path = href?.split(/[?#]/, 1)[0];
    if (!path) return;
    // With a filter in its address the page asks for something else.
    if (href === path && router.currentRoute.value.path !== path) void askFirst?.(path);
    if (begun.has(path)) return;
    begun.add(path);
    for (const load of loadersOf(router, path))
      load().catch(() => {
        begun.delete(path);
      });
  }

  for (const kind of ['pointerover', 'focusin', 'touchstart'])
    root.addEventListener(kind, prefetch, { passive: true });
}
