import { sameJson } from '@xietong/shared/kernel';
import { imagesOf } from '@xietong/shared/localisation';
import type {
  DraftProblem,
  PlacementContext,
  PlacementInput,
  PlacementToRelease,
  PlacementView,
  PointOption,
  StoredAsset,
} from '@xietong/shared/localisation';
import type { ContentField } from '@xietong/shared/content';
import { CITY_TIERS, TIERS } from '@xietong/shared/releases';
import type { Tier } from '@xietong/shared/releases';
import type { TenantRef } from '@xietong/shared/tenants';
import { AppError } from '../../platform/app-error';
import type { DatabaseOrTx } from '../../platform/database';
import type { Ids } from '../../platform/ids';
import { createPlacementFactsReadModel } from './placement-facts-read-model';
import type { ListFacts, PointFacts } from './placement-facts-read-model';
import { createPlacementStore } from './placement-store';
import type { StoredPlacement } from './placement-store';

/** What a version's placements are checked against and shown with. */
export interface PlacementSurroundings {
  readonly context: PlacementContext;
  readonly points: ReadonlyMap<string, PointFacts>;
  readonly lists: ReadonlyMap<string, ListFacts>;
  readonly assets: readonly StoredAsset[];
}

/** Tiers that a tenant may choose. */
function tiersOf(tenant: Pick<TenantRef, 'kind'>): readonly Tier[] {
  return tenant.kind === 'CITY' ? CITY_TIERS : TIERS;
}

/** Reads everything that checking and showing placements of a tenant needs. */
export async function readSurroundings(
  db: DatabaseOrTx,
  of: {
    tenant: TenantRef;
    content: readonly ContentField[];
    placements: readonly PlacementInput[];
    smsSignature: string;
    /** Of whoever makes the placements; what a city lost since it aimed something counts, too. */
    mayAim: boolean;
    now: Date;
  },
): Promise<PlacementSurroundings> {
  const facts = createPlacementFactsReadModel(db);
  const points = await facts.points();
  const listIds = of.placements.flatMap((placement) => placement.listVersionId ?? []);
  const lists = await facts.lists(of.tenant.id, listIds);
  const assets = await facts.assets(of.tenant, imagesOf(of.content));
  const context: PlacementContext = {
    points,
    tiers: tiersOf(of.tenant),
    smsSignature: of.smsSignature,
    images: assets,
    mayAim: of.mayAim,
    now: of.now,
  };
  return { context, points, lists, assets };
}

/**
 * Placements as they may be stored: with ids of ours, on known points, with own lists alone.
 * @throws AppError PLACEMENT_POINT_UNKNOWN and PLACEMENT_TIER_NOT_ALLOWED with the field; NOT_FOUND
 * for a list that is not the tenant's, LIST_IS_BLOCKLIST {name}; PRECISE_MARKETING_NOT_GRANTED with the field for a list
 * or a rule that was not there before the city lost the function
 */
export function admitPlacements(
  inputs: readonly PlacementInput[],
  stored: readonly StoredPlacement[],
  { points, lists, context }: PlacementSurroundings,
  ids: Ids,
): StoredPlacement[] {
  const known = new Map(stored.map((placement) => [placement.id, placement]));
  return inputs.map((input, index) => {
    if (!points.has(input.pointCode)) refuse('PLACEMENT_POINT_UNKNOWN', `placements.${index}.point`);
    if (!context.tiers.includes(input.tier)) refuse('PLACEMENT_TIER_NOT_ALLOWED', `placements.${index}.tier`);
    if (input.listVersionId !== null) requireMarketing(lists.get(input.listVersionId));
    const before = input.id === null ? undefined : known.get(input.id);
    if (!context.mayAim && isAimedAnew(input, before))
      refuse('PRECISE_MARKETING_NOT_GRANTED', `placements.${index}.rule`);
    // An id of another version, sent twice or made up, is not taken over.
    const id = input.id !== null && known.delete(input.id) ? input.id : ids.next();
    return { ...input, id };
  });
}

/** Whether a list or a rule stands with a placement that did not before; one that stays or goes is let through. */
function isAimedAnew(
  { listVersionId, rule }: PlacementInput,
  before: Pick<PlacementInput, 'listVersionId' | 'rule'> | undefined,
): boolean {
  const isNewList = listVersionId !== null && listVersionId !== before?.listVersionId;
  return isNewList || (rule !== null && !sameJson(rule, before?.rule));
}

