import type { Router } from 'vue-router';
import { idle } from '../lib/idle';

type Loader = () => Promise<unknown>;

function isLoader(component: unknown): component is Loader {
  return typeof component === 'function';
}

/** What is still to be loaded of the page at a path. */
function loadersOf(router: Router, path: string): Loader[] {
  return router
    .resolve(path)
    .matched.flatMap(({ components }) => Object.values<unknown>(components ?? {}))
    .filter(isLoader);
}

/** So long after the first page stands, in milliseconds: who follows a link at once shall not wait for the others. */
const PAUSE_MS = 1_500;

/**
 * Loads the code of pages one after the other once somebody stays and while there is nothing else to do; what fails
 * is loaded on the way there.
 */
export async function prefetchWhenIdle(
  router: Router,
  paths: readonly string[],
  { pauseMs = PAUSE_MS }: { pauseMs?: number } = {},
): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, pauseMs));
  for (const load of paths.flatMap((path) => loadersOf(router, path))) {
    await idle();
    await load().catch(() => undefined);
  }
}

/**
 * Loads the code of a page as soon as its link is pointed at or focused, so that it is there when the
 * link is followed. What cannot be loaded now is loaded, or fails and says so, on the way there.
 */
export function prefetchPages(router: Router, root: Pick<Document, 'addEventListener'>): void {
  const begun = new Set<string>();

  function prefetch({ target }: Event): void {
    const link = target instanceof Element ? target.closest('a[href^="/"]') : null;
    const path = link?.getAttribute('href')?.split(/[?#]/, 1)[0];
    if (!path || begun.has(path)) return;
    begun.add(path);
    for (const load of loadersOf(router, path))
      load().catch(() => {
        begun.delete(path);
      });
  }

  for (const kind of ['pointerover', 'focusin', 'touchstart'])
    root.addEventListener(kind, prefetch, { passive: true });
}
