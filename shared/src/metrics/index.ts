export {
  basisOfPeriod,
  bucketsOf,
  comparedSpans,
  COMPARISON_BASES,
  PERIODS,
  spanOfPeriod,
  sumByBucket,
  TREND_STEPS,
} from './day-span';
export type { ComparedSpans, ComparisonBasis, DaySpan, Period, TrendStep } from './day-span';
export { grantMetrics } from './metric-abilities';
export {
  changeOf,
  clickRateOf,
  conversionOf,
  DEFAULT_SAVING_FEN,
  DIALOG_BENCHMARK,
  isNothing,
  NO_COUNTS,
  pointsBetween,
  ranksOf,
  rateOf,
} from './metric-figures';
export type { Counts } from './metric-figures';
export { cityLead, provinceLead } from './metric-lead';
export type { LeadStatement, LeadValue } from './metric-lead';
export { CITY_TABLES, metricExportSchema, PROVINCE_TABLES } from './metric-export-schema';
export type { MetricExport, MetricExportInput } from './metric-export-schema';
export { cityMetricsSchema, provinceMetricsSchema } from './metric-schema';
export type { CityMetricsInput, ProvinceMetricsInput } from './metric-schema';
export type {
  CampaignFigures,
  CityDay,
  CityMetrics,
  CityRow,
  Compared,
  ComparedFigures,
  DayCounts,
  Figures,
  PointFigures,
  ProvinceMetrics,
} from './metric-view';
export {
  bucketName,
  campaignName,
  campaignNote,
  campaignTable,
  CITY_SORT_KEYS,
  cityChange,
  cityTable,
  dayTable,
  pointName,
  pointTable,
  rankChange,
  shareChange,
  shareTable,
  shareTrend,
  sortedCities,
} from './metric-tables';
export type { CitySortKey, ShareTrend, ShownTable } from './metric-tables';
export { totalTable } from './metric-totals';
export { metricTextsIn, nameIn } from './metric-texts';
export type { MetricTexts } from './metric-texts';
