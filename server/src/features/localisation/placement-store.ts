import { lastDayOfWindow, shanghaiDate, windowOfDates } from '@xietong/shared/kernel';
import type { PlacementInput } from '@xietong/shared/localisation';
import { asc, eq } from 'drizzle-orm';
import { marketingPoint, placement } from '../../db/schema';
import type { DatabaseOrTx } from '../../platform/database';

/** The version that placements belong to. */
export interface PlacementOwner {
  readonly tenantId: string;
  readonly campaignKind: 'STANDARD' | 'LOCAL';
  readonly campaignId: string;
  readonly versionId: string;
}

export interface StoredPlacement extends PlacementInput {
  readonly id: string;
}

/** Placements of one version: saved and read as a whole, in the order of the form. */
export function createPlacementStore(db: DatabaseOrTx) {
  return {
    async ofVersion(versionId: string): Promise<StoredPlacement[]> {
      const rows = await db
        .select({ placement, pointCode: marketingPoint.code })
        .from(placement)
        .innerJoin(marketingPoint, eq(marketingPoint.id, placement.pointId))
        .where(eq(placement.versionId, versionId))
        .orderBy(asc(placement.position));
      return rows.map(({ placement: row, pointCode }) => ({
        id: row.id,
        pointCode,
        firstDay: shanghaiDate(row.startsAt),
        lastDay: lastDayOfWindow({ startsAt: row.startsAt.toISOString(), endsAt: row.endsAt.toISOString() }),
        tier: row.tier,
        lever: row.lever,
        listVersionId: row.listVersionId,
        rule: row.rule,
        ...(row.aim ? { aim: row.aim } : {}),
      }));
    },

    /** @param pointIds the points' ids by code; every placement's code is in it */
    async replace(
      owner: PlacementOwner,
      placements: readonly StoredPlacement[],
      pointIds: ReadonlyMap<string, string>,
    ): Promise<void> {
      await db.delete(placement).where(eq(placement.versionId, owner.versionId));
      if (placements.length === 0) return;
      await db.insert(placement).values(
        placements.map(
          ({ id, pointCode, firstDay, lastDay, tier, lever, listVersionId, rule, aim }, position) => {
            const pointId = pointIds.get(pointCode);
            if (pointId === undefined) throw new Error(`placement on the unknown point ${pointCode}`);
            const window = windowOfDates(firstDay, lastDay);
            return {
              ...owner,
              id,
              pointId,
              listVersionId,
              rule,
              aim: aim ?? null,
              startsAt: new Date(window.startsAt),
              endsAt: new Date(window.endsAt),
              tier,
              lever,
              position,
            };
          },
        ),
      );
    },
  };
}
