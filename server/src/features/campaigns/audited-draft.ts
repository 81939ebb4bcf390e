import type { CityDefault } from '@xietong/shared/releases';
import type { ContentField } from '@xietong/shared/content';

/**
 * A draft as the audit keeps it: one entry a field under its Chinese label, so that a history reads
 * field by field; policies and the order are entries of their own.
 */
export function auditedDraft(draft: {
  title: string;
  cityDefault: CityDefault;
  fields: readonly ContentField[];
}): Record<string, unknown> {
  const entries = new Map<string, unknown>([
    ['title', draft.title],
    ['cityDefault', draft.cityDefault],
    ['order', draft.fields.map(nameOf)],
  ]);
  for (const field of draft.fields) {
    const name = nameOf(field);
    const unique = entries.has(`content ${name}`) ? `${name} ${field.id}` : name;
    entries.set(`content ${unique}`, field.value);
    entries.set(`policy ${unique}`, field.policy);
  }
  return Object.fromEntries(entries);
}

function nameOf(field: ContentField): string {
  return field.labels.zh.trim() || field.role;
}