/** Nothing is aimed by who must not be shown it. */
function requireMarketing(found: ListFacts | undefined): void {
  if (!found) throw new AppError('NOT_FOUND');
  if (found.purpose === 'BLOCKLIST') throw new AppError('LIST_IS_BLOCKLIST', { name: found.list.listName });
}

function refuse(
  code: 'PLACEMENT_POINT_UNKNOWN' | 'PLACEMENT_TIER_NOT_ALLOWED' | 'PRECISE_MARKETING_NOT_GRANTED',
  path: string,
): never {
  throw new AppError(code, {}, [{ path, code, params: {} }]);
}

/** A point as forms show it. */
export function optionOf(facts: PointFacts): PointOption {
  const { code, channel, format, enabled, nameZh, nameEn, channelNameZh, channelNameEn } = facts;
  return { code, channel, format, enabled, nameZh, nameEn, channelNameZh, channelNameEn };
}

/** Placements with their points and lists by name. */
export function viewPlacements(
  placements: readonly StoredPlacement[],
  { points, lists }: PlacementSurroundings,
): PlacementView[] {
  return placements.flatMap((placement) => {
    const facts = points.get(placement.pointCode);
    if (!facts) return [];
    const list = placement.listVersionId === null ? undefined : lists.get(placement.listVersionId);
    return [
      {
        ...placement,
        point: optionOf(facts),
        list: list ? { name: list.list.listName, version: list.version, size: list.list.size } : null,
      },
    ];
  });
}

/** Lists that were taken out of use since they were chosen, beside the placements that aim by them. */
export function archivedListProblems(
  placements: readonly PlacementInput[],
  { lists }: Pick<PlacementSurroundings, 'lists'>,
): DraftProblem[] {
  return placements.flatMap(({ listVersionId }, index) => {
    const found = listVersionId === null ? undefined : lists.get(listVersionId);
    return found?.isArchived
      ? [{ path: `placements.${index}.rule`, code: 'LIST_ARCHIVED', params: { name: found.list.listName } }]
      : [];
  });
}

/** A placement as a release pins it. Its point and its list were checked before. */
export function placementToRelease(
  placement: StoredPlacement,
  { points, lists }: PlacementSurroundings,
): PlacementToRelease {
  const point = points.get(placement.pointCode);
  if (!point) throw new AppError('PLACEMENT_POINT_UNKNOWN');
  if (placement.listVersionId === null) return { id: placement.id, placement, point, list: null };
  const list = lists.get(placement.listVersionId);
  if (!list) throw new AppError('NOT_FOUND');
  return { id: placement.id, placement, point, list: list.list };
}

/** Placements as a release pins them. */
export function placementsToRelease(
  placements: readonly StoredPlacement[],
  surroundings: PlacementSurroundings,
): PlacementToRelease[] {
  return placements.map((placement) => placementToRelease(placement, surroundings));
}

/**
 * Placements as the audit keeps them: by number and in words, with everything that a person says of them. Two that are
 * alike in it are taken for one, so that a part left out here would not be saved either.
 */
export function auditedPlacements(placements: readonly PlacementInput[]): Record<string, unknown> {
  return Object.fromEntries(
    placements.map(({ pointCode, firstDay, lastDay, tier, lever, listVersionId, rule, aim }, index) => [
      `placement ${index + 1}`,
      {
        ...{ pointCode, firstDay, lastDay, tier, lever, listVersionId, rule },
        ...(aim === undefined ? {} : { aim }),
      },
    ]),
  );
}

/** Gives a local campaign's new version the placements of an earlier one, as they stand. */
export async function copyPlacements(
  tx: DatabaseOrTx,
  of: { campaign: { id: string; tenantId: string }; from: string; to: string; ids: Ids },
): Promise<void> {
  const store = createPlacementStore(tx);
  const points = await createPlacementFactsReadModel(tx).points();
  await store.replace(
    {
      tenantId: of.campaign.tenantId,
      campaignKind: 'LOCAL',
      campaignId: of.campaign.id,
      versionId: of.to,
    },
    (await store.ofVersion(of.from)).map((placement) => ({ ...placement, id: of.ids.next() })),
    new Map([...points].map(([code, { id }]) => [code, id])),
  );
}
