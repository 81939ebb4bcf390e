import { changeOf, isNothing, pointsBetween } from './metric-figures';
import type { CampaignFigures, CityMetrics, CityRow, ProvinceMetrics } from './metric-view';

/** A value in a sentence: how it is written is the reader's business. */
export type LeadValue =
  | { readonly kind: 'count' | 'rate' | 'points' | 'change' | 'fen'; readonly value: number }
  | { readonly kind: 'text'; readonly value: string }
  | { readonly kind: 'cities'; readonly value: readonly Named[] };
interface Named {
  readonly nameZh: string;
  readonly nameEn: string;
}

/** One statement about the numbers; its code names the text. */
export interface LeadStatement {
  readonly code: string;
  readonly values: Readonly<Record<string, LeadValue>>;
}

interface Remark extends LeadStatement {
  /** What matters more is said, the rest can be read below. */
  readonly weight: number;
}

/** A sentence nobody remembers: so many remarks beside the numbers themselves. */
const MOST_REMARKS = 2;
/** Changes of a share below this are none, in a province of thirteen cities. */
const NOTABLE_SHARE = 0.003;
/** Campaigns that fewer people saw are not compared: chance would speak. */
const ENOUGH_IMPRESSIONS = 100;
const SPREAD = 1.5;

const count = (value: number): LeadValue => ({ kind: 'count', value });
const rate = (value: number): LeadValue => ({ kind: 'rate', value });
const points = (value: number): LeadValue => ({ kind: 'points', value: Math.abs(value) });
const cities = (...value: readonly Named[]): LeadValue => ({ kind: 'cities', value });

/** What matters about a city's numbers, most important first; nothing where nothing happened. */
export function cityLead(metrics: CityMetrics): LeadStatement[] {
  if (isNothing(metrics.totals)) return [];
  return [cityNumbers(metrics), ...most(cityRemarks(metrics)), ...openDay(metrics)];
}

function cityNumbers({ totals, before }: CityMetrics): LeadStatement {
  const { impressions, orders, transactions, conversion } = totals;
  if (conversion === null) return { code: 'cityBusiness', values: { transactions: count(transactions) } };
  const values = { impressions: count(impressions), orders: count(orders), rate: rate(conversion) };
  const moved = pointsBetween(conversion, before.figures.conversion);
  if (moved === null) return { code: 'cityNoBefore', values };
  const code = isSame(moved) ? 'citySame' : moved > 0 ? 'cityUp' : 'cityDown';
  return { code, values: { ...values, points: points(moved) } };
}

function cityRemarks(metrics: CityMetrics): Remark[] {
  const { dialogs, share, before, campaigns } = metrics;
  return [...dialogRemark(dialogs), ...shareRemark(share, before.share), ...campaignRemark(campaigns)];
}

function dialogRemark({ conversion, benchmark }: CityMetrics['dialogs']): Remark[] {
  if (conversion === null) return [];
  const values = { rate: rate(conversion), benchmark: rate(benchmark) };
  return conversion >= benchmark
    ? [{ code: 'dialogAbove', values, weight: 2 }]
    : [{ code: 'dialogBelow', values, weight: 4 }];
}

function shareRemark(share: number | null, before: number | null): Remark[] {
  const moved = pointsBetween(share, before);
  if (share === null || moved === null) return [];
  const values = { share: rate(share), points: points(moved) };
  if (Math.abs(moved) < NOTABLE_SHARE) return [{ code: 'shareSame', values, weight: 0 }];
  return [{ code: moved > 0 ? 'shareUp' : 'shareDown', values, weight: 3 }];
}

function campaignRemark(campaigns: readonly CampaignFigures[]): Remark[] {
  const compared = campaigns
    .flatMap(({ number, title, impressions, conversion }) =>
      number === '' || conversion === null || impressions < ENOUGH_IMPRESSIONS
        ? []
        : [{ name: title ?? number, conversion }],
    )
    .sort((a, b) => b.conversion - a.conversion);
  const [best, worst] = [compared[0], compared.at(-1)];
  if (!best || !worst || best.conversion === 0 || best.conversion < worst.conversion * SPREAD) return [];
  const values = {
    best: { kind: 'text', value: best.name },
    bestRate: rate(best.conversion),
    worst: { kind: 'text', value: worst.name },
    worstRate: rate(worst.conversion),
  } as const;
  return [{ code: 'campaignSpread', values, weight: 1 }];
}

/** What matters about the cities side by side, most important first; nothing where nothing happened. */
export function provinceLead(metrics: ProvinceMetrics): LeadStatement[] {
  if (isNothing(metrics.totals)) return [];
  return [provinceNumbers(metrics), ...most(provinceRemarks(metrics)), ...openDay(metrics)];
}

function provinceNumbers({ totals, before, openDay: open }: ProvinceMetrics): LeadStatement {
  const values = {
    transactions: count(totals.transactions),
    saving: { kind: 'fen', value: totals.savingFen },
  } as const;
  // A day that is not over would make every growth look smaller than it is.
  const change = open === null ? changeOf(totals.transactions, before.figures.transactions) : null;
  if (change === null) return { code: 'province', values };
  const code = change >= 0 ? 'provinceUp' : 'provinceDown';
  return { code, values: { ...values, change: { kind: 'change', value: Math.abs(change) } } };
}

function provinceRemarks(metrics: ProvinceMetrics): Remark[] {
  const { cities: rows } = metrics;
  const silent = silentCities(metrics);
  const moved = rows
    .flatMap((row) => {
      const by = pointsBetween(row.share, row.shareBefore);
      return by === null || row.share === null ? [] : [{ row, share: row.share, by }];
    })
    .sort((a, b) => b.by - a.by);
  const [gainer, loser] = [moved[0], moved.at(-1)];
  const largest = [...moved].sort((a, b) => b.share - a.share)[0];
  const shareOf = ({ row, share, by }: (typeof moved)[number]) => ({
    city: cities(row),
    share: rate(share),
    points: points(by),
  });
  return [
    ...(silent.length > 0 ? [{ code: 'silent', values: { cities: cities(...silent) }, weight: 4 }] : []),
    ...(gainer && gainer.by >= NOTABLE_SHARE ? [{ code: 'gainer', values: shareOf(gainer), weight: 3 }] : []),
    ...(loser && loser.by <= -NOTABLE_SHARE ? [{ code: 'loser', values: shareOf(loser), weight: 2 }] : []),
    ...(largest ? [{ code: 'largest', values: shareOf(largest), weight: 1 }] : []),
  ];
}

/** Cities that did something before and nothing now. A day that has just begun says nothing about that. */
function silentCities({ cities: rows, from, openDay: open }: ProvinceMetrics): CityRow[] {
  // nothing can have come after today: days that begin with it have it alone
  if (from === open) return [];
  return rows.filter((row) => isNothing(row) && row.transactionsBefore > 0);
}

function openDay({ openDay: day }: { openDay: string | null }): LeadStatement[] {
  return day === null ? [] : [{ code: 'openDay', values: {} }];
}

function most(remarks: readonly Remark[]): LeadStatement[] {
  return [...remarks]
    .sort((a, b) => b.weight - a.weight)
    .slice(0, MOST_REMARKS)
    .map(({ code, values }) => ({ code, values }));
}

/** Less than what a rate with two decimals shows. */
function isSame(moved: number): boolean {
  return Math.abs(moved) < 0.00005;
}
