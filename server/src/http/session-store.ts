import type { CityFunction, Role, TenantSummary } from '@xietong/shared/tenants';
import { cityFunctionSchema } from '@xietong/shared/tenants';
import { and, asc, desc, eq, gt, inArray, isNull, lte, or } from 'drizzle-orm';
import { heldAt } from '../db/held-duty';
import { authSession, authUser, cityFunction, duty, person, tenant } from '../db/schema';
import type { DatabaseOrTx } from '../platform/database';

export interface SessionRow {
  id: string;
  lastSeenAt: Date;
  expiresAt: Date;
  activeDutyId: string | null;
  mustChangePassword: boolean;
  person: { id: string; staffId: string; name: string };
}

export interface HeldDuty {
  id: string;
  role: Role;
  tenant: TenantSummary;
}

/** A session and its person, unless the person is disabled. */
export async function findSession(db: DatabaseOrTx, id: string): Promise<SessionRow | null> {
  const [row] = await db
    .select({
      id: authSession.id,
      lastSeenAt: authSession.lastSeenAt,
      expiresAt: authSession.expiresAt,
      activeDutyId: authSession.activeDutyId,
      mustChangePassword: authUser.mustChangePassword,
      person: { id: person.id, staffId: person.staffId, name: person.name },
    })
    .from(authSession)
    .innerJoin(authUser, eq(authUser.id, authSession.userId))
    .innerJoin(person, eq(person.authUserId, authUser.id))
    .where(and(eq(authSession.id, id), isNull(person.disabledAt)));
  return row ?? null;
}

/** The duties that a person holds at an instant, the oldest first. */
export async function findDuties(db: DatabaseOrTx, personId: string, now: Date): Promise<HeldDuty[]> {
  return db
    .select({
      id: duty.id,
      role: duty.role,
      tenant: {
        id: tenant.id,
        code: tenant.code,
        kind: tenant.kind,
        parentId: tenant.parentId,
        nameZh: tenant.nameZh,
        nameEn: tenant.nameEn,
      },
    })
    .from(duty)
    .innerJoin(tenant, eq(tenant.id, duty.tenantId))
    .where(and(eq(duty.personId, personId), heldAt(now)))
    .orderBy(asc(duty.validFrom), asc(duty.id));
}

/** The functions that a city has at an instant. */
export async function findFunctions(db: DatabaseOrTx, tenantId: string, now: Date): Promise<CityFunction[]> {
  const rows = await db
    .selectDistinct({ name: cityFunction.function })
    .from(cityFunction)
    .where(
      and(
        eq(cityFunction.tenantId, tenantId),
        lte(cityFunction.grantedAt, now),
        or(isNull(cityFunction.revokedAt), gt(cityFunction.revokedAt, now)),
      ),
    );
  return rows.flatMap(({ name }) => cityFunctionSchema.safeParse(name).data ?? []).sort();
}

/** Marks a session as used. */
export async function touchSession(db: DatabaseOrTx, id: string, now: Date): Promise<void> {
  await db.update(authSession).set({ lastSeenAt: now, updatedAt: now }).where(eq(authSession.id, id));
}

export async function setActiveDuty(db: DatabaseOrTx, id: string, dutyId: string, now: Date): Promise<void> {
  await db.update(authSession).set({ activeDutyId: dutyId, updatedAt: now }).where(eq(authSession.id, id));
}

/** Remembers when somebody signed in last. */
export async function markSignIn(db: DatabaseOrTx, staffId: string, now: Date): Promise<void> {
  await db.update(authUser).set({ lastSignInAt: now }).where(eq(authUser.username, staffId.toLowerCase()));
}

/** Ends a session at once. */
export async function deleteSession(db: DatabaseOrTx, id: string): Promise<void> {
  await db.delete(authSession).where(eq(authSession.id, id));
}

/** Open sessions of a person that were used since an instant, the latest first. */
export async function findSessionsOf(
  db: DatabaseOrTx,
  personId: string,
  { now, seenSince }: { now: Date; seenSince: Date },
) {
  const { id, userAgent, ipAddress, createdAt, lastSeenAt } = authSession;
  return db
    .select({ id, userAgent, ipAddress, createdAt, lastSeenAt })
    .from(authSession)
    .innerJoin(person, eq(person.authUserId, authSession.userId))
    .where(and(eq(person.id, personId), gt(authSession.expiresAt, now), gt(lastSeenAt, seenSince)))
    .orderBy(desc(lastSeenAt), desc(id));
}

/** Ends a session of a person; false when it is none of theirs. */
export async function deleteSessionOf(db: DatabaseOrTx, personId: string, id: string): Promise<boolean> {
  const owner = db.select({ id: person.authUserId }).from(person).where(eq(person.id, personId));
  const rows = await db
    .delete(authSession)
    .where(and(eq(authSession.id, id), inArray(authSession.userId, owner)))
    .returning({ id: authSession.id });
  return rows.length > 0;
}

/** The tenant of the person who has this staff id; undefined where nobody has it. */
export async function homeOf(
  db: DatabaseOrTx,
  staffId: string,
): Promise<{ id: string; code: string } | undefined> {
  const [row] = await db
    .select({ id: tenant.id, code: tenant.code })
    .from(person)
    .innerJoin(tenant, eq(tenant.id, person.tenantId))
    .where(eq(person.staffId, staffId));
  return row;
}

/** Forgets the sessions that were over by `until`: they open nothing, and the audit log tells of them. */
export async function forgetEndedSessions(db: DatabaseOrTx, until: Date): Promise<void> {
  await db.delete(authSession).where(lte(authSession.expiresAt, until));
}
