import { auditedContentFields } from '@xietong/shared/audit';
import type { ContentField } from '@xietong/shared/content';
import type { CityDefault } from '@xietong/shared/releases';

/**
 * A draft as the audit keeps it: its content and policies field by field, so that a history reads
 * the same; the order is an entry of its own.
 */
export function auditedDraft(draft: {
  title: string;
  cityDefault: CityDefault;
  fields: readonly ContentField[];
}): Record<string, unknown> {
  const named = auditedContentFields(draft.fields);
  const content = named.flatMap(({ name, field }): [string, unknown][] => [
    [`content ${name}`, field.value],
    [`policy ${name}`, field.policy],
  ]);
  return {
    title: draft.title,
    cityDefault: draft.cityDefault,
    order: named.map(({ name }) => name),
    ...Object.fromEntries(content),
  };
}
