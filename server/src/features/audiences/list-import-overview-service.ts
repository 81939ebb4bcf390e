import {
  isImportOver,
  rejectedRowsInputSchema,
  rejectionCells,
  rejectionColumns,
  rejectionTextsIn,
} from '@xietong/shared/audiences';
import type { ListImport, ListImportDetail, RejectedRow, RejectedRowsInput } from '@xietong/shared/audiences';
import { MAX_PAGE_SIZE } from '@xietong/shared/kernel';
import type { CursorPage, Language, Page } from '@xietong/shared/kernel';
import { asCaller } from '../../access/as-caller';
import type { AuditPort } from '../../access/audit-port';
import type { Call } from '../../access/call';
import { can, requireRow } from '../../access/require-can';
import type { Clock } from '../../platform/clock';
import type { Database, Tx } from '../../platform/database';
import type { ExportTable, TablePart } from '../../platform/table-export/export-table';
import { createListImportReadModel, keepsRejected } from './list-import-read-model';

/** Rows that one piece of the download holds. */
const ROWS_OF_A_PART = 10 * MAX_PAGE_SIZE;

export interface ListImportOverviewDeps {
  readonly database: Database;
  readonly clock: Clock;
  readonly audit: AuditPort;
}

/** What people see of imports: how far they are, what came of them, which rows were refused. */
export function createListImportOverviewService({ database, clock, audit }: ListImportOverviewDeps) {
  const readModelOf = (tx: Tx, call: Call) => createListImportReadModel(tx, call.actor, clock.now());

  /** The rows part by part, each read in a transaction of its own. */
  async function* rejectedParts(
    call: Call,
    { id, total, language }: { id: string; total: number; language: Language },
  ): AsyncGenerator<TablePart> {
    for (let from = 0; from < total; from += ROWS_OF_A_PART) {
      const rows = await asCaller(database, call, (tx) =>
        readModelOf(tx, call).rejected(id, from, ROWS_OF_A_PART),
      );
      yield rows.map((row) => rejectionCells(row, language));
    }
  }

  return {
    /** The newest first. */
    async list(
      call: Call,
      input: { open: boolean; page: number; pageSize: number },
    ): Promise<Page<ListImport>> {
      return asCaller(database, call, (tx) => readModelOf(tx, call).list(input));
    },

    /** @throws AppError NOT_FOUND */
    async get(call: Call, id: string): Promise<ListImportDetail> {
      const found = await asCaller(database, call, async (tx) =>
        requireRow(await readModelOf(tx, call).findById(id)),
      );
      const mine = can(call.actor, 'create', 'CustomerList', { tenantId: found.tenant.id });
      return { ...found, mayChange: mine && !isImportOver(found.state) };
    },

    /** Rows that gave no member, their cells masked. @throws AppError NOT_FOUND */
    async rejected(call: Call, input: RejectedRowsInput): Promise<CursorPage<RejectedRow>> {
      const { id, cursor, limit } = rejectedRowsInputSchema.parse(input);
      const from = Number(cursor ?? 0);
      return asCaller(database, call, async (tx) => {
        const readModel = readModelOf(tx, call);
        const found = requireRow(await readModel.findById(id));
        if (!keepsRejected(found)) return { rows: [], total: 0, nextCursor: null };
        const rows = await readModel.rejected(id, from, limit);
        const end = from + rows.length;
        return { rows, total: found.rejected, nextCursor: end < found.rejected ? String(end) : null };
      });
    },

    /** The same as a table for a file, in the words of a language; audited before its first row. @throws AppError NOT_FOUND */
    async rejectedTable(
      call: Call,
      { id, language }: { id: string; language: Language },
    ): Promise<ExportTable> {
      const found = await asCaller(database, call, async (tx) =>
        requireRow(await readModelOf(tx, call).findById(id)),
      );
      const total = keepsRejected(found) ? found.rejected : 0;
      await audit.standalone(call, {
        act: 'listImports.exportRejected',
        subject: { type: 'CustomerList', id },
        after: { rows: total },
      });
      return {
        name: rejectionTextsIn(language).table,
        columns: rejectionColumns(language),
        parts: rejectedParts(call, { id, total, language }),
      };
    },
  };
}
export type ListImportOverviewService = ReturnType<typeof createListImportOverviewService>;
