import type { Router } from 'vue-router';

type Loader = () => Promise<unknown>;

function isLoader(component: unknown): component is Loader {
  return typeof component === 'function';
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
    for (const { components } of router.resolve(path).matched)
      for (const component of Object.values(components ?? {}))
        if (isLoader(component))
          component().catch(() => {
            begun.delete(path);
          });
  }

  for (const kind of ['pointerover', 'focusin', 'touchstart'])
    root.addEventListener(kind, prefetch, { passive: true });
}
