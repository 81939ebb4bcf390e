import { isUnfilled, linkHost } from '../content';
import type { ContentField, FieldRole, FieldValues } from '../content';

/** The filled values of a role in the order of the fields; an unfilled field says nothing. */
export function valuesOf<R extends FieldRole>(content: readonly ContentField[], role: R): FieldValues[R][] {
  return content.flatMap((field) =>
    field.role === role && field.value !== null && !isUnfilled(field) ? [field.value as FieldValues[R]] : [],
  );
}

/** All texts of a role, one below the other, or null without any. */
export function joinedText(content: readonly ContentField[], role: 'body' | 'terms'): string | null {
  const texts = valuesOf(content, role);
  return texts.length === 0 ? null : texts.join('\n');
}

/** Texts of all benefits in their order. */
export function benefitTexts(content: readonly ContentField[]): string[] {
  return valuesOf(content, 'benefit').flatMap((benefit) => benefit.items.map((item) => item.text));
}

/** A button leads to its own address; one without is completed by the content's link. */
export function buttonOf(content: readonly ContentField[]): { label: string; href: string } | null {
  const labelled = content.find((field) => field.role === 'button' && Boolean(field.value?.label.trim()));
  if (labelled?.role !== 'button' || labelled.value === null) return null;
  const { label, href } = labelled.value;
  const target = href.trim() === '' ? valuesOf(content, 'link')[0] : href;
  return target === undefined ? null : { label, href: target };
}

/** Where the button leads, or null without one. */
export function buttonHref(content: readonly ContentField[]): string | null {
  return buttonOf(content)?.href ?? null;
}

/** Where content leads as a whole: its button's address, else its link. */
export function linkOf(content: readonly ContentField[]): string | null {
  return buttonHref(content) ?? valuesOf(content, 'link')[0] ?? null;
}

/** An https address or a path on the channel's own site; browsers drop blanks and control characters from others. */
export function isLinkAllowed(href: string): boolean {
  return !/[\s\p{Cc}\\]/u.test(href) && linkHost(href) !== null;
}
