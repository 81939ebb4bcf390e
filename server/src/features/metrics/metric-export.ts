import {
  campaignTable,
  cityTable,
  dayTable,
  metricExportSchema,
  metricTextsIn,
  pointTable,
  shareTable,
  shareTrend,
  sortedCities,
  totalTable,
} from '@xietong/shared/metrics';
import type { MetricExport, MetricExportInput, ShownTable } from '@xietong/shared/metrics';
import { asCaller } from '../../access/as-caller';
import type { AuditPort } from '../../access/audit-port';
import type { Call } from '../../access/call';
import { findTenantByCode } from '../../access/named-tenant-store';
import { requireCan, requireRow } from '../../access/require-can';
import type { Database } from '../../platform/database';
import { atOnce } from '../../platform/table-export/export-table';
import type { ExportTable } from '../../platform/table-export/export-table';
import type { MetricService } from './metric-service';

export interface MetricExportDeps {
  readonly database: Database;
  readonly audit: AuditPort;
  readonly metricService: MetricService;
}

export interface MadeExport {
  readonly table: ExportTable;
  /** The totals of the page, which a workbook shows before its table. */
  readonly first: ExportTable | undefined;
  readonly file: MetricExport['file'];
  readonly days: { readonly from: string; readonly to: string };
}

/** Hands out the tables of the pages with numbers as files: what is shown, no more. */
export function createMetricExport({ database, audit, metricService }: MetricExportDeps) {
  /** @throws AppError NOT_FOUND, FORBIDDEN for whose numbers may not be exported */
  async function requireExport(call: Call, city: string | undefined): Promise<void> {
    await asCaller(database, call, async (tx) => {
      const { id } = requireRow(await findTenantByCode(tx, city ?? call.actor.tenant.code));
      requireCan(call.actor, 'export', 'Metric', { tenantId: id });
    });
  }

  /** The totals and the table, of one answer to the page's own question. */
  async function shown(call: Call, input: MetricExport): Promise<{ totals: ShownTable; table: ShownTable }> {
    const { language } = input;
    if (input.page === 'city') {
      const metrics = await metricService.city(call, input.filter);
      const totals = totalTable(metrics, language);
      if (input.table === 'totals') return { totals, table: totals };
      if (input.table === 'points') return { totals, table: pointTable(metrics.points, language) };
      if (input.table === 'days') return { totals, table: dayTable(metrics, language) };
      return { totals, table: campaignTable(metrics, language) };
    }
    const metrics = await metricService.province(call, input.filter);
    const totals = totalTable(metrics, language);
    if (input.table === 'totals') return { totals, table: totals };
    if (input.table === 'days') return { totals, table: dayTable(metrics, language) };
    const cities = sortedCities(metrics.cities, input.sort);
    if (input.table === 'cities') return { totals, table: cityTable(cities, metrics, language) };
    const trend = shareTrend(metrics.cities, metrics, input.step);
    return { totals, table: shareTable(trend, input.step, language) };
  }

  return {
    /**
     * Makes a table and audits that it leaves, with its filter and number of rows, before it does.
     * @throws AppError NOT_FOUND for a city that the actor may not see or that does not exist
     */
    async make(call: Call, input: MetricExportInput): Promise<MadeExport> {
      const parsed = metricExportSchema.parse(input);
      const { page, table, file, language, filter } = parsed;
      await requireExport(call, page === 'city' ? parsed.filter.city : undefined);
      const made = await shown(call, parsed);
      await audit.standalone(call, {
        act: 'metrics.export',
        subject: { type: 'Metric', id: `${page}/${table}` },
        after: { rows: made.table.rows.length, file, language, ...filter },
      });
      const names = metricTextsIn(language).table;
      const named = (name: string, { columns, rows, note }: ShownTable): ExportTable => ({
        name,
        columns,
        parts: atOnce(rows, note === undefined ? [] : [[note]]),
      });
      return {
        table: named(names[table], made.table),
        first: table === 'totals' ? undefined : named(names.totals, made.totals),
        file,
        days: filter,
      };
    },
  };
}
export type MetricExporter = ReturnType<typeof createMetricExport>;
