import type { DraftProblem } from '@xietong/shared/campaigns';
import { computed, type ComputedRef, type Ref } from 'vue';
import { useI18n } from 'vue-i18n';
import type { ApiError } from '../../../api/api-error';
import { useFieldText } from '../../../ui/content/useFieldText';
import type { FieldList } from './useFieldList';
import type { FormProblem } from '../../../ui/form-problems';
import { useErrorText } from '../../../ui/useErrorText';

/** What is merely not filled in yet is said only once the person wanted to submit. */
const UNFILLED = new Set([
  'FIELD_REQUIRED',
  'STANDARD_TITLE_REQUIRED',
  'CONTENT_EMPTY',
  'CONTENT_HEADLINE_MISSING',
]);

/** Problems in words: found here while typing, and those that only the server could find. */
export function useDraftProblems(
  found: Ref<readonly DraftProblem[]>,
  refused: Ref<ApiError | null>,
  { fields, added }: Pick<FieldList, 'fields' | 'added'>,
  reviewed: Ref<boolean>,
): {
  lines: ComputedRef<FormProblem[]>;
  textAt: (fieldId: string) => string | undefined;
  codeAt: (fieldId: string) => string | undefined;
} {
  const { t } = useI18n();
  const { errorText } = useErrorText();
  const { fieldLabel } = useFieldText();

  function lineOf({ fieldId, code, params }: DraftProblem): FormProblem {
    const message = errorText({ code, params: { ...params } });
    const field = fields.value.find((each) => each.id === fieldId);
    if (field) return { field: field.id, label: fieldLabel(field), message };
    if (code === 'STANDARD_TITLE_REQUIRED')
      return { field: 'title', label: t('campaigns.editor.name'), message };
    return { field: 'palette', label: t('campaigns.editor.fields'), message };
  }

  /** The server's findings stand until the person has changed something. */
  const fromServer = computed(() =>
    (refused.value?.problems ?? []).flatMap(({ path, code, params }) => {
      const fieldId = /^content\.([\w-]+)/.exec(path)?.[1];
      const field = fields.value.find((each) => each.id === fieldId);
      return field
        ? [
            {
              field: field.id,
              label: fieldLabel(field),
              message: errorText({ code, ...(params ? { params } : {}) }),
            },
          ]
        : [];
    }),
  );
  const isAdded = (fieldId: string | null, as?: 'NEW') => {
    const state = fieldId === null ? undefined : added.value.get(fieldId);
    return as ? state === as : state !== undefined;
  };
  /** Nothing is said of a field that was just added, whatever was looked through before it was there. */
  const shown = computed(() =>
    found.value.filter(
      ({ fieldId, code }) => !isAdded(fieldId, 'NEW') && (reviewed.value || !UNFILLED.has(code)),
    ),
  );
  return {
    lines: computed(() => {
      // The summary takes the focus: never while somebody is still typing.
      const mine = reviewed.value ? shown.value.filter(({ fieldId }) => !isAdded(fieldId)).map(lineOf) : [];
      const own = new Set(mine.map((line) => line.field));
      return [...mine, ...fromServer.value.filter((line) => !own.has(line.field))];
    }),
    textAt: (field) =>
      [...shown.value.map(lineOf), ...fromServer.value].find((line) => line.field === field)?.message,
    codeAt: (fieldId) => shown.value.find((problem) => problem.fieldId === fieldId)?.code,
  };
}
