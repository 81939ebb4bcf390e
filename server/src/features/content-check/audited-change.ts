import { compareDictionaries } from '@xietong/shared/content-check';
import type { Dictionary } from '@xietong/shared/content-check';

/** The words that a change touches, as the audit keeps them. */
export function auditedChange(before: Dictionary, after: Dictionary): Record<string, unknown> {
  const { added, removed, changed, names, linkDomains, tariffPattern } = compareDictionaries(before, after);
  return {
    added: added.map(({ word }) => word),
    removed: removed.map(({ word }) => word),
    changed: changed.map((change) => change.after.word),
    ...{ names, linkDomains, tariffPattern: tariffPattern?.after ?? null },
  };
}
