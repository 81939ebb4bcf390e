import type { Retirement } from '@xietong/shared/inheritance';
import { eq, sql } from 'drizzle-orm';
import type { DatabaseOrTx, Tx } from '../platform/database';
import { standardCampaign } from './schema';

type RetirementColumns = Pick<
  typeof standardCampaign.$inferSelect,
  'retiredAt' | 'retiredByName' | 'retiredReason' | 'retiredChildren'
>;

/** The record of a retirement; null where there is none. */
export function retirementOf(row: RetirementColumns): Retirement | null {
  const { retiredAt, retiredByName, retiredReason, retiredChildren } = row;
  if (!retiredAt || retiredByName === null || retiredReason === null || !retiredChildren) return null;
  return {
    at: retiredAt.toISOString(),
    byName: retiredByName,
    reason: retiredReason,
    children: retiredChildren,
  };
}

/** Whether a standard is retired, as anybody who may read it sees it. */
export async function standardRetirement(db: DatabaseOrTx, campaignId: string): Promise<Retirement | null> {
  const [row] = await db.select().from(standardCampaign).where(eq(standardCampaign.id, campaignId));
  return row ? retirementOf(row) : null;
}

/** Whether a standard was put away. */
export async function isStandardArchived(db: DatabaseOrTx, campaignId: string): Promise<boolean> {
  const [row] = await db.select().from(standardCampaign).where(eq(standardCampaign.id, campaignId));
  return row?.archivedAt != null;
}

/**
 * Holds a standard until the transaction ends: who hands in or approves something on it goes beside
 * others who do, who retires, archives or publishes it goes alone. A row lock would not do: a city may lock no
 * row of the province's. Taken before any release is locked, so that nobody waits in a circle.
 */
export async function holdStandard(tx: Tx, campaignId: string, how: 'BESIDE' | 'ALONE'): Promise<void> {
  const lock = how === 'ALONE' ? sql`pg_advisory_xact_lock` : sql`pg_advisory_xact_lock_shared`;
  await tx.execute(sql`select ${lock}(hashtextextended(${`standard ${campaignId}`}, 0))`);
}
