import type { CellKind, Language, TableCell } from '../kernel';
import { bucketsOf, sumByBucket } from './day-span';
import type { DaySpan, TrendStep } from './day-span';
import { changeOf, pointsBetween, rateOf } from './metric-figures';
import { metricTextsIn, nameIn } from './metric-texts';
import type {
  CampaignFigures,
  CityDay,
  CityMetrics,
  CityRow,
  Compared,
  DayCounts,
  PointFigures,
} from './metric-view';

/** A table as people see it: heads, kinds of cells and rows, in the order shown. */
export interface ShownTable {
  readonly columns: readonly { readonly header: string; readonly kind: CellKind }[];
  readonly rows: readonly (readonly TableCell[])[];
  /** What is said below the rows, e.g. that there are more. */
  readonly note?: string;
}

export const CITY_SORT_KEYS = [
  'rank',
  'code',
  'impressions',
  'orders',
  'conversion',
  'transactions',
  'change',
  'share',
  'shareChange',
] as const;
export type CitySortKey = (typeof CITY_SORT_KEYS)[number];

/** How a city's transactions grew against the days before; null where there were none. */
export function cityChange(row: CityRow): number | null {
  return changeOf(row.transactions, row.transactionsBefore);
}

/** By how much its share moved, 0.01 = one percentage point. */
export function shareChange(row: CityRow): number | null {
  return pointsBetween(row.share, row.shareBefore);
}

/** Cities in the order that a page shows; what has no value comes last either way, ties go by code. */
export function sortedCities(
  cities: readonly CityRow[],
  { key, descending }: { readonly key: CitySortKey; readonly descending: boolean },
): CityRow[] {
  const valueOf = (row: CityRow): number | string | null => {
    if (key === 'change') return cityChange(row);
    return key === 'shareChange' ? shareChange(row) : row[key];
  };
  return [...cities].sort((a, b) => {
    const [left, right] = [valueOf(a), valueOf(b)];
    if (left === right) return a.code < b.code ? -1 : 1;
    if (left === null || right === null) return left === null ? 1 : -1;
    return left < right === descending ? 1 : -1;
  });
}

/** By how many places a city rose; negative where it fell, null where nothing was done before. */
export function rankChange({ rank, rankBefore }: CityRow): number | null {
  return rankBefore === null ? null : rankBefore - rank;
}

/** What stands beside compared numbers where a day that is not over is compared with whole ones; else nothing. */
export function openDayNote(
  { openDay }: Pick<Compared, 'openDay'>,
  language: Language,
): { readonly columns: ShownTable['columns']; readonly cells: readonly TableCell[] } {
  if (openDay === null) return { columns: [], cells: [] };
  const texts = metricTextsIn(language);
  return { columns: [{ header: texts.column.note, kind: 'text' }], cells: [texts.openDay] };
}

/** The cities side by side, in the order given. */
export function cityTable(
  cities: readonly CityRow[],
  metrics: Pick<Compared, 'openDay'>,
  language: Language,
): ShownTable {
  const { column, figure } = metricTextsIn(language);
  const note = openDayNote(metrics, language);
  return {
    columns: [
      { header: column.rank, kind: 'count' },
      { header: column.rankChange, kind: 'count' },
      { header: column.city, kind: 'text' },
      { header: figure.impressions, kind: 'count' },
      { header: figure.clicks, kind: 'count' },
      { header: figure.orders, kind: 'count' },
      { header: figure.conversion, kind: 'rate' },
      { header: figure.transactions, kind: 'count' },
      { header: column.change, kind: 'rate' },
      { header: column.share, kind: 'rate' },
      { header: column.shareChange, kind: 'points' },
      { header: column.savingYuan, kind: 'fen' },
      ...note.columns,
    ],
    rows: cities.map((row) => [
      row.rank,
      rankChange(row),
      nameIn(language, row),
      row.impressions,
      row.clicks,
      row.orders,
      row.conversion,
      row.transactions,
      cityChange(row),
      row.share,
      shareChange(row),
      row.savingFen,
      ...note.cells,
    ]),
  };
}

const FIGURES = [
  ['impressions', 'count'],
  ['clicks', 'count'],
  ['clickRate', 'rate'],
  ['orders', 'count'],
  ['conversion', 'rate'],
  ['transactions', 'count'],
] as const;

/** Numbers by marketing point. */
export function pointTable(points: readonly PointFigures[], language: Language): ShownTable {
  const texts = metricTextsIn(language);
  return {
    columns: [
      { header: texts.column.point, kind: 'text' },
      { header: texts.dialog, kind: 'text' },
      ...figureColumns(language),
    ],
    rows: points.map((row) => [
      pointName(row, language),
      row.format === 'dialog' ? texts.yes : texts.no,
      ...FIGURES.map(([key]) => row[key]),
    ]),
  };
}

