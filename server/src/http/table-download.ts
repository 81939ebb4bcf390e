import { Readable } from 'node:stream';
import type { TableFile } from '@xietong/shared/kernel';
import type { Context } from 'hono';
import { csvExport } from '../platform/table-export/csv-export';
import type { ExportTable } from '../platform/table-export/export-table';
import { xlsxExport } from '../platform/table-export/xlsx-export';
import type { AppEnv } from './app-env';

const TYPES: Readonly<Record<TableFile, string>> = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

/**
 * Answers with a table as a file, while its rows are still being read. `days`, where it has some, go into its name;
 * `first` is a table that a workbook holds before it.
 */
export function answerTable(
  c: Context<AppEnv>,
  table: ExportTable,
  {
    file,
    days,
    first,
  }: { file: TableFile; days?: { from: string; to: string }; first?: ExportTable | undefined },
): Response {
  const title = days ? `${table.name}-${days.from}-${days.to}` : table.name;
  const name = `${title}.${file}`.replaceAll(/[\\/:*?"<>|\s]+/g, '-');
  const stream = file === 'csv' ? csvExport(table) : xlsxExport(...(first ? [first] : []), table);
  return c.body(Readable.toWeb(stream) as ReadableStream, 200, {
    'Content-Type': TYPES[file],
    'Content-Disposition': `attachment; filename="export.${file}"; filename*=UTF-8''${encodeURIComponent(name)}`,
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
  });
}
