import type { CampaignDetail, CampaignVersionView } from '@xietong/shared/campaigns';
import { useI18n } from 'vue-i18n';

/** One sentence: what happens next with a standard, and who has it. */
export function useNextStep(): (
  detail: CampaignDetail,
  version: CampaignVersionView,
  isProvince: boolean,
) => string {
  const { t } = useI18n();
  return (detail, version, isProvince) => {
    if (detail.archivedAt) return t('campaigns.next.ARCHIVED');
    if (version.state === 'DRAFT')
      return t(detail.may.edit ? 'campaigns.next.DRAFT' : 'campaigns.next.draftOfOthers');
    if (version.state === 'APPROVED' && !detail.may.publish) return t('campaigns.next.approvedOfOthers');
    if (version.state === 'RETIRED' && !isProvince) return t('campaigns.next.retiredForCity');
    if (version.state === 'PUBLISHED' && !isProvince) return t('campaigns.next.publishedForCity');
    return t(`campaigns.next.${version.state}`, { cities: detail.cityCount });
  };
}
