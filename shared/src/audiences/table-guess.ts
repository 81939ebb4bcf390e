import { normalisePhone } from '../kernel';

/** A cell that could be a number or an identity: titles of columns never look like it. */
const LONG_DIGITS = /\d{5,}/;

/** Whether the first of some rows names the columns instead of being a customer. */
export function guessHeader(rows: readonly (readonly string[])[]): boolean {
  const [first] = rows;
  return (
    first !== undefined &&
    !first.some((cell) => LONG_DIGITS.test(cell.normalize('NFKC').replace(/[\s-]/g, '')))
  );
}

/** Zero-based column that holds most mobile numbers among some rows, or null where none holds any. */
export function guessNumberColumn(rows: readonly (readonly string[])[]): number | null {
  const found = new Map<number, number>();
  for (const row of rows) {
    row.forEach((cell, column) => {
      if (normalisePhone(cell) !== null) found.set(column, (found.get(column) ?? 0) + 1);
    });
  }
  const [best] = [...found].sort(([a, inA], [b, inB]) => inB - inA || a - b);
  return best?.[0] ?? null;
}
