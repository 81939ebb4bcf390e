import { redactText } from '@xietong/shared/audit';
import { storableText } from '@xietong/shared/kernel';
import type { Idempotent } from '@xietong/shared/kernel';
import {
  attributeValue,
  cityOf,
  createColumnObserver,
  customerReportSchema,
  mergeAttributeTypes,
  mergeChoices,
} from '@xietong/shared/subscribers';
import type {
  ColumnObserver,
  AttributeValue,
  CustomerPreview,
  CustomerReport,
  FoundAttribute,
  ImportedCustomers,
} from '@xietong/shared/subscribers';
import { actorId, actorLabel } from '@xietong/shared/tenants';
import { asCaller } from '../../access/as-caller';
import type { AuditPort, RepeatPort } from '../../access/audit-port';
import type { Call } from '../../access/call';
import { createOnce } from '../../access/create-once';
import { requireCan } from '../../access/require-can';
import { AppError } from '../../platform/app-error';
import type { Clock } from '../../platform/clock';
import type { Database, Tx } from '../../platform/database';
import type { Room } from '../../platform/free-space';
import type { Ids } from '../../platform/ids';
import type { NumberVault } from '../../platform/number-vault';
import { inspectCustomerFile, previewCustomerFile, readCustomers } from './customer-file';
import type { CustomerColumn, CustomerFile } from './customer-file';
import { createCustomerWriter } from './customer-writer';
import type { Customer, SavedCustomer } from './customer-writer';
import { createSubscriberStore } from './subscriber-store';
import type { City } from './subscriber-store';

const BATCH = 500;

export interface CustomerImport extends Idempotent {
  fileName: string;
  bytes: Buffer;
  idColumn: string;
  /** Codes of cities, in the order over which the ids are spread. */
  cities: readonly string[];
}

/** A customer who is not read from a file. */
export interface RegisteredCustomer {
  externalId: string;
  city: string;
  attributes: Record<string, AttributeValue>;
  /** Whether a new one agrees to personalised marketing; without it nobody has asked. */
  consentPersonalised?: boolean | null;
}

export interface CustomerImportServiceDeps {
  readonly database: Database;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly audit: AuditPort & RepeatPort;
  readonly vault: NumberVault;
  readonly room: Room;
}

