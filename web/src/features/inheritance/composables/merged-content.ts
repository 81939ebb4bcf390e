import { contentFieldSchema } from '@xietong/shared/content';
import type { ContentField } from '@xietong/shared/content';
import { sameJson } from '@xietong/shared/kernel';
import type { MergeChoice } from '@xietong/shared/inheritance';
import type { MergedFieldView } from '@xietong/shared/localisation';

/** Whether the province changed a field; what the city alone changed stays as it is. */
export function isChangedByStandard({ case: outcome, base, next }: MergedFieldView): boolean {
  return outcome !== 'KEPT' && !sameJson(base, next);
}

/** Whether the city's own text stands in a field after the merge, as it was chosen so far. */
export function isOwnText({ next, merged }: MergedFieldView, choice: MergeChoice | undefined): boolean {
  return next !== null && (choice?.take === 'EDITED' || (choice?.take !== 'THEIRS' && merged !== null));
}

/** What the city's version would say after the merge, as it was chosen so far; of a conflict the city's own. */
export function mergedContent(
  fields: readonly MergedFieldView[],
  choices: Readonly<Record<string, MergeChoice>>,
): ContentField[] {
  return fields.flatMap((field) => {
    const { next, merged } = field;
    if (!next) return [];
    const choice = choices[field.fieldId];
    if (!isOwnText(field, choice)) return [next];
    const value: unknown = choice?.take === 'EDITED' ? choice.value : merged?.value;
    const parsed = contentFieldSchema.safeParse({ ...next, value: value ?? null });
    // What is not of the role's shape cannot be read, and is refused for that.
    return parsed.success ? [parsed.data] : [];
  });
}
