import { changeOf, pointsBetween } from '@xietong/shared/metrics';
import type { Compared, ComparedFigures } from '@xietong/shared/metrics';
import { computed, type ComputedRef } from 'vue';
import { useI18n } from 'vue-i18n';
import { formatNumber, formatRate } from '../../../lib/number-format';

/** How a number stands against the one of other days. */
export interface Comparison {
  key: 'before' | 'weekBefore';
  /** 环比 or 周同比, and what moved by how much. */
  text: string;
  direction: 'up' | 'down' | 'same' | 'none';
  /** With which days it is compared, and what was there. */
  explained: string;
}

/** Writes numbers beside those of the days that they are compared with. */
export function useComparison(metrics: () => Compared): {
  ofCount: (
    pick: (figures: ComparedFigures) => number,
    now: number,
    format?: (value: number) => string,
  ) => Comparison[];
  ofRate: (pick: (figures: ComparedFigures) => number | null, now: number | null) => Comparison[];
  definition: ComputedRef<string>;
} {
  const { t } = useI18n();
  const compared = computed(() => {
    const { before, weekBefore } = metrics();
    return [
      { key: 'before' as const, figures: before },
      ...(weekBefore ? [{ key: 'weekBefore' as const, figures: weekBefore }] : []),
    ];
  });
  const days = ({ from, to }: ComparedFigures): string =>
    from === to ? from : t('metrics.compare.span', { from, to });

  function write(
    one: { key: Comparison['key']; figures: ComparedFigures },
    moved: { by: number | null; text: string; was: string },
  ): Comparison {
    const label = t(`metrics.compare.${one.key}`);
    const explained = t('metrics.compare.explained', { label, days: days(one.figures), was: moved.was });
    if (moved.by === null)
      return {
        key: one.key,
        text: t('metrics.compare.none', { label }),
        direction: 'none',
        explained,
      };
    const direction = isSame(moved.by) ? 'same' : moved.by > 0 ? 'up' : 'down';
    return {
      key: one.key,
      text: t(`metrics.compare.${direction}`, { label, by: moved.text }),
      direction,
      explained,
    };
  }

  return {
    ofCount: (pick, now, format = formatNumber) =>
      compared.value.map((one) => {
        const by = changeOf(now, pick(one.figures));
        return write(one, {
          by,
          text: by === null ? '' : formatRate(Math.abs(by)),
          was: format(pick(one.figures)),
        });
      }),
    ofRate: (pick, now) =>
      compared.value.map((one) => {
        const was = pick(one.figures);
        const by = pointsBetween(now, was);
        return write(one, {
          by,
          text:
            by === null ? '' : t('metrics.compare.points', { points: formatNumber(Math.abs(by) * 100, 2) }),
          was: was === null ? '–' : formatRate(was),
        });
      }),
    definition: computed(() => {
      const { openDay } = metrics();
      const parts = compared.value.map(({ key, figures }) =>
        t(`metrics.compare.${key}Is`, { days: days(figures) }),
      );
      return [
        ...parts,
        t('metrics.compare.wholeDays'),
        ...(openDay ? [t('metrics.compare.openDay')] : []),
      ].join('');
    }),
  };
}

/** Less than what two decimals of percent show. */
function isSame(by: number): boolean {
  return Math.abs(by) < 0.00005;
}
