/** What makes a spreadsheet take a text for a formula: by these at the start, also behind blanks. */
const STARTS_FORMULA = /^[\s\u00a0]*[=+\-@\t\r\n＝＋－＠]/u;

/**
 * A text as it may stand in a cell of a file that people open in a spreadsheet: what could start a
 * formula gets an apostrophe before it, which spreadsheets take as "this is text". Numbers of ours
 * need none: they are written as numbers.
 */
export function safeCell(text: string): string {
  return STARTS_FORMULA.test(text) ? `'${text}` : text;
}

/**
 * One line of a CSV file by RFC 4180, without its end. Texts are made safe; numbers and written-out
 * numbers (`{ plain }`, such as `-0.50%`) stay as they are; null is an empty cell.
 */
export function csvLine(cells: readonly CsvCell[]): string {
  return cells.map(csvCell).join(',');
}
export type CsvCell = string | number | null | { readonly plain: string };

function csvCell(cell: CsvCell): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return String(cell);
  const text = typeof cell === 'string' ? safeCell(cell) : cell.plain;
  return /[",\r\n]/.test(text) || text !== text.trim() ? `"${text.replaceAll('"', '""')}"` : text;
}