type Campaigns = Pick<CityMetrics, 'campaigns' | 'campaignCount'>;

/** Says of how many campaigns the listed ones are the first; null where all are listed. */
export function campaignNote({ campaigns, campaignCount }: Campaigns, language: Language): string | null {
  if (campaignCount <= campaigns.length) return null;
  return metricTextsIn(language).firstOf(campaigns.length, campaignCount);
}

/** Numbers by campaign. */
export function campaignTable(metrics: Campaigns, language: Language): ShownTable {
  const texts = metricTextsIn(language);
  const note = campaignNote(metrics, language);
  return {
    columns: [
      { header: texts.column.campaign, kind: 'text' },
      { header: texts.column.number, kind: 'text' },
      { header: texts.ofProvince, kind: 'text' },
      ...figureColumns(language),
    ],
    ...(note === null ? {} : { note }),
    rows: metrics.campaigns.map((row) => [
      campaignName(row, language),
      row.number === '' ? null : row.number,
      row.ofProvince ? texts.yes : texts.no,
      ...FIGURES.map(([key]) => row[key]),
    ]),
  };
}

function figureColumns(language: Language): ShownTable['columns'] {
  const { figure } = metricTextsIn(language);
  return FIGURES.map(([key, kind]) => ({ header: figure[key], kind }));
}

/** What a point is called; events without one have no point. */
export function pointName(row: PointFigures, language: Language): string {
  if (row.point === '') return metricTextsIn(language).withoutPoint;
  return (language === 'en' ? row.nameEn : row.nameZh) ?? row.point;
}

/** What a campaign is called; the points' own content and ordinary business have none. */
export function campaignName(row: CampaignFigures, language: Language): string {
  return row.number === '' ? metricTextsIn(language).withoutCampaign : (row.title ?? row.number);
}

/** Counts by day; of a city that has a share of the province's transactions with that share. */
export function dayTable(
  { days, share = null }: { readonly days: readonly (DayCounts | CityDay)[]; readonly share?: number | null },
  language: Language,
): ShownTable {
  const { column, figure } = metricTextsIn(language);
  const withShare = share !== null;
  return {
    columns: [
      { header: column.day, kind: 'text' },
      { header: figure.impressions, kind: 'count' },
      { header: figure.clicks, kind: 'count' },
      { header: figure.orders, kind: 'count' },
      { header: figure.transactions, kind: 'count' },
      ...(withShare ? [{ header: column.share, kind: 'rate' } as const] : []),
    ],
    rows: days.map((day) => [
      day.day,
      day.impressions,
      day.clicks,
      day.orders,
      day.transactions,
      ...(withShare && 'provinceTransactions' in day
        ? [rateOf(day.transactions, day.provinceTransactions)]
        : []),
    ]),
  };
}

export interface ShareTrend {
  readonly buckets: readonly DaySpan[];
  /** One line for each city, in the order given; null where the province did nothing. */
  readonly lines: readonly { readonly city: CityRow; readonly shares: readonly (number | null)[] }[];
}

/** Each city's share of the province's transactions, by day or week. */
export function shareTrend(cities: readonly CityRow[], span: DaySpan, step: TrendStep): ShareTrend {
  const buckets = bucketsOf(span, step);
  const sums = cities.map((city) => sumByBucket(city.daily, span, buckets));
  const whole = buckets.map((_, index) => sums.reduce((sum, one) => sum + (one[index] ?? 0), 0));
  return {
    buckets,
    lines: cities.map((city, row) => ({
      city,
      shares: whole.map((all, index) => rateOf(sums[row]?.[index] ?? 0, all)),
    })),
  };
}

/** How a part of a trend is called: its day, or the first and last day of its week. */
export function bucketName({ from, to }: DaySpan, step: TrendStep): string {
  return step === 'day' || from === to ? from : `${from} – ${to.slice(5)}`;
}

/** The table behind the trend of shares: a column for each city. */
export function shareTable({ buckets, lines }: ShareTrend, step: TrendStep, language: Language): ShownTable {
  const { column } = metricTextsIn(language);
  return {
    columns: [
      { header: column[step], kind: 'text' },
      ...lines.map(({ city }) => ({ header: nameIn(language, city), kind: 'rate' }) as const),
    ],
    rows: buckets.map((bucket, index) => [
      bucketName(bucket, step),
      ...lines.map(({ shares }) => shares[index] ?? null),
    ]),
  };
}
