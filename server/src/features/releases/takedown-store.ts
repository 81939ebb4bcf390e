import { and, asc, eq, inArray, or } from 'drizzle-orm';
import { isRunning } from '../../db/running-releases';
import { localCampaign, release } from '../../db/schema';
import type { DatabaseOrTx } from '../../platform/database';
import type { ReleaseRow } from './release-store';

/** Releases of a campaign; of a standard also those of the campaigns that cities made from it. */
export function isOfCampaign(db: DatabaseOrTx, campaignId: string) {
  const children = db
    .select({ id: localCampaign.id })
    .from(localCampaign)
    .where(eq(localCampaign.baseCampaignId, campaignId));
  return or(eq(release.campaignId, campaignId), inArray(release.campaignId, children));
}

/** Stopping releases in an emergency. */
export function createTakedownStore(db: DatabaseOrTx) {
  /** Whose campaigns run, of a standard also those of cities. */
  async function runningCampaigns(
    campaignId: string,
    now: Date,
  ): Promise<{ campaignId: string; tenantId: string }[]> {
    return db
      .selectDistinct({ campaignId: release.campaignId, tenantId: release.tenantId })
      .from(release)
      .where(and(isRunning(now), isOfCampaign(db, campaignId)));
  }

  /** Always in the same order, so that nobody waits in a circle. */
  async function lockRunning(campaignId: string, now: Date): Promise<ReleaseRow[]> {
    return db
      .select()
      .from(release)
      .where(and(isRunning(now), isOfCampaign(db, campaignId)))
      .orderBy(asc(release.id))
      .for('update');
  }

  return {
    /** Held until the transaction ends, so that of two at once one comes second. */
    async lockById(id: string): Promise<ReleaseRow | undefined> {
      return (await db.select().from(release).where(eq(release.id, id)).for('update'))[0];
    },

    runningCampaigns,

    /**
     * The same as by id for everything of a campaign that runs, each to be ended before the next is asked for, until
     * nothing is left: what took the place of one of them while its lock was waited for is seen by another look alone.
     */
    async *eachRunning(
      campaignId: string,
      now: () => Date,
      mine: (running: { tenantId: string }) => boolean = () => true,
    ): AsyncGenerator<ReleaseRow> {
      for (;;) {
        const held = (await lockRunning(campaignId, now())).filter(mine);
        yield* held;
        if (held.length === 0 && !(await runningCampaigns(campaignId, now())).some(mine)) return;
      }
    },

    async takeDown(
      id: string,
      stopped: Pick<
        typeof release.$inferInsert,
        'state' | 'takenDownAt' | 'takenDownBy' | 'takenDownByName' | 'takenDownReason'
      >,
    ): Promise<void> {
      await db.update(release).set(stopped).where(eq(release.id, id));
    },
  };
}
