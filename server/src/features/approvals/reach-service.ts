import { MOST_RIVALS } from '@xietong/shared/approvals';
import type {
  ApprovalRival,
  Displacement,
  ListChange,
  ListReach,
  ListReachInput,
  PlacementReach,
  RefusedMembers,
} from '@xietong/shared/approvals';
import { offerCodesOf, rivalriesOf } from '@xietong/shared/decisions';
import type { Rivalry } from '@xietong/shared/decisions';
import { asCaller } from '../../access/as-caller';
import type { Call } from '../../access/call';
import { requireCan, requireRow } from '../../access/require-can';
import type { Clock } from '../../platform/clock';
import type { Database, Tx } from '../../platform/database';
import { createApprovalReadModel } from './approval-read-model';
import { createListChangeReadModel } from './list-change-read-model';
import { createReviewReadModel, documentOf } from './review-read-model';
import { findCityCodes, findRunningBeside, findSnapshotPoints } from './rival-read-model';
import type { RunningBeside } from './rival-read-model';

export interface ReachServiceDeps {
  readonly database: Database;
  /** Connection of the engine's role, which alone sees everything that is released. */
  readonly engine: Database;
  readonly clock: Clock;
  /** Counts customers for a rule; approvers see none of them. `homeTenantId` null = in the whole province. */
  readonly rules: {
    count(
      tx: Tx,
      call: Call,
      rule: unknown,
      among: { homeTenantId: string | null; listVersionId?: string | undefined },
    ): Promise<number>;
  };
}

/** Pairs of lists that are compared member by member for one answer. */
const MOST_COMPARED = 20;