/** Brings customers into the province: whole files, or the few of a scenario. */
export function createCustomerImportService({
  database,
  clock,
  ids,
  audit,
  vault,
  room,
}: CustomerImportServiceDeps) {
  /** @throws AppError CUSTOMERS_CITIES_MISSING, CUSTOMERS_CITY_UNKNOWN {city}, FORBIDDEN, NOT_FOUND */
  async function requireCities(tx: Tx, call: Call, codes: readonly string[]): Promise<Map<string, City>> {
    if (codes.length === 0) throw new AppError('CUSTOMERS_CITIES_MISSING');
    const all = new Map(
      (await createSubscriberStore(tx).citiesOf(call.actor.tenant.id)).map((city) => [city.code, city]),
    );
    for (const code of codes) {
      const city = all.get(code);
      if (!city) throw new AppError('CUSTOMERS_CITY_UNKNOWN', { city: code });
      requireCan(call.actor, 'create', 'Subscriber', { tenantId: city.id });
    }
    return all;
  }

  const writerOf = (tx: Tx, call: Call) =>
    createCustomerWriter(tx, { clock, ids, vault, provinceId: call.actor.tenant.id });

  async function importInto(
    tx: Tx,
    call: Call,
    importId: string,
    input: CustomerImport,
    file: CustomerFile,
  ): Promise<ImportedCustomers> {
    const all = await requireCities(tx, call, input.cities);
    const cities = input.cities.flatMap((code) => all.get(code) ?? []);
    const definitions = mergeDefinitions(await createSubscriberStore(tx).definitions(), file.columns);
    const types = new Map(definitions.map(({ name, type }) => [name, type]));
    const customersOf = (row: { externalId: string; cells: string[] }): Customer => ({
      externalId: row.externalId,
      city: cityOf(row.externalId, cities),
      consentPersonalised: null,
      attributes: Object.fromEntries(
        file.columns.flatMap(({ name, index }) => {
          const type = types.get(name);
          const value = type && attributeValue(row.cells[index] ?? '', type);
          return value === undefined ? [] : [[name, value]];
        }),
      ),
    });
    const writer = writerOf(tx, call);
    const names = file.columns.map((column) => column.name);
    const saved: SavedCustomer[] = [];
    let batch: Customer[] = [];
    for await (const row of readCustomers(input.bytes, file)) {
      batch.push(customersOf(row));
      if (batch.length < BATCH) continue;
      room.require();
      saved.push(...(await writer.save(batch, names)));
      batch = [];
    }
    saved.push(...(await writer.save(batch, names)));
    await writer.saveDefinitions(definitions);
    return record(
      tx,
      call,
      { importId, fileName: shownName(input) },
      reportOf(file, definitions, saved, [...all.values()]),
    );
  }

  async function record(
    tx: Tx,
    call: Call,
    { importId, fileName }: { importId: string; fileName: string },
    report: CustomerReport,
  ): Promise<ImportedCustomers> {
    await createSubscriberStore(tx).insertImport({
      id: importId,
      tenantId: call.actor.tenant.id,
      fileName,
      report,
      createdBy: actorId(call.actor),
      createdByName: actorLabel(call.actor),
      createdAt: clock.now(),
    });
    const { rows, created, updated } = report;
    await audit.success(tx, call, {
      act: 'subscribers.import',
      subject: { type: 'Subscriber', id: importId },
      after: { fileName, rows, created, updated, cities: report.cities },
    });
    return { importId, report };
  }

  return {
    /** How a file is understood; nothing of it is kept but who looked. Errors as of `importCustomers`. */
    async preview(call: Call, input: { fileName: string; bytes: Buffer }): Promise<CustomerPreview> {
      requireCan(call.actor, 'create', 'Subscriber');
      const preview = await previewCustomerFile(input.bytes, input.fileName);
      const subject = { type: 'Subscriber', id: 'file' } as const;
      await audit.standalone(call, { act: 'subscribers.preview', subject });
      return preview;
    },

    /**
     * Imports a file of customers whole or not at all, and of the same form once. A customer who is known by the external id
     * keeps number and home; columns become attributes, and a blank cell stays missing.
     * @throws AppError for the file as `inspectCustomerFile`; CUSTOMERS_TYPE_CHANGED {column, known,
     * found} where stored values would be misjudged, CUSTOMERS_CITIES_MISSING,
     * CUSTOMERS_CITY_UNKNOWN {city}, NUMBERS_EXHAUSTED, STORAGE_FULL, ALREADY_CREATED, FORBIDDEN
     */
    async importCustomers(call: Call, input: CustomerImport): Promise<ImportedCustomers> {
      requireCan(call.actor, 'create', 'Subscriber');
      const file = await inspectCustomerFile(input.bytes, input.idColumn);
      const columns = file.columns.map(({ name }) => name);
      return createOnce({ database, ids, audit }, call, {
        ...{ act: 'subscribers.import', key: input.idempotencyKey },
        input: { fileName: shownName(input), rows: file.rows, columns },
        find: async (tx, importId) => {
          const made = await createSubscriberStore(tx).findImport(importId);
          if (!made) return undefined;
          const { fileName } = made;
          const report = customerReportSchema.parse(made.report);
          const found = { fileName, rows: report.rows, columns: report.columns.map(({ name }) => name) };
          return { input: found, answer: { importId, report } };
        },
        create: (tx, importId) => importInto(tx, call, importId, input, file),
      });
    },

    /**
     * Makes customers whose attributes are values already. Like a file: known external ids are
     * updated, new ones get numbers in the order given.
     * @throws AppError CUSTOMERS_CITY_UNKNOWN, CUSTOMERS_TYPE_CHANGED, NUMBERS_EXHAUSTED, FORBIDDEN
     */
    async register(call: Call, customers: readonly RegisteredCustomer[]): Promise<SavedCustomer[]> {
      requireCan(call.actor, 'create', 'Subscriber');
      return asCaller(database, call, async (tx) => {
        const all = await requireCities(tx, call, [...new Set(customers.map((customer) => customer.city))]);
        const columns = observeAttributes(customers);
        const definitions = mergeDefinitions(await createSubscriberStore(tx).definitions(), columns);
        const writer = writerOf(tx, call);
        const saved: SavedCustomer[] = [];
        for (let at = 0; at < customers.length; at += BATCH) {
          const batch = customers
            .slice(at, at + BATCH)
            .map(({ city, consentPersonalised = null, ...customer }) => ({
              ...customer,
              consentPersonalised,
              city: all.get(city) ?? { id: '', code: city },
            }));
          saved.push(
            ...(await writer.save(
              batch,
              columns.map((column) => column.name),
            )),
          );
        }
        await writer.saveDefinitions(definitions);
        await audit.success(tx, call, {
          act: 'subscribers.register',
          subject: { type: 'Subscriber', id: ids.next() },
          after: { customers: customers.length },
        });
        return saved;
      });
    },
  };
}
export type CustomerImportService = ReturnType<typeof createCustomerImportService>;

