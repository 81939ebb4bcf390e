import { importPace, isImportOver, listReportSchema } from '@xietong/shared/audiences';
import type { ListImport, ListReport, RejectedRow } from '@xietong/shared/audiences';
import { MAX_PAGE_SIZE } from '@xietong/shared/kernel';
import type { Page } from '@xietong/shared/kernel';
import type { Actor } from '@xietong/shared/tenants';
import { and, asc, between, count, desc, eq, inArray } from 'drizzle-orm';
import { scopeFor } from '../../access/scope-for';
import { customerList, listImport, listImportRejection, listVersion, tenant } from '../../db/schema';
import type { DatabaseOrTx } from '../../platform/database';

const OPEN: ('UPLOADED' | 'QUEUED' | 'READING' | 'WRITING')[] = ['UPLOADED', 'QUEUED', 'READING', 'WRITING'];

const columns = {
  row: listImport,
  tenant: { id: tenant.id, code: tenant.code, nameZh: tenant.nameZh, nameEn: tenant.nameEn },
  list: { name: customerList.name },
  version: { version: listVersion.version, report: listVersion.report },
};

/** What pages read of imports, as far as the actor may. */
export function createListImportReadModel(db: DatabaseOrTx, actor: Actor, now: Date) {
  const scope = scopeFor(actor, 'read', 'CustomerList', { tenantId: listImport.tenantId });
  const rows = () =>
    db
      .select(columns)
      .from(listImport)
      .innerJoin(tenant, eq(tenant.id, listImport.tenantId))
      .leftJoin(customerList, eq(customerList.id, listImport.listId))
      .leftJoin(listVersion, eq(listVersion.id, listImport.versionId));

  const shown = ({
    row,
    tenant: owner,
    list,
    version,
  }: Awaited<ReturnType<typeof rows>>[number]): ListImport => ({
    id: row.id,
    tenant: owner,
    state: row.state,
    fileName: row.fileName,
    bytes: row.bytes,
    listName: list?.name ?? row.listName,
    listId: row.listId,
    version: version?.version ?? null,
    rows: row.rows,
    accepted: row.accepted,
    duplicates: row.duplicates,
    rejected: row.rejected,
    progress: { done: row.stepDone, total: row.stepTotal },
    pace: importPace({ ...row, done: row.stepDone, total: row.stepTotal }, now),
    failure: row.errorCode === null ? null : { code: row.errorCode, params: row.errorParams ?? {} },
    createdByName: row.createdByName,
    createdAt: row.createdAt,
    startedAt: row.startedAt,
    endedAt: row.endedAt,
  });

  return {
    /** The newest first; `open`: only those that are not over. */
    async list(input: { open: boolean; page: number; pageSize: number }): Promise<Page<ListImport>> {
      const where = and(scope, input.open ? inArray(listImport.state, OPEN) : undefined);
      const found = await rows()
        .where(where)
        .orderBy(desc(listImport.createdAt), asc(listImport.id))
        .limit(input.pageSize)
        .offset((input.page - 1) * input.pageSize);
      const [counted] = await db.select({ total: count() }).from(listImport).where(where);
      return { rows: found.map(shown), total: counted?.total ?? 0 };
    },

    async findById(id: string): Promise<(ListImport & { report: ListReport | null }) | undefined> {
      const [found] = await rows().where(and(scope, eq(listImport.id, id)));
      if (!found) return undefined;
      const report = found.version ? listReportSchema.parse(found.version.report) : null;
      return { ...shown(found), report };
    },

    /** Refused rows by their place, so that the last page of a million comes as soon as the first. */
    async rejected(importId: string, from: number, limit = MAX_PAGE_SIZE): Promise<RejectedRow[]> {
      const { line, reason, value } = listImportRejection;
      return db
        .select({ line, reason, value })
        .from(listImportRejection)
        .where(
          and(
            eq(listImportRejection.importId, importId),
            between(listImportRejection.place, from + 1, from + limit),
          ),
        )
        .orderBy(asc(listImportRejection.place));
    },
  };
}

/** Whether refused rows of an import are kept: not of one that was cancelled or broke off. */
export function keepsRejected({ state, failure }: Pick<ListImport, 'state' | 'failure'>): boolean {
  return isImportOver(state) && (state === 'DONE' || failure?.code === 'LIST_EMPTY');
}
