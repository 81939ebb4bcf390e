import { computed, toValue, type MaybeRefOrGetter } from 'vue';
import { useI18n } from 'vue-i18n';
import { useApi } from '../api/api';
import { useApiMutation, useApiQuery } from '../api/api-query';
import { formatDateTime } from '../lib/date-format';
import { notifyDone } from '../ui/notify';
import { useCan } from './useCan';

/** What of a campaign runs, for whoever may stop it in an emergency, and stopping it. */
export function useTakeDown(campaignId: MaybeRefOrGetter<string | undefined>) {
  const { t } = useI18n();
  const can = useCan();
  const api = useApi();
  const enabled = computed(() => can('takeDown', 'Release') && Boolean(toValue(campaignId)));
  const found = useApiQuery(api.releases.running, () => ({ campaignId: toValue(campaignId) ?? '' }), {
    enabled,
  });
  const options = {
    invalidates: [
      api.releases,
      api.localCampaigns,
      api.standardPlacements,
      api.approvals,
      api.campaigns,
      api.takedownReviews,
      api.workbench,
    ],
  };
  const one = useApiMutation(api.releases.takeDown, options);
  const all = useApiMutation(api.releases.takeDownCampaign, options);

  return {
    running: computed(() => (enabled.value ? (found.data.value ?? []) : [])),
    /** Stops one release, or with null everything of the campaign; says what came of it. */
    async takeDown(releaseId: string | null, reason: string): Promise<void> {
      if (releaseId === null) {
        await all.mutateAsync({ campaignId: toValue(campaignId) ?? '', reason });
        notifyDone(t('takeDown.done'));
        return;
      }
      const done = await one.mutateAsync({ releaseId, reason });
      const before = { by: done.by, at: formatDateTime(done.at), reason: done.reason };
      notifyDone(done.repeated ? t('takeDown.before', before) : t('takeDown.done'));
    },
  };
}
