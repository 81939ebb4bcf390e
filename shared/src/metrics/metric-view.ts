import type { DaySpan } from './day-span';
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

/** A city's day beside the transactions of the whole province. */
export interface CityDay extends DayCounts {
  provinceTransactions: number;
}

/** The figures of other days, with which the present ones are compared. */
export interface ComparedFigures extends DaySpan {
  figures: Figures;
  /** Part of the province's transactions; null where it is not asked for or the province has none. */
  share: number | null;
}

/** What every page with numbers says of its span. */
export interface Compared extends DaySpan {
  /** Today, when it is among the days: its numbers still grow. */
  openDay: string | null;
  totals: Figures;
  before: ComparedFigures;
  weekBefore: ComparedFigures | null;
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

export interface CityMetrics extends Compared {
  /** The city, or the province where all its cities are added up. */
  tenant: { code: string; kind: 'PROVINCE' | 'CITY'; nameZh: string; nameEn: string };
  /** Part of the province's transactions; null of the province itself and where it has none. */
  share: number | null;
  /** All days of the span, those without an event too. */
  days: CityDay[];
  points: PointFigures[];
  /** Those that most people saw. */
  campaigns: CampaignFigures[];
  /** How many there are in all: more than are listed where there are very many. */
  campaignCount: number;
  /** Dialog placements alone, and what they are measured against. */
  dialogs: Figures & { benchmark: number };
}

export interface CityRow extends Figures {
  code: string;
  nameZh: string;
  nameEn: string;
  /** Place by transactions, 1 = most; equal numbers share one. */
  rank: number;
  /** Null where nothing was done in the province before. */
  rankBefore: number | null;
  /** Part of the province's transactions; null when it has none. */
  share: number | null;
  shareBefore: number | null;
  transactionsBefore: number;
  /** Transactions of every day of the span, in order. */
  daily: number[];
}

export interface ProvinceMetrics extends Compared {
  cities: CityRow[];
  days: DayCounts[];
}
