import { z } from 'zod';

/** Files that tables are exported as. */
export const TABLE_FILES = ['xlsx', 'csv'] as const;
export type TableFile = (typeof TABLE_FILES)[number];

export const LANGUAGES = ['zh-CN', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

/** What every export is told: which file, and the language of the page it was asked from. */
export const tableFileSchema = z.object({ file: z.enum(TABLE_FILES), language: z.enum(LANGUAGES) });
export type TableFileChoice = z.infer<typeof tableFileSchema>;

/** Most rows of one file: a spreadsheet holds little more. */
export const MAX_EXPORT_ROWS = 1_000_000;

/**
 * How a cell is written. `rate`: a part of one, shown in percent; `points`: a difference of rates, in
 * percentage points; `fen`: whole fen, shown in yuan; `instant`: UTC, shown as Shanghai's time.
 */
export type CellKind = 'text' | 'count' | 'rate' | 'points' | 'fen' | 'instant';
export type TableCell = string | number | null | KindedCell;

/** A cell of another kind than its column: a column of figures holds counts, rates and amounts. */
export interface KindedCell {
  readonly kind: CellKind;
  readonly value: string | number | null;
}

/** What a cell holds and how it is written, in a column of a kind. */
export function kindedCell(cell: TableCell | undefined, kind: CellKind): KindedCell {
  if (cell === undefined) return { kind, value: null };
  return typeof cell === 'object' && cell !== null ? cell : { kind, value: cell };
}
