import type { ContentField, FieldRole } from '../content';

/** A field of content as histories name it: by the Chinese label under which the log keeps it. */
export interface AuditedContentField {
  /** What stands behind `content ` and `policy ` in an event's field names. */
  name: string;
  role: FieldRole;
  labels: { zh: string; en: string };
}

/**
 * Names for the fields of one content, in its order: the Chinese label, the role where it has none,
 * and the id behind it where an earlier field has the same.
 */
export function auditedContentFields<F extends Pick<ContentField, 'id' | 'role' | 'labels'>>(
  fields: readonly F[],
): (AuditedContentField & { field: F })[] {
  const taken = new Set<string>();
  return fields.map((field) => {
    const label = field.labels.zh.trim() || field.role;
    const name = taken.has(label) ? `${label} ${field.id}` : label;
    taken.add(name);
    return { name, role: field.role, labels: field.labels, field };
  });
}

/** Content as the log keeps it: one entry a field. */
export function auditedContent(fields: readonly ContentField[]): Record<string, unknown> {
  return Object.fromEntries(
    auditedContentFields(fields).map(({ name, field }) => [`content ${name}`, field.value]),
  );
}