/** As lists show it: without the folders it lay in, and without a number that somebody gave it as a name. */
function shownName({ fileName }: CustomerImport): string {
  return storableText(redactText(fileName.split(/[\\/]/).at(-1) ?? '').slice(0, 200));
}

type FoundColumn = Pick<CustomerColumn, 'name' | 'type' | 'choices'>;

/** Definitions of the columns that hold anything, together with what was known of them. */
function mergeDefinitions(
  known: readonly FoundAttribute[],
  columns: readonly FoundColumn[],
): FoundAttribute[] {
  const byName = new Map(known.map((definition) => [definition.name, definition]));
  return columns.flatMap(({ name, type: found, choices }) => {
    if (found === null) return [];
    const before = byName.get(name);
    const type = mergeAttributeTypes(before?.type, found);
    if (type === null)
      throw new AppError('CUSTOMERS_TYPE_CHANGED', { column: name, known: before?.type ?? '', found });
    return [{ name, type, choices: before ? mergeChoices(before.choices, choices) : choices }];
  });
}

function observeAttributes(customers: readonly RegisteredCustomer[]): FoundColumn[] {
  const observers = new Map<string, ColumnObserver & { kinds: Set<string> }>();
  for (const { attributes } of customers) {
    for (const [name, value] of Object.entries(attributes)) {
      const observer = observers.get(name) ?? { ...createColumnObserver(), kinds: new Set<string>() };
      observer.observe(String(value));
      observer.kinds.add(typeof value);
      observers.set(name, observer);
    }
  }
  return [...observers].map(([name, { kinds, result }]) => {
    const { choices } = result();
    const type = kinds.has('string') ? 'string' : kinds.has('boolean') ? 'boolean' : 'number';
    return { name, type, choices: type === 'string' ? choices : null };
  });
}

function reportOf(
  file: CustomerFile,
  definitions: readonly FoundAttribute[],
  saved: readonly SavedCustomer[],
  cities: readonly City[],
): CustomerReport {
  const byName = new Map(definitions.map((definition) => [definition.name, definition]));
  const perCity = new Map<string, number>();
  for (const { homeTenantId } of saved) perCity.set(homeTenantId, (perCity.get(homeTenantId) ?? 0) + 1);
  const created = saved.filter((customer) => customer.number !== null).length;
  return {
    rows: file.rows,
    created,
    updated: saved.length - created,
    cities: cities
      .flatMap(({ id, code }) => ({ code, count: perCity.get(id) ?? 0 }))
      .filter(({ count }) => count > 0)
      .sort((a, b) => a.code.localeCompare(b.code)),
    columns: file.columns.map(({ name, blanks, blankLines }) => ({
      name,
      type: byName.get(name)?.type ?? null,
      choices: byName.get(name)?.choices?.length ?? null,
      blanks,
      blankLines,
    })),
  };
}
