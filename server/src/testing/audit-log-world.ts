import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import type { AuditFinding, SignedHead } from '@xietong/shared/audit';
import { pino } from 'pino';
import type { Call } from '../access/call';
import { createAuditLog } from '../features/audit/audit-log';
import type { AuditLog } from '../features/audit/audit-log';
import type { IntegrityDeps } from '../features/audit/audit-integrity';
import { createAuditWriter } from '../features/audit/audit-writer';
import { createHeadFile } from '../features/audit/head-file';
import { createHeadSigner } from '../features/audit/head-signer';
import { createSegmentFiles } from '../features/audit/segment-file';
import { systemIds } from '../platform/ids';
import { copyNewestEvent } from './many-audit-events';
import { createTestProvince } from './tenant-factory';
import { createTestDatabase } from './test-database';
import { unzip } from './zip-file';

const logger = pino({ level: 'silent' });

export type HeadsOutside = Iterable<SignedHead> | AsyncIterable<SignedHead>;

/** A check: by an auditor, of some days, against heads that were received outside. */
interface CheckOf {
  readonly call?: Call;
  readonly range?: object;
  readonly outside?: HeadsOutside;
}

/** The audit log of a province with two cities, with a database and a data folder of its own. The clock ticks at every look. */
export async function createAuditLogWorld(startsAt = Date.parse('2026-11-22T02:00:00.000Z')) {
  let at = startsAt;
  const clock = { now: () => new Date((at += 1)) };
  const database = await createTestDatabase();
  const world = await createTestProvince(database);
  const folder = mkdtempSync(join(tmpdir(), 'xietong-log-'));
  const province = () => Promise.resolve(world.province);
  const tenants = [world.province, world.nanjing, world.wuxi];
  const auditor = await world.call(world.province, 'AUDITOR');
  const operator = await world.call(world.nanjing, 'OPERATOR');
  const writer = createAuditWriter({ db: database.app, clock, ids: systemIds, logger, province });

  /** As every process opens it, on the same data. */
  const openLog = (): AuditLog =>
    createAuditLog({
      ...{ database: database.app, clock, ids: systemIds, logger, audit: writer },
      ...{ key: database.secrets.key('audit-signing'), dataFolder: folder },
      directory: {
        province,
        provinceId: () => Promise.resolve(world.province.id),
        idsByCode: () => Promise.resolve(new Map(tenants.map(({ id, code }) => [code, id]))),
      },
    });
  let log = openLog();

  async function write(count: number, call: Call = operator): Promise<void> {
    for (let n = 0; n < count; n += 1)
      await writer.standalone(call, {
        act: 'localCampaigns.saveDraft',
        subject: { type: 'LocalCampaign', id: systemIds.next() },
        after: { title: `手机报 ${String(n)}` },
      });
  }
  async function one<T>(text: string, values: unknown[] = []): Promise<T> {
    const { rows } = await database.owner.$client.query<{ value: T }>(text, values);
    return rows[0]?.value as T;
  }

  return {
    ...world,
    ...{ database, folder, clock, logger, openLog, auditor, operator, writer, write, one },
    get log(): AuditLog {
      return log;
    },
    /** As after a restart. */
    reopenLog: (): void => {
      log = openLog();
    },
    /** Many events at once, in their canonical form, as the owner; the trigger enters them all the same. */
    async writeMany(count: number, call: Call = operator): Promise<void> {
      await write(1, call);
      await copyNewestEvent(database, call.actor.tenant.id, count - 1);
    },
    /** What a check is made of, for one that is run by itself. */
    partsOfCheck: (): IntegrityDeps => ({
      ...{ database: database.app, provinceId: () => Promise.resolve(world.province.id) },
      ...{ file: createHeadFile(folder), files: createSegmentFiles(folder) },
      signer: createHeadSigner(database.secrets.key('audit-signing')),
      tenantIds: () => Promise.resolve(new Map(tenants.map(({ id, code }) => [code, id]))),
    }),
    /** From then on decisions of approvers are stored whatever they are about: that is not looked at. */
    async takeAnyDecision(): Promise<void> {
      await database.owner.$client.query(`do $$ declare named text; begin
        for named in select conname from pg_constraint where conrelid = 'approval_decision'::regclass and contype = 'f' loop
          execute format('alter table approval_decision drop constraint %I', named);
        end loop;
      end $$`);
      await database.owner.$client.query('alter table approval_decision disable trigger user');
    },
    /** Past everything that holds the serving roles. */
    asOwner: (text: string, values: unknown[] = []) => database.owner.$client.query(text, values),
    eventAt: (index: number) =>
      one<string>('select event_id as value from audit_log_entry where index = $1', [index]),
    /** What a check names, in short. */
    async found({ call = auditor, range = {}, outside }: CheckOf = {}): Promise<string[]> {
      const { findings } = await log.services.auditCheckService.verify(call, range, outside);
      return findings.map(({ kind, index, other }: AuditFinding) =>
        [kind, index, other].filter((part) => part !== null).join(' '),
      );
    },
    /** The files of an audit pack by their names. */
    async pack(call: Call = auditor, range = {}): Promise<Map<string, Buffer>> {
      const { stream } = await log.services.auditPackService.make(call, range);
      return unzip(await buffer(stream));
    },
    /** Lets time go by, in milliseconds. */
    pass: (milliseconds: number): void => {
      at += milliseconds;
    },
    async close(): Promise<void> {
      await database.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
export type AuditLogWorld = Awaited<ReturnType<typeof createAuditLogWorld>>;
