import { shanghaiDate } from '@xietong/shared/kernel';
import { metricTextsIn } from '@xietong/shared/metrics';
import {
  checkSavingUnit,
  savingExportSchema,
  savingLedgerSchema,
  savingTable,
  savingUnitInputSchema,
  unitPeriods,
} from '@xietong/shared/savings';
import type {
  SavingExportInput,
  SavingLedger,
  SavingLedgerInput,
  SavingUnitInput,
  SavingUnits,
} from '@xietong/shared/savings';
import { actorId, actorLabel } from '@xietong/shared/tenants';
import { asCaller } from '../../access/as-caller';
import type { AuditPort } from '../../access/audit-port';
import type { Call } from '../../access/call';
import { findTenantByCode } from '../../access/named-tenant-store';
import { requireCan, requireRow } from '../../access/require-can';
import { AppError, unwrap } from '../../platform/app-error';
import type { Clock } from '../../platform/clock';
import type { Database } from '../../platform/database';
import type { Ids } from '../../platform/ids';
import { atOnce } from '../../platform/table-export/export-table';
import type { ExportTable } from '../../platform/table-export/export-table';
import { savingRows } from './saving-read-model';
import { createSavingUnitStore } from './saving-unit-store';

export interface SavingServiceDeps {
  readonly database: Database;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly audit: AuditPort;
}

/** What transactions on e-channels save against a hall, and the unit by which that is reckoned. */
export function createSavingService({ database, clock, ids, audit }: SavingServiceDeps) {
  const today = () => shanghaiDate(clock.now());

  async function ledger(
    call: Call,
    input: SavingLedgerInput,
    action: 'read' | 'export',
  ): Promise<SavingLedger> {
    const { city, ...filter } = savingLedgerSchema.parse(input);
    return asCaller(database, call, async (tx) => {
      const found = requireRow(await findTenantByCode(tx, city ?? call.actor.tenant.code));
      requireCan(call.actor, action, 'Metric', { tenantId: found.id });
      const tenantId = found.kind === 'CITY' ? found.id : undefined;
      const rows = await savingRows(tx, call.actor, { ...filter, tenantId });
      const { from, to } = filter;
      return {
        from,
        to,
        openDay: from <= today() && today() <= to ? today() : null,
        rows,
        transactions: rows.reduce((sum, row) => sum + row.transactions, 0),
        savingFen: rows.reduce((sum, row) => sum + row.savingFen, 0),
      };
    });
  }

  return {
    /**
     * By month, city and unit; of the own city, or of all for the province.
     * @throws AppError NOT_FOUND for a city that the actor may not see or that does not exist
     */
    ledger: (call: Call, input: SavingLedgerInput): Promise<SavingLedger> => ledger(call, input, 'read'),

    /**
     * The ledger as a table for a file; audited, with its filter and number of rows, before it leaves.
     * @throws AppError NOT_FOUND, FORBIDDEN for whose numbers may not be exported
     */
    async exported(call: Call, input: SavingExportInput): Promise<ExportTable> {
      const { filter, file, language } = savingExportSchema.parse(input);
      const { rows } = await ledger(call, filter, 'export');
      await audit.standalone(call, {
        act: 'savings.export',
        subject: { type: 'Metric', id: 'savings' },
        after: { rows: rows.length, file, language, ...filter },
      });
      const table = savingTable(rows, language);
      return {
        name: metricTextsIn(language).table.savings,
        columns: table.columns,
        parts: atOnce(table.rows),
      };
    },

    /** Every unit that was ever set, with the days for which it counts. */
    async units(call: Call): Promise<SavingUnits> {
      const units = await asCaller(database, call, (tx) => createSavingUnitStore(tx).list(call.actor));
      return {
        units: unitPeriods(units, today()),
        today: today(),
        version: units[0]?.version ?? 0,
      };
    },

    /**
     * Sets the unit from a day on; what days before it saved stays as it was.
     * @throws AppError SAVING_UNIT_IN_PAST; STALE_VERSION when another one was set meanwhile
     */
    async setUnit(call: Call, input: SavingUnitInput): Promise<{ version: number }> {
      const { fen, validFrom, reason, version: seen } = savingUnitInputSchema.parse(input);
      const { actor } = call;
      requireCan(actor, 'create', 'SavingUnit', { tenantId: actor.tenant.id });
      return asCaller(database, call, async (tx) => {
        const store = createSavingUnitStore(tx);
        const units = await store.list(actor);
        const latest = units[0]?.version ?? 0;
        const { version } = unwrap(checkSavingUnit({ version: seen, validFrom }, latest, today()));
        const before = unitPeriods(units, validFrom).find(({ state }) => state === 'PRESENT');
        const id = ids.next();
        const inserted = await store.insert({
          id,
          tenantId: actor.tenant.id,
          version,
          validFrom,
          fen,
          reason,
          setBy: actorId(actor),
          setByName: actorLabel(actor),
          setAt: clock.now(),
        });
        if (!inserted) throw new AppError('STALE_VERSION');
        await audit.success(tx, call, {
          act: 'savings.setUnit',
          subject: { type: 'SavingUnit', id },
          before: before && { fen: before.fen, validFrom: before.validFrom },
          after: { fen, validFrom, reason, version },
        });
        return { version };
      });
    },
  };
}
export type SavingService = ReturnType<typeof createSavingService>;
