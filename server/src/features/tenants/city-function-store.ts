import {
  cityFunctionSchema,
  type CityFunction,
  type CityFunctionSpan,
  type TenantSummary,
} from '@xietong/shared/tenants';
import { and, asc, desc, eq, isNull } from 'drizzle-orm';
import type { Call } from '../../access/call';
import { scopeFor } from '../../access/scope-for';
import { cityFunction, tenant } from '../../db/schema';
import type { Tx } from '../../platform/database';

/** The cities whose functions the caller may see, by code. */
export async function listCities(tx: Tx, { actor }: Call): Promise<TenantSummary[]> {
  return tx
    .select({
      id: tenant.id,
      code: tenant.code,
      kind: tenant.kind,
      parentId: tenant.parentId,
      nameZh: tenant.nameZh,
      nameEn: tenant.nameEn,
    })
    .from(tenant)
    .where(and(eq(tenant.kind, 'CITY'), scopeFor(actor, 'read', 'CityFunction', { tenantId: tenant.id })))
    .orderBy(asc(tenant.code));
}

/** Everything that they were ever granted, the latest first. */
export async function listSpans(tx: Tx, { actor }: Call): Promise<CityFunctionSpan[]> {
  const rows = await tx
    .select({ span: cityFunction, cityCode: tenant.code })
    .from(cityFunction)
    .innerJoin(tenant, eq(tenant.id, cityFunction.tenantId))
    .where(scopeFor(actor, 'read', 'CityFunction', { tenantId: cityFunction.tenantId }))
    .orderBy(desc(cityFunction.grantedAt), desc(cityFunction.id));
  return rows.map(({ span, cityCode }) => ({
    id: span.id,
    cityCode,
    function: cityFunctionSchema.parse(span.function),
    grantedAt: span.grantedAt.toISOString(),
    grantedByName: span.grantedByName,
    grantReason: span.grantReason,
    revokedAt: span.revokedAt?.toISOString() ?? null,
    revokedByName: span.revokedByName,
    revokeReason: span.revokeReason,
  }));
}

export interface NewGrant {
  id: string;
  tenantId: string;
  function: CityFunction;
  grantedAt: Date;
  grantedByName: string;
  grantReason: string;
}

/** @returns false where the city has the function already */
export async function insertGrant(tx: Tx, row: NewGrant): Promise<boolean> {
  const made = await tx
    .insert(cityFunction)
    .values(row)
    .onConflictDoNothing()
    .returning({ id: cityFunction.id });
  return made.length > 0;
}

export interface Revocation {
  tenantId: string;
  function: CityFunction;
  revokedAt: Date;
  revokedByName: string;
  revokeReason: string;
}

/** @returns the id of what was revoked; null where the city did not have the function */
export async function revokeGrant(
  tx: Tx,
  { tenantId, function: name, ...set }: Revocation,
): Promise<string | null> {
  const [row] = await tx
    .update(cityFunction)
    .set(set)
    .where(
      and(
        eq(cityFunction.tenantId, tenantId),
        eq(cityFunction.function, name),
        isNull(cityFunction.revokedAt),
      ),
    )
    .returning({ id: cityFunction.id });
  return row?.id ?? null;
}
