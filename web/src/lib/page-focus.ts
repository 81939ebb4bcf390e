import type { InjectionKey } from 'vue';

/** Where the focus was before it went into dialogs: one that is opened out of another cannot give it back by itself. */
export interface PageFocus {
  /** Gives the focus back to the page, where closing a dialog has left it nowhere. */
  giveBack: () => void;
}
export const PAGE_FOCUS: InjectionKey<PageFocus> = Symbol('page focus');

/** Follows the focus outside of all dialogs. */
export function createPageFocus(page: Document = document): PageFocus {
  let last: HTMLElement | null = null;
  page.addEventListener('focusin', ({ target }) => {
    // a dialog that knows nothing better gives it to the body
    if (!(target instanceof HTMLElement) || target === page.body) return;
    if (target.closest('[role="dialog"]') === null) last = target;
  });
  return {
    giveBack() {
      const { activeElement, body } = page;
      const isLost = activeElement === null || activeElement === body || !activeElement.checkVisibility();
      if (isLost && last?.isConnected === true) last.focus();
    },
  };
}
