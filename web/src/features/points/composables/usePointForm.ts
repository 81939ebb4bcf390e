import { isRenderable, renderFallback } from '@xietong/shared/points';
import type { PointDetail, PointFallback, PointFormat } from '@xietong/shared/points';
import { computed, reactive } from 'vue';
import { useI18n } from 'vue-i18n';
import type { AppErrorView } from '../../../lib/error-view';
import type { FormProblem } from '../../../ui/form-problems';
import { useErrorText } from '../../../ui/useErrorText';

export interface PointDraft {
  code: string;
  channel: string;
  format: PointFormat;
  nameZh: string;
  nameEn: string;
  capacity: number;
  enabled: boolean;
  showsFallback: boolean;
  fallback: PointFallback;
}

const noFallback = (): PointFallback => ({
  headline: '',
  body: '',
  buttonLabel: '',
  buttonHref: '',
  smsText: '',
});

export function draftOf(point: PointDetail | undefined): PointDraft {
  return {
    code: point?.code ?? '',
    channel: point?.channel ?? 'web',
    format: point?.format ?? 'banner',
    nameZh: point?.nameZh ?? '',
    nameEn: point?.nameEn ?? '',
    capacity: point?.capacity ?? 1,
    enabled: point?.enabled ?? true,
    showsFallback: point?.fallbackInput != null,
    // What was loaded is read-only; the form writes into its own copy.
    fallback: { ...(point?.fallbackInput ?? noFallback()) },
  };
}

/** The form of a point: its draft, what its own content would look like, and what is wrong with it. */
export function usePointForm(
  initial: PointDraft,
  signature: () => string,
  refusal: () => AppErrorView | null,
) {
  const { t } = useI18n();
  const { errorText } = useErrorText();
  const draft = reactive(initial);
  const renderable = computed(() => isRenderable(draft));
  const rendered = computed(() =>
    draft.showsFallback && renderable.value ? renderFallback(draft.fallback, draft, signature()) : null,
  );
  const fallbackProblem = computed(() =>
    rendered.value && !rendered.value.ok
      ? errorText({ code: rendered.value.code, params: { ...rendered.value.params } })
      : undefined,
  );

  const missing = computed<FormProblem[]>(() =>
    (['code', 'nameZh', 'nameEn'] as const)
      .filter((field) => draft[field].trim() === '')
      .map((field) => ({ field, label: t(`points.field.${field}`), message: t('errors.REQUIRED') })),
  );
  /** What the server refused, beside its fields. */
  const refused = computed<FormProblem[]>(() =>
    (refusal()?.problems ?? []).map((problem) => {
      const field = problem.path.split('.')[0] ?? '';
      return { field, label: t(`points.field.${field}`), message: errorText(problem) };
    }),
  );
  const wrongFallback = computed<FormProblem[]>(() =>
    fallbackProblem.value
      ? [{ field: 'fallback', label: t('points.field.fallback'), message: fallbackProblem.value }]
      : [],
  );

  /** What both saving calls take of the draft. */
  const values = computed(() => ({
    nameZh: draft.nameZh,
    nameEn: draft.nameEn,
    capacity: draft.capacity,
    enabled: draft.enabled,
    fallback: draft.showsFallback && renderable.value ? { ...draft.fallback } : null,
  }));

  return { draft, renderable, rendered, fallbackProblem, missing, refused, wrongFallback, values };
}
export type PointForm = ReturnType<typeof usePointForm>;
