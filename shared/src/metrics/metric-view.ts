import type { Counts } from './metric-figures';

/** Counts with the rates made of them; a rate without a base is null. */
export interface Figures extends Counts {
  clickRate: number | null;
  conversion: number | null;
  /** Transactions × the saving unit of their day. */
  savingFen: number;
}

export interface DayCounts extends Counts {
  /** Shanghai day. */
  day: string;
}

export interface PointFigures extends Figures {
  /** Empty = events without a point. */
  point: string;
  nameZh: string | null;
  nameEn: string | null;
  channel: string | null;
  format: string | null;
}

export interface CampaignFigures extends Figures {
  /** Empty = the points' own content, or business without a campaign. */
  number: string;
  title: string | null;
  /** Whether the province's own placement of a standard earned it. */
  ofProvince: boolean;
}

export interface CityMetrics {
  /** The city, or the province where all its cities are added up. */
  tenant: { code: string; kind: 'PROVINCE' | 'CITY'; nameZh: string; nameEn: string };
  from: string;
  to: string;
  totals: Figures;
  /** The equally long span before. */
  previous: Figures;
  /** All days of the span, those without an event too. */
  days: DayCounts[];
  points: PointFigures[];
  campaigns: CampaignFigures[];
  /** Dialog placements alone, and what they are measured against. */
  dialogs: Figures & { benchmark: number };
}

export interface CityRow extends Figures {
  code: string;
  nameZh: string;
  nameEn: string;
  /** Part of the province's transactions; null when it has none. */
  share: number | null;
  previousShare: number | null;
}

export interface ProvinceMetrics {
  from: string;
  to: string;
  cities: CityRow[];
  totals: Figures;
  previous: Figures;
  days: DayCounts[];
}
