import {
  inject,
  onScopeDispose,
  shallowRef,
  watch,
  type Component,
  type InjectionKey,
  type ShallowRef,
} from 'vue';

/** Between two attempts to fetch what did not arrive, in milliseconds. */
const AGAIN_MS = 3_000;

/** Settled once the first page stands. */
export const FIRST_PAGE: InjectionKey<Promise<void>> = Symbol('first page');

/** Marks in the browser's timeline when the first page stood; what was fetched until then is the first load. */
export const FIRST_PAGE_MARK = 'xietong.first-page';

/**
 * Resolves when the page under `root` has a title, or says instead (`data-settled`) that it has nothing to show or
 * could not be loaded, and nothing in it is still loading.
 */
export function firstPageStands(root: Element): Promise<void> {
  const stands = (): boolean =>
    root.querySelector('h1, [data-settled]') !== null && root.querySelector('[aria-busy="true"]') === null;
  return new Promise((resolve) => {
    const observer = new MutationObserver(() => {
      if (!stands()) return;
      observer.disconnect();
      performance.mark(FIRST_PAGE_MARK);
      resolve();
    });
    observer.observe(root, { childList: true, subtree: true, attributeFilter: ['aria-busy'] });
  });
}

/**
 * A component that the first page does without: fetched once that page stands, so that it is there before it is
 * needed; undefined until then. What the person asks for (`isWanted`) does not wait for the page. Asked for again
 * where the network has lost it. For setup functions.
 */
export function useLater(
  load: () => Promise<{ default: Component }>,
  isWanted: () => boolean = () => false,
): ShallowRef<Component | undefined> {
  const loaded = shallowRef<Component>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isGone = false;

  async function attempt(): Promise<void> {
    try {
      loaded.value = (await load()).default;
    } catch {
      if (!isGone) timer = setTimeout(() => void attempt(), AGAIN_MS);
    }
  }

  const wanted = new Promise<void>((resolve) => {
    watch(isWanted, (now) => now && resolve(), { immediate: true });
  });
  void Promise.race([inject(FIRST_PAGE, () => Promise.resolve(), true), wanted]).then(attempt);
  onScopeDispose(() => {
    isGone = true;
    clearTimeout(timer);
  });
  return loaded;
}
