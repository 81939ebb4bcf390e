import { listReportSchema } from '@xietong/shared/audiences';
import type { ListOption, ListRow, ListVersion } from '@xietong/shared/audiences';
import type { Page } from '@xietong/shared/kernel';
import type { Actor } from '@xietong/shared/tenants';
import { and, asc, count, desc, eq, gt, ilike, inArray, isNotNull, isNull, notExists } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { scopeFor } from '../../access/scope-for';
import { likePattern } from '../../db/like-pattern';
import { customerList, listImport, listVersion, tenant } from '../../db/schema';
import type { DatabaseOrTx } from '../../platform/database';

/** Versions of one list that pickers offer; older ones are seen on its page. */
const OFFERED_VERSIONS = 5;

const columns = {
  id: customerList.id,
  name: customerList.name,
  purpose: customerList.purpose,
  createdAt: customerList.createdAt,
  archivedAt: customerList.archivedAt,
  tenant: { id: tenant.id, code: tenant.code, nameZh: tenant.nameZh, nameEn: tenant.nameEn },
};

/** What pages and pickers read of lists, as far as the actor may. */
export function createListReadModel(db: DatabaseOrTx, actor: Actor) {
  const scope = scopeFor(actor, 'read', 'CustomerList', { tenantId: customerList.tenantId });
  const later = alias(listVersion, 'later');
  /** No later version: looked for of the lists that are shown, not of all. */
  const isNewest = notExists(
    db
      .select({ id: later.id })
      .from(later)
      .where(and(eq(later.listId, listVersion.listId), gt(later.version, listVersion.version))),
  );
  const rows = () =>
    db
      .select({
        ...columns,
        version: listVersion.version,
        size: listVersion.size,
        updatedAt: listVersion.createdAt,
        updatedBy: listVersion.createdByName,
      })
      .from(customerList)
      .innerJoin(tenant, eq(tenant.id, customerList.tenantId))
      .innerJoin(listVersion, and(eq(listVersion.listId, customerList.id), isNewest));

  return {
    async list(input: {
      search: string;
      archived: boolean;
      page: number;
      pageSize: number;
    }): Promise<Page<ListRow>> {
      const where = and(
        scope,
        input.archived ? isNotNull(customerList.archivedAt) : isNull(customerList.archivedAt),
        input.search === '' ? undefined : ilike(customerList.name, likePattern(input.search)),
      );
      const found = await rows()
        .where(where)
        .orderBy(desc(listVersion.createdAt), asc(customerList.id))
        .limit(input.pageSize)
        .offset((input.page - 1) * input.pageSize);
      const [counted] = await db.select({ total: count() }).from(customerList).where(where);
      return { rows: found, total: counted?.total ?? 0 };
    },

    async findById(id: string): Promise<(ListRow & { createdAt: Date }) | undefined> {
      return (await rows().where(and(scope, eq(customerList.id, id))))[0];
    },

    async versionsOf(listId: string): Promise<ListVersion[]> {
      const found = await db
        .select({ row: listVersion, importId: listImport.id })
        .from(listVersion)
        .leftJoin(listImport, eq(listImport.versionId, listVersion.id))
        .where(eq(listVersion.listId, listId))
        .orderBy(desc(listVersion.version))
        .limit(100);
      return found.map(({ row, importId }) => {
        const { id, version, size, digest, fileName, report, createdByName, createdAt, releasedAt } = row;
        const facts = { id, version, size, digest, fileName, createdByName, createdAt, releasedAt };
        return { ...facts, importId, report: listReportSchema.parse(report) };
      });
    },

    /** Lists of the actor's own tenant that are in use, and that something can be aimed by. */
    async options(): Promise<ListOption[]> {
      const lists = await db
        .select({ listId: customerList.id, name: customerList.name })
        .from(customerList)
        .where(
          and(
            scope,
            eq(customerList.tenantId, actor.tenant.id),
            eq(customerList.purpose, 'MARKETING'),
            isNull(customerList.archivedAt),
          ),
        )
        .orderBy(asc(customerList.name));
      if (lists.length === 0) return [];
      const versions = await db
        .select({
          listId: listVersion.listId,
          versionId: listVersion.id,
          version: listVersion.version,
          size: listVersion.size,
          createdAt: listVersion.createdAt,
        })
        .from(listVersion)
        .where(
          inArray(
            listVersion.listId,
            lists.map((list) => list.listId),
          ),
        )
        .orderBy(desc(listVersion.version));
      const byList = new Map<string, typeof versions>();
      for (const version of versions)
        byList.set(version.listId, [...(byList.get(version.listId) ?? []), version]);
      return lists.map((list) => ({
        ...list,
        versions: (byList.get(list.listId) ?? [])
          .slice(0, OFFERED_VERSIONS)
          .map(({ versionId, version, size, createdAt }) => ({ versionId, version, size, createdAt })),
      }));
    },
  };
}