/** Whom a release will reach and what it displaces: asked for beside the request, because it takes counting. */
export function createReachService({ database, engine, clock, rules }: ReachServiceDeps) {
  async function reviewed(tx: Tx, call: Call, id: string) {
    const request = requireRow(await createApprovalReadModel(tx, call.actor, clock.now()).findById(id));
    const release = requireRow(await createReviewReadModel(tx).findRelease(request.releaseId));
    return { request, release, document: documentOf(release) };
  }

  /** Of what the province has of its own a city learns that and when, as at the points: nothing of what it is. */
  const maySee = ({ actor }: Call, other: RunningBeside): boolean =>
    actor.tenant.kind === 'PROVINCE' || other.tenantId === actor.tenant.id;

  function rivalOf(
    call: Call,
    rivalry: Rivalry,
    other: RunningBeside,
    sharedMembers: number | null,
  ): ApprovalRival {
    const { subject } = other.snapshot.document;
    const { placementId, point, startsAt, endsAt, first, because, isPushedOut } = rivalry;
    return {
      id: `${placementId}-${rivalry.otherPlacementId}`,
      ...{ placementId, point, startsAt, endsAt, first, because, sharedMembers },
      isPushedOut: isPushedOut && sharedMembers !== 0,
      kind: subject.kind === 'LOCAL' ? 'LOCAL' : 'STANDARD_PLACEMENT',
      campaign: maySee(call, other) ? { number: subject.number, title: other.title } : null,
      tenantNameZh: other.tenantNameZh,
      tenantNameEn: other.tenantNameEn,
    };
  }

  return {
    /**
     * How many customers each placement of a release is for now: a number alone, for who decides sees no customer.
     * Placements that are for the same ones are counted once.
     * @throws AppError NOT_FOUND, RULE_COUNT_TOO_WIDE
     */
    async reach(call: Call, id: string): Promise<PlacementReach[]> {
      return asCaller(database, call, async (tx) => {
        const { request, document } = await reviewed(tx, call, id);
        const homeTenantId = request.tenantKind === 'CITY' ? request.tenantId : null;
        const lists = createListChangeReadModel(tx);
        const counts = new Map<string, number>();
        const found: PlacementReach[] = [];
        for (const { id: placementId, audience } of document.placements) {
          const { list = null, rule = null } = audience ?? {};
          const key = JSON.stringify([list?.versionId, rule]);
          const listVersionId = list?.versionId;
          const counted =
            counts.get(key) ??
            (listVersionId !== undefined && rule === null
              ? await lists.reachable(listVersionId, { homeTenantId, offerCodes: offerCodesOf(document) })
              : await rules.count(tx, call, rule ?? {}, { homeTenantId, listVersionId }));
          counts.set(key, counted);
          found.push({ placementId, count: counted });
        }
        return found;
      });
    },

    /**
     * What each list of a release is beside the one that runs now, and how many on it will not be shown it.
     * Counts alone, made by the database. @throws AppError NOT_FOUND
     */
    async listChanges(call: Call, id: string): Promise<ListChange[]> {
      return asCaller(database, call, async (tx) => {
        const { request, release, document } = await reviewed(tx, call, id);
        const lists = createListChangeReadModel(tx);
        const homeTenantId = request.tenantKind === 'CITY' ? request.tenantId : null;
        const changes: ListChange[] = [];
        // placements often share a list, which is counted once
        const refused = new Map<string, RefusedMembers>();
        for (const placement of document.placements) {
          const list = placement.audience?.list;
          if (!list) continue;
          const own = requireRow(await lists.findVersion(list.versionId));
          const before = await lists.beforeOf({ release, request, placement }, clock.now());
          const kept =
            before === null ? 0 : before.id === own.id ? own.size : await lists.shared(own.id, before.id);
          const members =
            refused.get(own.id) ??
            (await lists.refused(own.id, { homeTenantId, offerCodes: offerCodesOf(document) }));
          refused.set(own.id, members);
          changes.push({
            ...{ placementId: placement.id, point: placement.point },
            ...{ name: own.name, version: own.version, size: own.size },
            before: before && {
              ...{ name: before.name, version: before.version, size: before.size, isLive: before.isLive },
            },
            ...{ kept, added: own.size - kept, removed: (before?.size ?? 0) - kept },
            refused: members,
          });
        }
        return changes;
      });
    },

    /**
     * To how many on a version of a list content would be shown by now, and why not to the others: for its author,
     * before anybody approves it. Counts alone. @throws AppError NOT_FOUND
     */
    async listReach(call: Call, { listVersionId, offerCodes }: ListReachInput): Promise<ListReach> {
      return asCaller(database, call, async (tx) => {
        const lists = createListChangeReadModel(tx);
        const { tenantId, kind, size } = requireRow(await lists.ownerOf(listVersionId));
        requireCan(call.actor, 'read', 'CustomerList', { tenantId });
        const among = { homeTenantId: kind === 'CITY' ? tenantId : null, offerCodes };
        const reachable = await lists.reachable(listVersionId, among);
        return { size, reachable, refused: await lists.refused(listVersionId, among) };
      });
    },

    /**
     * What else runs at the release's points in its time, who goes first there and why, by the rules of
     * decisions; of what the reader may see. @throws AppError NOT_FOUND
     */
    async displacement(call: Call, id: string): Promise<Displacement> {
      return asCaller(database, call, async (tx) => {
        const { release, document } = await reviewed(tx, call, id);
        const beside = await findRunningBeside(engine, release, document, clock.now());
        const byId = new Map(beside.map((each) => [each.snapshot.releaseId, each]));
        const points = await findSnapshotPoints(engine, [
          ...new Set(document.placements.map(({ point }) => point)),
        ]);
        const found = rivalriesOf({
          release: { releaseId: release.id, hash: release.hash, document, overtakenAt: null },
          others: beside.map(({ snapshot }) => snapshot),
          ...{ points, cities: await findCityCodes(engine) },
        });
        const lists = createListChangeReadModel(tx);
        const compared = new Map<string, number>();
        const rivals: ApprovalRival[] = [];
        for (const rivalry of found) {
          const other = requireRow(byId.get(rivalry.otherReleaseId));
          let shared: number | null = null;
          if (rivalry.lists && maySee(call, other)) {
            const pair = `${rivalry.lists.own} ${rivalry.lists.other}`;
            shared = compared.get(pair) ?? null;
            if (shared === null && compared.size < MOST_COMPARED) {
              shared = await lists.shared(rivalry.lists.own, rivalry.lists.other);
              compared.set(pair, shared);
            }
          }
          rivals.push(rivalOf(call, rivalry, other, shared));
        }
        rivals.sort((a, b) => Number(b.isPushedOut) - Number(a.isPushedOut));
        return {
          rivals: rivals.slice(0, MOST_RIVALS),
          total: rivals.length,
          ahead: rivals.filter(({ first, isPushedOut }) => first === 'OTHER' && !isPushedOut).length,
          points: points.map(({ code, names, capacity }) => ({
            ...{ code, nameZh: names.zh, nameEn: names.en, capacity },
          })),
        };
      });
    },
  };
}
export type ReachService = ReturnType<typeof createReachService>;
