import type { CellKind, TableCell } from '@xietong/shared/kernel';

/** Some rows of a table. */
export type TablePart = readonly (readonly TableCell[])[];

/** A table on its way into a file. Rows may come in as many parts as they are read in. */
export interface ExportTable {
  /** Name of the sheet and the beginning of the file's name. */
  readonly name: string;
  readonly columns: readonly { readonly header: string; readonly kind: CellKind }[];
  readonly parts: AsyncIterable<TablePart>;
}

/** Rows that are there already, as the parts of a table. */
export async function* atOnce(...parts: readonly TablePart[]): AsyncGenerator<TablePart> {
  for (const part of parts) yield await Promise.resolve(part);
}

/** A date whose UTC fields read as Shanghai's clock: spreadsheets know no zones. */
export function shanghaiClock(instant: string): Date {
  return new Date(Date.parse(instant) + 8 * 3_600_000);
}
