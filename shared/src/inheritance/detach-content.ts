import { resolveContent } from '../content';
import type { ContentField, Overrides } from '../content';
import { sameJson } from '../kernel';
import type { ArchivedOverride } from './merge-content';

export interface DetachedContent {
  /** The content as it was shown, as the campaign's own fields: no guard-rail of the province binds them. */
  readonly fields: ContentField[];
  /** Values of the city's that were not shown because a guard-rail did not let them through. */
  readonly archived: readonly ArchivedOverride[];
}

/**
 * What a campaign takes along when it leaves its standard (脱离标准): the resolved values, copied. Pure.
 * Every override is in the result or archived; detaching what is detached already changes nothing.
 */
export function detachContent(standard: readonly ContentField[], overrides: Overrides): DetachedContent {
  const { fields } = resolveContent(standard, overrides);
  const shown = new Map(fields.map((field) => [field.id, field.value]));
  const archived = standard.flatMap((field): ArchivedOverride[] => {
    const override = overrides[field.id];
    if (!override || sameJson(override.value ?? null, shown.get(field.id) ?? null)) return [];
    const { id: fieldId, role, labels } = field;
    return [{ fieldId, role, labels, override, because: 'DETACHED' }];
  });
  return {
    fields: fields.map((field) => ({ ...field, policy: { kind: 'EDITABLE', constraint: {} } })),
    archived,
  };
}
