const FOCUSABLE =
  'input:not([disabled]), textarea:not([disabled]), select:not([disabled]), button:not([disabled]), [tabindex="0"]';

/** Brings a place into view and the focus into its first control, or to the place where that may have it itself. */
export function revealPlace(path: string): void {
  const place = document.querySelector(`[data-place="${CSS.escape(path)}"]`);
  if (!(place instanceof HTMLElement)) return;
  place.scrollIntoView({ block: 'center' });
  const control =
    place.tabIndex === -1 && place.hasAttribute('tabindex') ? null : place.querySelector(FOCUSABLE);
  (control instanceof HTMLElement ? control : place).focus({ preventScroll: true });
}
