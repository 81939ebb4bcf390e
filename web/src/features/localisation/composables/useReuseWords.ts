import { contentFieldSchema } from '@xietong/shared/content';
import type { ContentField } from '@xietong/shared/content';
import type { ArchivedWords, LocalCampaignDetail } from '@xietong/shared/localisation';
import { computed } from 'vue';
import { useI18n } from 'vue-i18n';
import { useRouter } from 'vue-router';
import { useApi } from '../../../api/api';
import { useApiMutation } from '../../../api/api-query';
import { notifyDone } from '../../../ui/notify';

/** A version made a moment ago from one that was handed in. */
const FIRST_ROW_VERSION = 1;

/**
 * Using archived words again: they fill their field in the draft, which is made first where there is
 * none. A draft that somebody has changed since the page was loaded is not written into (STALE_VERSION).
 */
export function useReuseWords(detail: () => LocalCampaignDetail | undefined) {
  const { t } = useI18n();
  const router = useRouter();
  const api = useApi();
  const revising = useApiMutation(api.localCampaigns.revise);
  const saving = useApiMutation(api.localCampaigns.saveDraft, { invalidates: [api.localCampaigns] });
  const fields = computed(() => new Map((detail()?.fields ?? []).map((field) => [field.id, field])));

  /** The field that the words would fill: still there, of the same kind, open to the city. */
  function fieldFor(words: ArchivedWords): ContentField | null {
    const of = detail();
    const field = fields.value.get(words.fieldId);
    if (!of?.may.edit || of.version.id !== of.versions[0]?.id || !field) return null;
    const fits = contentFieldSchema.safeParse({ ...field, value: words.override.value ?? null }).success;
    return field.role === words.role && field.policy.kind !== 'LOCKED' && fits ? field : null;
  }

  /** What the field says now. */
  function present(words: ArchivedWords): ContentField | null {
    return detail()?.version.resolved.find(({ id }) => id === words.fieldId) ?? null;
  }

  /** @throws ApiError, among them STALE_VERSION */
  async function reuse(words: ArchivedWords): Promise<void> {
    const of = detail();
    if (!of) return;
    const { version } = of;
    const isDraft = version.stored === 'DRAFT';
    const { versionId } = isDraft
      ? { versionId: version.id }
      : await revising.mutateAsync({ versionId: version.id });
    const kept = Object.entries(version.overrides).map(([fieldId, { value, reason }]) => [
      fieldId,
      { value, ...(reason === undefined ? {} : { reason }) },
    ]);
    await saving.mutateAsync({
      versionId,
      rowVersion: isDraft ? version.rowVersion : FIRST_ROW_VERSION,
      title: version.title,
      overrides: {
        ...(Object.fromEntries(kept) as Record<string, { value: unknown; reason?: string }>),
        [words.fieldId]: { value: words.override.value ?? null },
      },
      assessment: version.assessment,
    });
    notifyDone(t('localisation.archived.used'));
    await router.push({ name: 'local-campaign-edit', params: { id: of.id } });
  }

  return { fieldFor, present, reuse };
}
