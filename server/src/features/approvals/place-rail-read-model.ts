import type { RailProblem } from '@xietong/shared/approvals';
import { ungrantedUse } from '@xietong/shared/localisation';
import type { ReleaseDocument } from '@xietong/shared/releases';
import { cityFunctionSchema } from '@xietong/shared/tenants';
import { and, asc, eq, inArray, isNotNull, isNull } from 'drizzle-orm';
import { cityFunction, customerList, listVersion, marketingPoint } from '../../db/schema';
import type { Tx } from '../../platform/database';

/** Of the points of a release those that are switched off now. */
async function pointsOff(tx: Tx, { placements }: ReleaseDocument): Promise<string[]> {
  const codes = new Set(placements.map(({ point }) => point));
  if (codes.size === 0) return [];
  const rows = await tx
    .select({ code: marketingPoint.code })
    .from(marketingPoint)
    .where(and(inArray(marketingPoint.code, [...codes]), eq(marketingPoint.enabled, false)))
    .orderBy(asc(marketingPoint.code));
  return rows.map(({ code }) => code);
}

/** Placements that aim by a list which is out of use: it was handed in while somebody archived the list. */
async function listsArchived(tx: Tx, { placements }: ReleaseDocument): Promise<RailProblem[]> {
  const aimed = placements.flatMap(({ point, audience }) =>
    audience?.list ? [{ point, ...audience.list }] : [],
  );
  if (aimed.length === 0) return [];
  const rows = await tx
    .select({ versionId: listVersion.id })
    .from(listVersion)
    .innerJoin(customerList, eq(customerList.id, listVersion.listId))
    .where(
      and(
        inArray(
          listVersion.id,
          aimed.map(({ versionId }) => versionId),
        ),
        isNotNull(customerList.archivedAt),
      ),
    );
  const archived = new Set(rows.map(({ versionId }) => versionId));
  return aimed
    .filter(({ versionId }) => archived.has(versionId))
    .map(({ point, listName }) => ({
      ...{ fieldId: null, point, code: 'LIST_ARCHIVED', params: { name: listName } },
    }));
}

/** Placements of a release whose every window has ended while it was in review: nothing of it would ever be shown. */
function windowsOver({ placements }: ReleaseDocument, now: Date): RailProblem[] {
  const isOver = placements.length > 0 && placements.every(({ endsAt }) => new Date(endsAt) <= now);
  const points = isOver ? [...new Set(placements.map(({ point }) => point))] : [];
  return points.map((point) => ({ fieldId: null, point, code: 'RELEASE_WINDOW_OVER', params: {} }));
}

/**
 * What has changed around a release since it was handed in: windows that are over, points that are off, lists out of
 * use, functions that its city has lost.
 */
export async function placeRailProblems(
  tx: Tx,
  { tenantId }: { readonly tenantId: string },
  document: ReleaseDocument,
  now: Date,
): Promise<RailProblem[]> {
  const off = (await pointsOff(tx, document)).map((point) => ({
    ...{ fieldId: null, point, code: 'PLACEMENT_POINT_DISABLED', params: {} },
  }));
  const places = [...windowsOver(document, now), ...off, ...(await listsArchived(tx, document))];
  if (document.tenant.kind === 'PROVINCE') return places;
  const granted = await tx
    .select({ name: cityFunction.function })
    .from(cityFunction)
    .where(and(eq(cityFunction.tenantId, tenantId), isNull(cityFunction.revokedAt)));
  const { subject, placements } = document;
  const codes = ungrantedUse(
    granted.map(({ name }) => cityFunctionSchema.parse(name)),
    {
      hasStandard: subject.base !== null,
      isPlaced: placements.length > 0,
      isAimed: placements.some(({ audience }) => audience !== null),
    },
  );
  return [...codes.map((code) => ({ fieldId: null, point: null, code, params: {} })), ...places];
}
