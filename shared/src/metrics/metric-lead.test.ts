import { describe, expect, it } from 'vitest';
import { DIALOG_BENCHMARK, NO_COUNTS, ranksOf } from './metric-figures';
import { cityLead, provinceLead } from './metric-lead';
import type { CampaignFigures, CityMetrics, CityRow, Figures, ProvinceMetrics } from './metric-view';

const none: Figures = { ...NO_COUNTS, clickRate: null, conversion: null, savingFen: 0 };
const span = { from: '2026-11-16', to: '2026-11-22' };
const figures = (impressions: number, orders: number, transactions = 0): Figures => ({
  ...none,
  impressions,
  orders,
  transactions,
  conversion: impressions > 0 ? orders / impressions : null,
  savingFen: transactions * 135,
});
const campaign = (title: string, impressions: number, orders: number): CampaignFigures => ({
  ...figures(impressions, orders),
  number: title,
  title,
  ofProvince: false,
});

interface CityCase {
  totals?: Figures;
  before?: Figures;
  dialogs?: Figures;
  share?: [number | null, number | null];
  campaigns?: CampaignFigures[];
  openDay?: string;
}
function city({
  totals = figures(1000, 30),
  before = figures(1000, 20),
  dialogs = none,
  share = [null, null],
  campaigns = [],
  openDay,
}: CityCase): CityMetrics {
  return {
    tenant: { code: '320100', kind: 'CITY', nameZh: '南京', nameEn: 'Nanjing' },
    ...span,
    openDay: openDay ?? null,
    totals,
    share: share[0],
    before: { from: '2026-11-09', to: '2026-11-15', figures: before, share: share[1] },
    weekBefore: null,
    days: [],
    points: [],
    campaigns,
    campaignCount: campaigns.length,
    dialogs: { ...dialogs, benchmark: DIALOG_BENCHMARK },
  };
}

describe('the sentence above a city’s numbers', () => {
  it.each<[string, CityCase, string[]]>([
    ['nothing where nothing happened', { totals: none }, []],
    ['business where nothing was shown', { totals: figures(0, 0, 12) }, ['cityBusiness']],
    ['better than before', {}, ['cityUp']],
    ['worse than before', { before: figures(1000, 40) }, ['cityDown']],
    ['as before', { before: figures(2000, 60) }, ['citySame']],
    ['nothing to compare with', { before: none }, ['cityNoBefore']],
    ['dialogs that reach the benchmark', { dialogs: figures(1000, 42) }, ['cityUp', 'dialogAbove']],
    ['dialogs that do not', { dialogs: figures(10000, 419) }, ['cityUp', 'dialogBelow']],
    ['a share that grew', { share: [0.2, 0.19] }, ['cityUp', 'shareUp']],
    ['a share that shrank', { share: [0.19, 0.2] }, ['cityUp', 'shareDown']],
    ['a share that hardly moved', { share: [0.2, 0.1999] }, ['cityUp', 'shareSame']],
    ['no share to compare with', { share: [0.2, null] }, ['cityUp']],
    [
      'campaigns far apart',
      { campaigns: [campaign('a', 100, 1), campaign('b', 100, 3)] },
      ['cityUp', 'campaignSpread'],
    ],
    ['campaigns alike', { campaigns: [campaign('a', 100, 3), campaign('b', 100, 3)] }, ['cityUp']],
    ['a campaign that few saw', { campaigns: [campaign('a', 99, 1), campaign('b', 100, 3)] }, ['cityUp']],
    [
      'campaigns that nobody orders',
      { campaigns: [campaign('a', 100, 0), campaign('b', 100, 0)] },
      ['cityUp'],
    ],
    [
      'the worst two of everything, and that today is not over',
      {
        dialogs: figures(1000, 10),
        share: [0.19, 0.2],
        campaigns: [campaign('a', 100, 1), campaign('b', 100, 3)],
        openDay: '2026-11-22',
      },
      ['cityUp', 'dialogBelow', 'shareDown', 'openDay'],
    ],
  ])('says: %s', (_, given, codes) => {
    expect(cityLead(city(given)).map(({ code }) => code)).toEqual(codes);
  });

  it('says by how much', () => {
    const [numbers, share] = cityLead(city({ share: [0.2, 0.19] }));
    expect(numbers?.values.impressions).toEqual({ kind: 'count', value: 1000 });
    expect(numbers?.values.points?.value).toBeCloseTo(0.01);
    expect(share?.values.points?.value).toBeCloseTo(0.01);
  });
});

function row(code: string, now: number, before: number, all: [number, number]): CityRow {
  return {
    ...figures(0, 0, now),
    code,
    nameZh: code,
    nameEn: code,
    rank: 1,
    rankBefore: 1,
    share: all[0] > 0 ? now / all[0] : null,
    shareBefore: all[1] > 0 ? before / all[1] : null,
    transactionsBefore: before,
    daily: [],
  };
}
function province(rows: Record<string, [number, number]>, openDay: string | null = null): ProvinceMetrics {
  const [now, before] = Object.values(rows).reduce(([a, b], [c, d]) => [a + c, b + d], [0, 0]);
  return {
    ...span,
    openDay,
    totals: figures(0, 0, now),
    before: { from: '2026-11-09', to: '2026-11-15', figures: figures(0, 0, before), share: null },
    weekBefore: null,
    days: [],
    cities: Object.entries(rows).map(([code, [a, b]]) => row(code, a, b, [now, before])),
  };
}

describe('the sentence above the cities', () => {
  it.each<[string, ProvinceMetrics, string[]]>([
    ['nothing where nothing happened', province({ a: [0, 10] }), []],
    [
      'more than before, and who gained and lost',
      province({ a: [60, 50], b: [50, 50] }),
      ['provinceUp', 'gainer', 'loser'],
    ],
    ['less than before', province({ a: [50, 60], b: [50, 60] }), ['provinceDown', 'largest']],
    [
      'no growth of a day that is not over',
      province({ a: [60, 50], b: [60, 50] }, '2026-11-22'),
      ['province', 'largest', 'openDay'],
    ],
    ['nothing to compare with', province({ a: [1, 0] }), ['province']],
    [
      'a city that fell silent, before all else',
      province({ a: [60, 50], b: [0, 50], c: [40, 40] }),
      ['provinceDown', 'silent', 'gainer'],
    ],
    [
      'no city that is silent in a day that has just begun',
      { ...province({ a: [60, 50], b: [0, 50], c: [40, 40] }, span.to), from: span.to },
      ['province', 'gainer', 'loser', 'openDay'],
    ],
    [
      'a city that is silent in days of which one is not over',
      province({ a: [60, 50], b: [0, 50], c: [40, 40] }, span.to),
      ['province', 'silent', 'gainer', 'openDay'],
    ],
  ])('says: %s', (_, given, codes) => {
    expect(provinceLead(given).map(({ code }) => code)).toEqual(codes);
  });
});

it('gives equal numbers one place', () => {
  expect(ranksOf([3, 5, 5, 1])).toEqual([3, 1, 1, 4]);
});
