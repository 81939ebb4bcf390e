import type { LocalCampaignDetail } from '@xietong/shared/localisation';
import { useI18n } from 'vue-i18n';
import type { ComparedLine } from '../../../ui/content/compare/compare-model';
import { comparedPlacements } from './compared-placements';
import { usePlacementTexts } from './usePlacementTexts';
import { ASSESSMENT_QUESTIONS } from './assessment-questions';

/** What two versions of a local campaign have beside their fields: title and standard above them, placements and assessment below. */
export function useComparedLines() {
  const { t } = useI18n();
  const texts = usePlacementTexts();
  const base = ({ standard }: LocalCampaignDetail) =>
    standard &&
    t('localisation.detail.standardVersion', { title: standard.title, version: standard.version });

  function before(left: LocalCampaignDetail, right: LocalCampaignDetail): ComparedLine[] {
    return [
      {
        key: 'title',
        label: t('localisation.compare.title'),
        left: left.version.title,
        right: right.version.title,
      },
      { key: 'standard', label: t('localisation.list.standard'), left: base(left), right: base(right) },
    ];
  }

  function after(left: LocalCampaignDetail, right: LocalCampaignDetail): ComparedLine[] {
    const asked = ASSESSMENT_QUESTIONS.filter(
      (question) => left.version.assessment?.[question] ?? right.version.assessment?.[question],
    );
    return [
      ...comparedPlacements(left.version.placements, right.version.placements, texts),
      ...asked.map((question) => ({
        key: question,
        label: t(`localisation.assessment.${question}`),
        left: left.version.assessment?.[question] ?? null,
        right: right.version.assessment?.[question] ?? null,
      })),
    ];
  }

  return { before, after };
}
