import { disclosureState } from '@xietong/shared/disclosures';
import type { DisclosureListInput, DisclosureRow } from '@xietong/shared/disclosures';
import type { Page } from '@xietong/shared/kernel';
import { actorId } from '@xietong/shared/tenants';
import type { Actor } from '@xietong/shared/tenants';
import { and, count, desc, eq, sql } from 'drizzle-orm';
import type { SQL } from 'drizzle-orm';
import { can } from '../../access/require-can';
import { scopeFor } from '../../access/scope-for';
import { disclosuresWaitingFor } from '../../db/disclosures-waiting';
import { disclosure, listVersion, tenant } from '../../db/schema';
import type { Tx } from '../../platform/database';

const columns = { tenantId: disclosure.tenantId, askedBy: disclosure.askedBy };
const usesIn = (state: 'DONE' | 'BROKEN') =>
  sql<number>`(select count(*)::int from disclosure_use u where u.disclosure_id = ${disclosure.id} and u.state = ${state})`;

/** Requests for numbers in clear as pages show them, as far as the actor may see them. */
export function createDisclosureReadModel(tx: Tx, actor: Actor, now: Date) {
  const select = (where: SQL | undefined) =>
    tx
      .select({
        row: disclosure,
        listId: listVersion.listId,
        tenantNameZh: tenant.nameZh,
        tenantNameEn: tenant.nameEn,
        done: usesIn('DONE'),
        broken: usesIn('BROKEN'),
      })
      .from(disclosure)
      .innerJoin(tenant, eq(tenant.id, disclosure.tenantId))
      .leftJoin(listVersion, eq(listVersion.id, disclosure.listVersionId))
      .where(and(scopeFor(actor, 'read', 'Disclosure', columns), where));

  function boxWhere(box: DisclosureListInput['box']): SQL | undefined {
    if (box === 'MINE') return eq(disclosure.askedBy, actorId(actor));
    if (box === 'ALL') return undefined;
    if (!can(actor, 'approve', 'Disclosure')) return sql`false`;
    return and(scopeFor(actor, 'approve', 'Disclosure', columns), disclosuresWaitingFor(actorId(actor), now));
  }

  return {
    async list({ box, page, pageSize }: DisclosureListInput): Promise<Page<DisclosureRow>> {
      const found = await select(boxWhere(box))
        .orderBy(desc(disclosure.askedAt), desc(disclosure.id))
        .limit(pageSize)
        .offset((page - 1) * pageSize);
      const [counted] = await tx
        .select({ total: count() })
        .from(disclosure)
        .where(and(scopeFor(actor, 'read', 'Disclosure', columns), boxWhere(box)));
      return { rows: found.map((each) => rowOf(each, now)), total: counted?.total ?? 0 };
    },

    async findById(id: string) {
      const [found] = await select(eq(disclosure.id, id));
      return found && { ...found, shown: rowOf(found, now) };
    },
  };
}

interface Found {
  readonly row: typeof disclosure.$inferSelect;
  readonly tenantNameZh: string;
  readonly tenantNameEn: string;
  readonly done: number;
  readonly broken: number;
}

function rowOf({ row, tenantNameZh, tenantNameEn, done, broken }: Found, now: Date): DisclosureRow {
  const { id, number, kind, title, purpose, rows, missing, askedByName, maxDownloads } = row;
  return {
    ...{ id, number, kind, title, tenantNameZh, tenantNameEn, purpose, rows, missing, askedByName },
    state: disclosureState({ ...row, done, broken }, now),
    askedAt: row.askedAt.toISOString(),
    expiresAt: row.expiresAt?.toISOString() ?? null,
    ...{ done, maxDownloads },
  };
}
