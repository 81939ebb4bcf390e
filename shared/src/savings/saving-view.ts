/** A unit as it was set. Nothing of it is ever changed. */
export interface SavingUnit {
  version: number;
  /** Shanghai day. */
  validFrom: string;
  fen: number;
  reason: string;
  /** Null of the unit with which the province began. */
  setByName: string | null;
  setAt: string;
}

/** A unit with the days for which it counts. */
export interface SavingUnitPeriod extends SavingUnit {
  /** Last day, inclusive; null = until another one begins. */
  validTo: string | null;
  state: 'PAST' | 'PRESENT' | 'FUTURE' | 'REPLACED';
}

export interface SavingUnits {
  /** Newest first. */
  units: SavingUnitPeriod[];
  /** The first day from which a new unit may count. */
  today: string;
  /** What `setUnit` wants to hear. */
  version: number;
}

/** The transactions of a city in a month that were reckoned with one unit. */
export interface SavingRow {
  /** `2026-11`. */
  month: string;
  /** First and last day with transactions; the events behind the number lie between. */
  from: string;
  to: string;
  code: string;
  nameZh: string;
  nameEn: string;
  transactions: number;
  unitFen: number;
  savingFen: number;
}

export interface SavingLedger {
  from: string;
  to: string;
  /** Today, when it is among the days: its numbers still grow. */
  openDay: string | null;
  rows: SavingRow[];
  transactions: number;
  savingFen: number;
}
