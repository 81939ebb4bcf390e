import { eventExportSchema } from '@xietong/shared/events';
import type { EventExportInput, EventRow, OptionalEventColumn } from '@xietong/shared/events';
import { MAX_EXPORT_ROWS } from '@xietong/shared/kernel';
import type { CellKind, Language, TableCell } from '@xietong/shared/kernel';
import { metricTextsIn } from '@xietong/shared/metrics';
import { asCaller } from '../../access/as-caller';
import type { AuditPort } from '../../access/audit-port';
import type { Call } from '../../access/call';
import { findTenantByCode } from '../../access/named-tenant-store';
import { requireCan, requireRow } from '../../access/require-can';
import { AppError } from '../../platform/app-error';
import type { Database } from '../../platform/database';
import type { ExportTable } from '../../platform/table-export/export-table';
import { createEventReadModel, shownEvent } from './event-read-model';
import type { EventPlaceInOrder, EventSelection } from './event-read-model';

/** Events read at once: a part of the file. */
const PART_SIZE = 2_000;

export interface EventExportDeps {
  readonly database: Database;
  readonly audit: AuditPort;
}

/** Hands out the events behind a number as a file, without anything that tells who the customer was. */
export function createEventExport({ database, audit }: EventExportDeps) {
  /** In parts, each in a short transaction of its own: a slow reader holds no connection. */
  async function* read(call: Call, selection: EventSelection, total: number): AsyncGenerator<EventRow[]> {
    let after: EventPlaceInOrder | null = null;
    for (let left = total; left > 0;) {
      const from: EventPlaceInOrder | null = after;
      const limit = Math.min(PART_SIZE, left);
      const rows: EventRow[] = await asCaller(database, call, (tx) =>
        createEventReadModel(tx, call.actor).page(selection, from, limit),
      );
      if (rows.length > 0) yield rows;
      if (rows.length < limit) return;
      left -= rows.length;
      after = rows.at(-1) ?? null;
    }
  }

  return {
    /**
     * Audits, with the filter and the number of rows, that the events leave, before they do.
     * @throws AppError NOT_FOUND, FORBIDDEN for whose events may not be exported; EXPORT_TOO_LARGE
     */
    async make(call: Call, input: EventExportInput): Promise<ExportTable> {
      const { filter, file, language, hidden } = eventExportSchema.parse(input);
      const { city, ...rest } = filter;
      const { selection, total } = await asCaller(database, call, async (tx) => {
        const found = requireRow(await findTenantByCode(tx, city ?? call.actor.tenant.code));
        requireCan(call.actor, 'export', 'Event', { tenantId: found.id });
        const chosen = { ...rest, tenantId: found.kind === 'CITY' ? found.id : undefined };
        const matched = await createEventReadModel(tx, call.actor).total(chosen);
        if (matched > MAX_EXPORT_ROWS) throw new AppError('EXPORT_TOO_LARGE', { max: MAX_EXPORT_ROWS });
        await audit.success(tx, call, {
          act: 'events.export',
          subject: { type: 'Event', id: 'list' },
          after: { rows: matched, file, language, ...filter, ...(hidden.length > 0 ? { hidden } : {}) },
        });
        return { selection: chosen, total: matched };
      });
      const isProvince = call.actor.tenant.kind === 'PROVINCE';
      return eventTable(read(call, selection, total), { language, withCity: isProvince, hidden });
    },
  };
}
export type EventExporter = ReturnType<typeof createEventExport>;

interface EventTableOptions {
  readonly language: Language;
  /** A city's events are all its own. */
  readonly withCity: boolean;
  readonly hidden: readonly OptionalEventColumn[];
}

function eventTable(parts: AsyncIterable<EventRow[]>, options: EventTableOptions): ExportTable {
  const columns = eventColumns(options);
  return {
    name: metricTextsIn(options.language).table.events,
    columns,
    parts: (async function* () {
      for await (const rows of parts)
        yield rows.map(shownEvent).map((row) => columns.map(({ cell }) => cell(row)));
    })(),
  };
}

interface EventColumn {
  readonly header: string;
  readonly kind: CellKind;
  readonly cell: (row: EventRow) => TableCell;
}

function eventColumns({ language, withCity, hidden }: EventTableOptions): EventColumn[] {
  const texts = metricTextsIn(language);
  const { column } = texts;
  const inEnglish = language === 'en';
  const pointName = (row: EventRow): string => (inEnglish ? row.pointNameEn : row.pointNameZh) ?? row.point;
  const text = (header: string, cell: EventColumn['cell']): EventColumn => ({ header, kind: 'text', cell });
  const unless = (key: OptionalEventColumn, one: EventColumn): EventColumn[] =>
    hidden.includes(key) ? [] : [one];
  return [
    { header: column.atShanghai, kind: 'instant', cell: (row) => row.at },
    text(column.channel, (row) => row.channel),
    text(column.eventId, (row) => row.eventId),
    text(column.type, (row) => texts.eventType[row.type]),
    ...(withCity ? [text(column.city, (row) => (inEnglish ? row.cityNameEn : row.cityNameZh))] : []),
    text(column.point, (row) => (row.point === '' ? texts.withoutPoint : pointName(row))),
    text(column.content, (row) => (row.fallback ? texts.fallback : null)),
    text(column.number, (row) => (row.campaignNumber === '' ? null : row.campaignNumber)),
    ...unless(
      'business',
      text(column.business, (row) => (row.business === '' ? null : row.business)),
    ),
    ...unless('value', {
      header: column.valueYuan,
      kind: 'fen',
      // without an amount, as the page says it
      cell: (row) => (row.valueFen === 0 ? null : row.valueFen),
    }),
    ...unless(
      'customer',
      text(column.customer, (row) => (row.customerKnown ? texts.known : texts.unknown)),
    ),
    text(column.demo, (row) => (row.demo ? texts.yes : texts.no)),
  ];
}
