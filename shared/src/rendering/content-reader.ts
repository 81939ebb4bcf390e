import { isUnfilled } from '../content';
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
