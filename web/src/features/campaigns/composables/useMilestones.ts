import type { CampaignDetail } from '@xietong/shared/campaigns';
import { computed, type ComputedRef } from 'vue';
import { useI18n } from 'vue-i18n';
import type { HistoryEntry } from '../../../ui/HistoryList.vue';

/** What the versions themselves tell of a standard's life, newest first: handed in, decided, published. */
export function useMilestones(detail: () => CampaignDetail | undefined): ComputedRef<HistoryEntry[]> {
  const { t } = useI18n();
  return computed(() => {
    const retired = detail()?.retirement;
    const entries = (detail()?.versions ?? []).flatMap(
      ({ id, version, release, publishedAt, state, updatedAt, updatedByName }) => {
        const found: HistoryEntry[] = [];
        if (publishedAt)
          found.push({
            id: `${id} published`,
            at: publishedAt,
            who: '',
            what: t('campaigns.history.published', { version }),
          });
        if (release?.decidedAt)
          found.push({
            id: `${id} decided`,
            at: release.decidedAt,
            who: release.decidedByName ?? '',
            what: t(
              `campaigns.history.${state === 'RETURNED' || state === 'REJECTED' ? state : 'APPROVED'}`,
              { version },
            ),
            reason: release.reason,
          });
        if (release)
          found.push({
            id: `${id} submitted`,
            at: release.submittedAt,
            who: release.submittedByName,
            what: t('campaigns.history.submitted', { version }),
          });
        if (state === 'DRAFT')
          found.push({
            id: `${id} saved`,
            at: updatedAt,
            who: updatedByName,
            what: t('campaigns.history.saved', { version }),
          });
        return found;
      },
    );
    if (retired)
      entries.push({
        ...{ id: 'retired', at: retired.at, who: retired.byName, reason: retired.reason },
        what: t('campaigns.history.retired'),
      });
    return entries.sort((a, b) => b.at.localeCompare(a.at));
  });
}
