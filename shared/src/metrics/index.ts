export { grantMetrics } from './metric-abilities';
export {
  addCounts,
  clickRateOf,
  conversionOf,
  DEFAULT_SAVING_FEN,
  DIALOG_BENCHMARK,
  NO_COUNTS,
  rateOf,
} from './metric-figures';
export type { Counts } from './metric-figures';
export type {
  CampaignFigures,
  CityMetrics,
  CityRow,
  DayCounts,
  Figures,
  PointFigures,
  ProvinceMetrics,
} from './metric-view';
