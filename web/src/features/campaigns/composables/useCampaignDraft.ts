import { checkStandardDraft } from '@xietong/shared/campaigns';
import type { CampaignDetail, CampaignVersionView } from '@xietong/shared/campaigns';
import { computed, ref } from 'vue';
import { useApi } from '../../../api/api';
import { useDraft } from '../../../session/useDraft';
import { partsOfStandard, STANDARD_SHAPE, standardOfParts } from './standard-parts';
import { useFieldList } from './useFieldList';

/** The draft of a standard as its form holds it: saved by itself, checked by the server's own rules while it is typed. */
export function useCampaignDraft(detail: CampaignDetail, version: CampaignVersionView) {
  const api = useApi();
  const title = ref(version.title);
  const cityDefault = ref(version.cityDefault);
  const list = useFieldList(version.fields, touch);
  const content = () => ({ title: title.value, cityDefault: cityDefault.value, fields: list.fields.value });

  const draft = useDraft({
    name: `campaign.${version.id}`,
    rowVersion: version.rowVersion,
    shape: STANDARD_SHAPE,
    parts: () => partsOfStandard(content()),
    sections: {
      content: (rowVersion) =>
        api.campaigns.saveDraft.mutate({ id: detail.id, versionId: version.id, rowVersion, ...content() }),
    },
    load: async () => {
      const present = await api.campaigns.get.query({ id: detail.id });
      const stored = present.versions.find((each) => each.id === version.id) ?? version;
      const { rowVersion, updatedByName: by, updatedAt: at } = stored;
      return { rowVersion, parts: partsOfStandard(stored), by, at };
    },
    apply: (parts) => {
      const given = standardOfParts(parts);
      if (!given) return;
      title.value = given.title;
      cityDefault.value = given.cityDefault;
      list.reset(given.fields);
    },
  });

  function touch(): void {
    draft.touch('content');
  }

  return {
    ...draft,
    title,
    cityDefault,
    list,
    touch,
    problems: computed(() => checkStandardDraft({ title: title.value, fields: list.fields.value })),
  };
}
