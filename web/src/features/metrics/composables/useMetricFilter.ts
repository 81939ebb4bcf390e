import { countDays, DEMO_MODES, MAX_FILTER_DAYS } from '@xietong/shared/events';
import type { DemoMode, EventType } from '@xietong/shared/events';
import { basisOfPeriod, PERIODS, spanOfPeriod, TREND_STEPS } from '@xietong/shared/metrics';
import type { Period, TrendStep } from '@xietong/shared/metrics';
import { computed } from 'vue';
import type { LocationQueryRaw, RouteLocationRaw } from 'vue-router';
import { useToday } from '../../../lib/useToday';
import { useUrlFilters } from '../../../lib/useUrlFilters';

/** Stands in the URL for events without a point or campaign, whose code is empty. */
const WITHOUT = '-';
const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** The days that are shown unless somebody chose others. */
export const FIRST_PERIOD = '7' satisfies Period;

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
  const today = useToday();
  const filters = useUrlFilters({
    period: FIRST_PERIOD,
    from: '',
    to: '',
    point: '',
    campaign: '',
    channel: '',
    format: '',
    type: '',
    city: '',
    demo: 'include',
    step: 'day',
  });
  const period = computed<Period>(
    () => PERIODS.find((known) => known === filters.values.value.period) ?? FIRST_PERIOD,
  );
  const span = computed(() => {
    const { from, to } = filters.values.value;
    if (
      period.value === 'custom' &&
      DAY.test(from) &&
      DAY.test(to) &&
      from <= to &&
      countDays({ from, to }) <= MAX_FILTER_DAYS
    )
      return { from, to };
    return spanOfPeriod(period.value === 'custom' ? FIRST_PERIOD : period.value, today.value);
  });
  const demo = computed<DemoMode>(
    () => DEMO_MODES.find((mode) => mode === filters.values.value.demo) ?? 'include',
  );
  const basis = computed(() => basisOfPeriod(period.value));
  const step = computed<TrendStep>(
    () => TREND_STEPS.find((known) => known === filters.values.value.step) ?? 'day',
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
    /** Other days than those of the filter. */
    days?: { from: string; to: string };
  }) {
    const { point, campaign, channel, format } = filters.values.value;
    const { day, days, ...named } = extra;
    const query: LocationQueryRaw = { point, campaign, channel, format, demo: demo.value, ...named };
    const { from, to } = days ?? (day ? { from: day, to: day } : span.value);
    const filled = Object.entries({ ...query, period: 'custom', from, to }).filter(
      ([name, value]) => value !== '' && value !== undefined && !(name === 'demo' && value === 'include'),
    );
    return { name: 'metrics-events', query: Object.fromEntries(filled) };
  }

  /** The ledger of what the same days saved; none of what it does not tell apart, as its sum would be another. */
  function savingsTo(city?: string): RouteLocationRaw | undefined {
    const { period: chosen, from, to, channel, demo: mode, ...narrower } = filters.values.value;
    if (narrower.point !== '' || narrower.campaign !== '' || narrower.format !== '') return undefined;
    const query = Object.entries({ period: chosen, from, to, channel, demo: mode, city: city ?? '' });
    return { name: 'metrics-savings', query: Object.fromEntries(query.filter(([, value]) => value !== '')) };
  }

  /** The page with a city's numbers, counted by the same filter. */
  function cityTo(code: string): RouteLocationRaw {
    const { period: chosen, from, to, demo: mode, channel, point, campaign, format } = filters.values.value;
    const query = { period: chosen, from, to, demo: mode, channel, point, campaign, format };
    const filled = Object.entries(query).filter(([, value]) => value !== '');
    return { name: 'metrics-city', params: { code }, query: Object.fromEntries(filled) };
  }

  return { ...filters, savingsTo, cityTo, period, span, basis, step, demo, input, eventsTo };
}
export type MetricFilter = ReturnType<typeof useMetricFilter>;
