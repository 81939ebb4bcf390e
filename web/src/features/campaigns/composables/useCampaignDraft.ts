import { checkStandardDraft } from '@xietong/shared/campaigns';
import type { CampaignDetail, CampaignVersionView } from '@xietong/shared/campaigns';
import { computed, onBeforeUnmount, onMounted, ref, shallowRef } from 'vue';
import { useApi } from '../../../api/api';
import { toApiError, type ApiError } from '../../../api/api-error';
import { useAutosave } from '../../../lib/useAutosave';
import { useFieldList } from './useFieldList';

/** The draft of a standard as its form holds it: saved by itself, checked by the server's own rules while it is typed. */
export function useCampaignDraft(detail: CampaignDetail, version: CampaignVersionView) {
  const api = useApi();
  const title = ref(version.title);
  const cityDefault = ref(version.cityDefault);
  const rowVersion = ref(version.rowVersion);
  const error = shallowRef<ApiError | null>(null);

  const autosave = useAutosave(async () => {
    try {
      const saved = await api.campaigns.saveDraft.mutate({
        id: detail.id,
        versionId: version.id,
        rowVersion: rowVersion.value,
        title: title.value,
        cityDefault: cityDefault.value,
        fields: list.fields.value,
      });
      rowVersion.value = saved.rowVersion;
      error.value = null;
    } catch (thrown) {
      error.value = toApiError(thrown);
      throw thrown;
    }
  });
  const list = useFieldList(version.fields, autosave.touch);

  function warn(event: BeforeUnloadEvent): void {
    if (autosave.state.value === 'failed' || autosave.state.value === 'dirty') event.preventDefault();
  }
  onMounted(() => {
    window.addEventListener('beforeunload', warn);
  });
  onBeforeUnmount(() => {
    window.removeEventListener('beforeunload', warn);
  });

  return {
    title,
    cityDefault,
    rowVersion,
    error,
    autosave,
    list,
    problems: computed(() => checkStandardDraft({ title: title.value, fields: list.fields.value })),
    /** Saves on top of what somebody else saved meanwhile, as the person has decided. */
    saveOver: (present: number): Promise<boolean> => {
      rowVersion.value = present;
      return autosave.flush();
    },
  };
}
