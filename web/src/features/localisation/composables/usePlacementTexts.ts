import type { PlacementView } from '@xietong/shared/localisation';
import { useI18n } from 'vue-i18n';
import { formatNumber } from '../../../lib/number-format';
import { useRuleWords } from '../../../ui/useRuleWords';
import type { PlacementTexts } from './compared-placements';
import { usePointName } from './usePointName';

/** A placement in words, line by line: days, audience, tier. */
export function usePlacementTexts(): PlacementTexts {
  const { t } = useI18n();
  const { pointName } = usePointName();
  const words = useRuleWords();

  function audience({ list, rule }: PlacementView): string[] {
    if (!list && !rule) return [t('localisation.audience.everyone')];
    const inList =
      list &&
      `${t('localisation.audience.inList', { name: list.name, version: list.version })} · ${formatNumber(list.size)}`;
    const lines = rule && (words(rule)?.map(({ text }) => text) ?? [JSON.stringify(rule)]);
    return [...(inList ? [inList] : []), ...(lines ?? [])];
  }

  return {
    label: ({ point }, nth) =>
      t('localisation.compare.placement', { point: pointName(point), nth }, nth > 1 ? 2 : 1),
    text: (placement) =>
      [
        `${placement.firstDay} – ${placement.lastDay}`,
        ...audience(placement),
        `${t(`content.tier.${placement.tier}`)} · ${t('localisation.lever.at', { lever: placement.lever })}`,
      ].join('\n'),
  };
}
