import type { ContentField } from '@xietong/shared/content';
import { sameJson } from '@xietong/shared/kernel';

/** The fields of a city's content whose value differs from its standard's, each beside the standard's. */
export function changedFields(
  standard: readonly ContentField[],
  local: readonly ContentField[],
): { readonly before: ContentField; readonly field: ContentField }[] {
  return local.flatMap((field) => {
    const before = standard.find((each) => each.id === field.id);
    return before && !sameJson(before.value, field.value) ? [{ before, field }] : [];
  });
}
