import { useTimeoutFn } from '@vueuse/core';

const KEY = 'place';
/** Browsers refuse to note more than some hundred places in half a minute. */
const REST_MS = 200;

/** How far one had scrolled at this entry of the browser's history; 0 for a page that is opened anew. */
export function keptPlace(history: Pick<History, 'state'> = window.history): number {
  const state: unknown = history.state;
  const place: unknown = typeof state === 'object' && state !== null ? Reflect.get(state, KEY) : undefined;
  return typeof place === 'number' ? place : 0;
}

/** Notes how far one has scrolled, to be found again on the way back; for setup functions of a page with one list. */
export function useKeepPlace(history: History = window.history): (place: number) => void {
  const { location } = window;
  const page = location.pathname;
  let latest = 0;
  const { start } = useTimeoutFn(
    () => {
      const state: unknown = history.state;
      // Whoever has left meanwhile stands at another entry.
      if (location.pathname === page) history.replaceState(Object.assign({}, state, { [KEY]: latest }), '');
    },
    REST_MS,
    { immediate: false },
  );
  return (place) => {
    latest = place;
    start();
  };
}
