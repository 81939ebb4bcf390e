import { OPEN_CASES } from '@xietong/shared/inheritance';
import type { MergeChoice } from '@xietong/shared/inheritance';
import type { MergedFieldView } from '@xietong/shared/localisation';
import type { FieldValue } from '@xietong/shared/content';
import { computed, reactive } from 'vue';
import type { ComputedRef } from 'vue';

export interface MergeChoices {
  readonly choices: Readonly<Record<string, MergeChoice>>;
  /** Conflicts that nobody decided yet, in reading order. */
  readonly undecided: ComputedRef<readonly MergedFieldView[]>;
  choose: (field: MergedFieldView, take: MergeChoice['take']) => void;
  edit: (field: MergedFieldView, value: FieldValue) => void;
}

/** Whether a person may decide about a field at all. */
export function isOpenField(field: MergedFieldView): boolean {
  return OPEN_CASES.has(field.case) && field.next !== null;
}

/** What the person decides, field by field; editing starts from the city's own text. */
export function useMergeChoices(fields: () => readonly MergedFieldView[]): MergeChoices {
  const choices = reactive<Record<string, MergeChoice>>({});
  return {
    choices,
    undecided: computed(() =>
      fields().filter((field) => field.case === 'CONFLICT' && choices[field.fieldId] === undefined),
    ),
    choose: (field, take) => {
      choices[field.fieldId] =
        take === 'EDITED' ? { take, value: field.merged?.value ?? field.next?.value ?? null } : { take };
    },
    edit: (field, value) => {
      choices[field.fieldId] = { take: 'EDITED', value };
    },
  };
}
