import { FALLBACK_FIELD_IDS, fallbackFields, isRenderable, renderFallback } from '@xietong/shared/points';
import type { Exemption } from '@xietong/shared/content-check';
import type { PointDetail, PointFallback, PointFormat } from '@xietong/shared/points';
import { computed, reactive } from 'vue';
import { useI18n } from 'vue-i18n';
import type { AppErrorView } from '../../../lib/error-view';
import type { FormProblem } from '../../../ui/form-problems';
import { useFieldChecks } from '../../../session/useFieldChecks';
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

const PARTS = ['headline', 'body', 'smsText', 'button'] as const;
const LABELS = { headline: 'headline', body: 'body', smsText: 'smsText', button: 'buttonLabel' } as const;

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
  /** Evidence that stands with its own content. */
  exemptions: readonly Exemption[],
) {
  const { t } = useI18n();
  const { errorText } = useErrorText();
  const draft = reactive(initial);
  const loaded = JSON.stringify([initial.showsFallback, initial.fallback]);
  const renderable = computed(() => isRenderable(draft));
  const rendered = computed(() =>
    draft.showsFallback && renderable.value ? renderFallback(draft.fallback, draft, signature()) : null,
  );
  const fallbackProblem = computed(() =>
    rendered.value && !rendered.value.ok
      ? errorText({ code: rendered.value.code, params: { ...rendered.value.params } })
      : undefined,
  );

  /** What the content check reads while one types. */
  const fields = computed(() =>
    draft.showsFallback && renderable.value ? fallbackFields(draft.fallback) : [],
  );
  const check = useFieldChecks(() => fields.value, { former: () => exemptions, inherited: () => [] });
  const place = (fieldId: string) => {
    const part = PARTS.find((each) => FALLBACK_FIELD_IDS[each] === fieldId) ?? 'headline';
    return { field: part === 'button' ? 'buttonLabel' : part, label: t(`points.fallback.${LABELS[part]}`) };
  };
  /** What would be refused; what stands there already is let be. */
  const unfit = computed<FormProblem[]>(() =>
    JSON.stringify([draft.showsFallback, draft.fallback]) === loaded
      ? []
      : check.blocking.value.map(({ fieldId, message }) => ({ ...place(fieldId), message })),
  );

  const missing = computed<FormProblem[]>(() =>
    (['code', 'nameZh', 'nameEn'] as const)
      .filter((field) => draft[field].trim() === '')
      .map((field) => ({ field, label: t(`points.field.${field}`), message: t('errors.REQUIRED') })),
  );
  /** What the server refused, beside its fields. */
  const refused = computed<FormProblem[]>(() =>
    (refusal()?.problems ?? []).map((problem) => {
      const [field = '', fieldId = ''] = problem.path.split('.');
      if (field === 'content') return { ...place(fieldId), message: errorText(problem) };
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
    exemptions: check.exemptions.value,
  }));

  return {
    ...{ draft, renderable, rendered, fallbackProblem, missing, refused, wrongFallback, values },
    ...{ fields, check, unfit },
  };
}
export type PointForm = ReturnType<typeof usePointForm>;
