import type { ContentField } from '@xietong/shared/content';

/** Content as the audit keeps it: one entry a field, under its Chinese label. */
export function auditedContent(fields: readonly ContentField[]): Record<string, unknown> {
  const entries = new Map<string, unknown>();
  for (const field of fields) {
    const name = `content ${field.labels.zh}`;
    entries.set(entries.has(name) ? `${name} ${field.id}` : name, field.value);
  }
  return Object.fromEntries(entries);
}
