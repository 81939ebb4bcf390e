import type { Language } from '../kernel';
import { metricTextsIn, nameIn } from '../metrics';
import type { ShownTable } from '../metrics';
import type { SavingRow } from './saving-view';

/** The ledger: what each city's transactions of a month saved, and by which unit that was reckoned. */
export function savingTable(rows: readonly SavingRow[], language: Language): ShownTable {
  const { column, figure } = metricTextsIn(language);
  return {
    columns: [
      { header: column.month, kind: 'text' },
      { header: column.city, kind: 'text' },
      { header: column.from, kind: 'text' },
      { header: column.to, kind: 'text' },
      { header: figure.transactions, kind: 'count' },
      { header: column.unitYuan, kind: 'fen' },
      { header: column.savingYuan, kind: 'fen' },
    ],
    rows: rows.map((row) => [
      row.month,
      nameIn(language, row),
      row.from,
      row.to,
      row.transactions,
      row.unitFen,
      row.savingFen,
    ]),
  };
}
