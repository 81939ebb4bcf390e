import { AppError } from './app-error';
import type { StringTable } from './string-table';
import type { TableRow } from './table-file';
import type { XmlHandler } from './xml-events';

/** The longest text that a spreadsheet program lets a cell hold. */
export const MAX_CELL_CHARACTERS = 32_767;
/** Cells further right are left out: no choice reaches them. */
const MAX_COLUMNS = 1_001;
/** What stands for a cell with a formula, which is never worked out. */
const FORMULA = '=…';

interface Cell {
  column: number;
  type: string;
  text: string;
  isFormula: boolean;
}

/** Gathers the rows of a sheet from its XML; `take` hands over those that are complete. */
export function createSheetReader(strings: StringTable): { handler: XmlHandler; take: () => TableRow[] } {
  let rows: TableRow[] = [];
  let line = 0;
  let cells: string[] = [];
  let cell: Cell | null = null;
  let nextColumn = 0;
  let isText = false;

  const open: XmlHandler['open'] = (tag, attributes) => {
    if (tag === 'row') {
      line = rowNumber(attributes.r) ?? line + 1;
      cells = [];
      nextColumn = 0;
    } else if (tag === 'c') {
      const column = columnNumber(attributes.r) ?? nextColumn;
      nextColumn = column + 1;
      cell = { column, type: attributes.t ?? 'n', text: '', isFormula: false };
    } else if (cell && tag === 'f') cell.isFormula = true;
    else if (tag === 'v' || tag === 't') isText = cell !== null;
  };

  const close: XmlHandler['close'] = (tag) => {
    if (tag === 'v' || tag === 't') isText = false;
    else if (tag === 'c' && cell) {
      if (cell.column < MAX_COLUMNS) put(cells, cell.column, valueOf(cell, strings));
      cell = null;
    } else if (tag === 'row' && cells.some((text) => text !== '')) rows.push({ line, cells });
  };

  const text: XmlHandler['text'] = (piece) => {
    if (!isText || !cell) return;
    cell.text += piece;
    if (cell.text.length > MAX_CELL_CHARACTERS) throw new AppError('FILE_WORKBOOK_BROKEN');
  };

  return {
    handler: { open, close, text },
    take: () => {
      const taken = rows;
      rows = [];
      return taken;
    },
  };
}

function put(cells: string[], column: number, text: string): void {
  while (cells.length < column) cells.push('');
  cells[column] = text;
}

function valueOf({ type, text, isFormula }: Cell, strings: StringTable): string {
  if (isFormula) return FORMULA;
  if (type === 's') {
    const shared = strings.get(text === '' ? -1 : Number(text));
    if (shared === undefined) throw new AppError('FILE_WORKBOOK_BROKEN');
    return shared;
  }
  return type === 'n' ? plainNumber(text) : text;
}

/** A whole number in full, whatever notation the program chose: 1.5400000001E10 is a number of a phone. */
function plainNumber(text: string): string {
  if (!/[eE.]/.test(text)) return text;
  const value = Number(text);
  return Number.isSafeInteger(value) ? String(value) : text;
}

function rowNumber(reference: string | undefined): number | null {
  const number = Number(reference);
  return reference !== undefined && Number.isSafeInteger(number) && number > 0 ? number : null;
}

/** Zero-based column of a reference such as `AB12`; null where there is none. */
function columnNumber(reference: string | undefined): number | null {
  if (reference === undefined) return null;
  let column = 0;
  for (const character of reference) {
    const letter = character.charCodeAt(0) - 64;
    if (letter < 1 || letter > 26) break;
    column = column * 26 + letter;
    if (column > MAX_COLUMNS) return MAX_COLUMNS;
  }
  return column === 0 ? null : column - 1;
}
