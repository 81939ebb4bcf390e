import { addDays, DEMO_MODES, MAX_FILTER_DAYS, countDays } from '@xietong/shared/events';
import type { DemoMode, EventType } from '@xietong/shared/events';
import { shanghaiDate } from '@xietong/shared/kernel';
import { computed } from 'vue';
import type { LocationQueryRaw } from 'vue-router';
import { useUrlFilters } from '../../../lib/useUrlFilters';

export const PERIODS = ['7', '14', '30', 'custom'] as const;

/** Stands in the URL for events without a point or campaign, whose code is empty. */
const WITHOUT = '-';
const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** A filter's value in the URL → what the API takes. Not chosen = undefined. */
function codeOf(value: string): string | undefined {
  if (value === '') return undefined;
  return value === WITHOUT ? '' : value;
}

/** A code as it stands in the URL. */
export function inUrl(code: string): string {
  return code === '' ? WITHOUT : code;
}

/** The filters of the pages with numbers, kept in the URL; the last days up to today in Shanghai unless said otherwise. */
export function useMetricFilter() {
  const today = shanghaiDate(new Date());
  const filters = useUrlFilters({
    period: '7',
    from: '',
    to: '',
    point: '',
    campaign: '',
    channel: '',
    format: '',
    type: '',
    city: '',
    demo: 'include',
  });
  const span = computed(() => {
    const { period, from, to } = filters.values.value;
    if (
      period === 'custom' &&
      DAY.test(from) &&
      DAY.test(to) &&
      from <= to &&
      countDays({ from, to }) <= MAX_FILTER_DAYS
    )
      return { from, to };
    const days = Number(PERIODS.find((known) => known === period && known !== 'custom') ?? '7');
    return { from: addDays(today, 1 - days), to: today };
  });
  const demo = computed<DemoMode>(
    () => DEMO_MODES.find((mode) => mode === filters.values.value.demo) ?? 'include',
  );
  /** What the API takes, city and type aside. */
  const input = computed(() => {
    const { point, campaign, channel, format } = filters.values.value;
    return {
      ...span.value,
      demo: demo.value,
      point: codeOf(point),
      campaign: codeOf(campaign),
      channel: codeOf(channel),
      format: codeOf(format),
    };
  });

  /** The page with the events behind a number: the same filter, fixed to its days. */
  function eventsTo(extra: {
    type?: EventType;
    city?: string;
    point?: string;
    campaign?: string;
    format?: string;
    day?: string;
  }) {
    const { point, campaign, channel, format } = filters.values.value;
    const { day, ...named } = extra;
    const query: LocationQueryRaw = { point, campaign, channel, format, demo: demo.value, ...named };
    const { from, to } = day ? { from: day, to: day } : span.value;
    const filled = Object.entries({ ...query, period: 'custom', from, to }).filter(
      ([name, value]) => value !== '' && value !== undefined && !(name === 'demo' && value === 'include'),
    );
    return { name: 'metrics-events', query: Object.fromEntries(filled) };
  }

  return { ...filters, today, span, demo, input, eventsTo };
}
export type MetricFilter = ReturnType<typeof useMetricFilter>;
