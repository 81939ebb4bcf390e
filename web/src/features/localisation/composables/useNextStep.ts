import type { LocalCampaignDetail, VersionSummary } from '@xietong/shared/localisation';
import { useI18n } from 'vue-i18n';
import { formatDateTime } from '../../../lib/date-format';
import { useTenantName } from '../../../session/useTenantName';
import { useEndText } from '../../../ui/useEndText';

/** One sentence: what happens next with a version, and who has it. */
export function useNextStep(): (
  version: VersionSummary,
  campaign: Pick<LocalCampaignDetail, 'may' | 'retirement'> & Partial<Pick<LocalCampaignDetail, 'tenant'>>,
) => string {
  const { t } = useI18n();
  const tenantName = useTenantName();
  const endText = useEndText();
  return ({ state, window, release }, { may, retirement, tenant }) => {
    const approver = release?.approver ? tenantName(release.approver) : '';
    const from = window ? formatDateTime(window.startsAt) : '';
    const until = window ? endText(window.endsAt) : '';
    if (state === 'DRAFT') return t(may.edit ? 'localisation.next.DRAFT' : 'localisation.next.draftOfOthers');
    // A city that expects its own approvers is told why others have it.
    const isElsewhere = tenant && release?.approver && release.approver.code !== tenant.code;
    if (state === 'IN_REVIEW')
      return t(isElsewhere ? 'localisation.next.inReviewElsewhere' : 'localisation.next.IN_REVIEW', {
        approver,
      });
    if (state === 'PAUSED' && retirement) return t('localisation.next.pausedRetired');
    return t(`localisation.next.${state}`, { from, until });
  };
}
