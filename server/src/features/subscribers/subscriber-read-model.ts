import { customerReportSchema } from '@xietong/shared/subscribers';
import type { CustomerImportRow, SubscriberRow } from '@xietong/shared/subscribers';
import { maskPhone } from '@xietong/shared/kernel';
import type { Page } from '@xietong/shared/kernel';
import type { Actor } from '@xietong/shared/tenants';
import { and, asc, count, desc, eq } from 'drizzle-orm';
import { scopeFor } from '../../access/scope-for';
import { subscriber, subscriberImport, tenant } from '../../db/schema';
import type { DatabaseOrTx } from '../../platform/database';
import type { NumberVault } from '../../platform/number-vault';

/** Subscribers and imports as pages show them, as far as the actor may see them. */
export function createSubscriberReadModel(db: DatabaseOrTx, actor: Actor) {
  const scope = scopeFor(actor, 'read', 'Subscriber', { tenantId: subscriber.homeTenantId });
  return {
    async list(
      vault: NumberVault,
      input: { city?: string | undefined; page: number; pageSize: number },
    ): Promise<Page<SubscriberRow>> {
      const where = and(scope, input.city === undefined ? undefined : eq(tenant.code, input.city));
      const rows = await db
        .select({
          id: subscriber.id,
          numberEncrypted: subscriber.numberEncrypted,
          externalId: subscriber.externalId,
          city: { code: tenant.code, nameZh: tenant.nameZh, nameEn: tenant.nameEn },
          attributes: subscriber.attributes,
          updatedAt: subscriber.updatedAt,
        })
        .from(subscriber)
        .innerJoin(tenant, eq(tenant.id, subscriber.homeTenantId))
        .where(where)
        .orderBy(asc(subscriber.id))
        .limit(input.pageSize)
        .offset((input.page - 1) * input.pageSize);
      const counting = db.select({ total: count() }).from(subscriber).$dynamic();
      const joined =
        input.city === undefined
          ? counting
          : counting.innerJoin(tenant, eq(tenant.id, subscriber.homeTenantId));
      const [counted] = await joined.where(where);
      return {
        rows: rows.map(({ numberEncrypted, ...row }) => ({
          ...row,
          number: maskPhone(vault.decrypt(numberEncrypted)),
        })),
        total: counted?.total ?? 0,
      };
    },

    async cityIdOf(code: string): Promise<string | undefined> {
      const rows = await db
        .select({ id: tenant.id })
        .from(tenant)
        .where(and(eq(tenant.code, code), eq(tenant.kind, 'CITY')));
      return rows[0]?.id;
    },

    /** Imports belong to the province; a city reads none. */
    async imports(input: { page: number; pageSize: number }): Promise<Page<CustomerImportRow>> {
      const own = eq(subscriberImport.tenantId, actor.tenant.id);
      const rows = await db
        .select()
        .from(subscriberImport)
        .where(own)
        .orderBy(desc(subscriberImport.createdAt), desc(subscriberImport.id))
        .limit(input.pageSize)
        .offset((input.page - 1) * input.pageSize);
      const [counted] = await db.select({ total: count() }).from(subscriberImport).where(own);
      return {
        rows: rows.map(({ id, fileName, report, createdByName, createdAt }) => ({
          ...{ id, fileName, createdByName, createdAt },
          report: customerReportSchema.parse(report),
        })),
        total: counted?.total ?? 0,
      };
    },
  };
}
