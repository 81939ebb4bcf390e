import type { FindingEvidence } from '@xietong/shared/findings';
import { and, asc, eq, isNull, or, sql } from 'drizzle-orm';
import { heldAt } from '../../db/held-duty';
import { auditFinding, auditFindingStep, duty, person } from '../../db/schema';
import type { Tx } from '../../platform/database';

export type FindingRecord = typeof auditFinding.$inferSelect;
const DAY = sql`interval '1 day'`;

/** Findings, their time lines, and what they rest on. */
export function createFindingStore(tx: Tx) {
  const holdsNow = (tenantId: string, now: Date) =>
    and(eq(duty.tenantId, tenantId), heldAt(now), isNull(person.disabledAt));

  return {
    async insert(row: typeof auditFinding.$inferInsert): Promise<void> {
      await tx.insert(auditFinding).values(row);
    },

    async findById(id: string): Promise<FindingRecord | undefined> {
      return (await tx.select().from(auditFinding).where(eq(auditFinding.id, id)))[0];
    },

    /** As it is now, held until the transaction ends. */
    async lockById(id: string): Promise<FindingRecord | undefined> {
      return (await tx.select().from(auditFinding).where(eq(auditFinding.id, id)).for('update'))[0];
    },

    async change(id: string, change: Partial<FindingRecord>): Promise<void> {
      await tx.update(auditFinding).set(change).where(eq(auditFinding.id, id));
    },

    async addStep(row: typeof auditFindingStep.$inferInsert): Promise<void> {
      await tx.insert(auditFindingStep).values(row);
    },

    async stepsOf(findingId: string) {
      return tx
        .select()
        .from(auditFindingStep)
        .where(eq(auditFindingStep.findingId, findingId))
        .orderBy(asc(auditFindingStep.at), asc(auditFindingStep.id));
    },

    /** People who hold a duty in a tenant now. */
    async ownersIn(tenantId: string, now: Date) {
      return tx
        .selectDistinct({ id: person.id, staffId: person.staffId, name: person.name })
        .from(duty)
        .innerJoin(person, eq(person.id, duty.personId))
        .where(holdsNow(tenantId, now))
        .orderBy(asc(person.staffId));
    },

    /** Whether there is such a thing, as far as the transaction's tenant sees. */
    async hasEvidence(evidence: FindingEvidence): Promise<boolean> {
      const { id } = evidence;
      const found = {
        EVENT: sql`select from audit_event where id = ${id}::uuid`,
        CAMPAIGN: sql`select from local_campaign where id = ${id}::uuid union all select from standard_campaign where id = ${id}::uuid`,
        SAMPLE: sql`select from audit_sample_item where sample_id = ${id}::uuid and position = ${'position' in evidence ? evidence.position : 0}`,
      }[evidence.type];
      const { rows } = await tx.execute<{ found: boolean }>(sql`select exists (${found}) as found`);
      return rows[0]?.found ?? false;
    },

    /** Open ones of whose deadline something is to be told. */
    async dueIds(now: Date): Promise<string[]> {
      const at = sql`${now.toISOString()}::timestamptz`;
      const rows = await tx
        .select({ id: auditFinding.id })
        .from(auditFinding)
        .where(
          and(
            eq(auditFinding.state, 'OPEN'),
            isNull(auditFinding.missedAt),
            or(
              sql`${auditFinding.dueAt} <= ${at}`,
              and(isNull(auditFinding.remindedAt), sql`${auditFinding.dueAt} - ${DAY} <= ${at}`),
            ),
          ),
        );
      return rows.map(({ id }) => id);
    },
  };
}
