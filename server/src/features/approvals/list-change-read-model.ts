import type { ApprovalRow, MeasuredList, RefusedMembers } from '@xietong/shared/approvals';
import type { ReleaseDocument, ReleasePlacement } from '@xietong/shared/releases';
import { aliasedTable, and, count, countDistinct, desc, eq, inArray, lt, notExists, sql } from 'drizzle-orm';
import {
  customerList,
  listMember,
  listVersion,
  release,
  subscriber,
  subscriberOffer,
  tenant,
} from '../../db/schema';
import type { Tx } from '../../platform/database';
import { stoodBeside } from './approved-before-read-model';
import { documentOf } from './review-read-model';
import type { ReviewedRelease } from './review-read-model';

const other = aliasedTable(listMember, 'other');

/**
 * Two lists stand in the order of their hashes, and are read beside each other: in one process, with no memory that
 * grows with them. Left to itself the database makes a table of all hashes of one, which takes twice as long.
 */
const MERGING = { enable_hashjoin: 'off', enable_sort: 'off', max_parallel_workers_per_gather: '0' };

/**
 * Memory for the hashes of one list, until the transaction ends: a million of them take 90 MB, and where they have no
 * room the database writes both lists to its disk and reads them again.
 */
const ROOM = '128MB';

export interface FoundList extends MeasuredList {
  readonly id: string;
}

/** Whose customers count as known, null = every city's, and what they may have ordered. */
interface Among {
  readonly homeTenantId: string | null;
  readonly offerCodes: readonly string[];
}

type Asked = Pick<ApprovalRow, 'closedAt'>;

/** A placement of a release under review. */
export interface ListAsked {
  readonly release: ReviewedRelease;
  readonly request: Asked;
  readonly placement: ReleasePlacement;
}

interface BlockedCounts extends Record<string, unknown> {
  readonly members: number;
  readonly reachable: number;
}

/** Compares versions of lists by their hashes, inside the database: no member of a list leaves it. */
export function createListChangeReadModel(tx: Tx) {
  const versions = () =>
    tx
      .select({
        id: listVersion.id,
        listId: listVersion.listId,
        name: customerList.name,
        version: listVersion.version,
        size: listVersion.size,
      })
      .from(listVersion)
      .innerJoin(customerList, eq(customerList.id, listVersion.listId));

  const blockedCounts = new Map<string, BlockedCounts>();

  const makeRoom = () => tx.execute(sql`select set_config('work_mem', ${ROOM}, true)`);

  async function findVersion(id: string) {
    return (await versions().where(eq(listVersion.id, id)))[0];
  }

  /** What runs of the release's campaign at `now`, or will; of an answered request what did when it was answered. */
  async function runningDocuments(
    row: ReviewedRelease,
    request: Asked,
    now: Date,
  ): Promise<ReleaseDocument[]> {
    const rows = await tx
      .select({ text: release.text })
      .from(release)
      .where(stoodBeside(tx, row, request, now))
      .orderBy(desc(release.decidedAt));
    return rows.map(documentOf);
  }

  /**
   * How many members are on a blocklist in force, and how many of them could be shown it otherwise. The function answers
   * for what the reader may not see, in numbers alone. It is asked once, as it may take a second for a million members.
   */
  async function blocked(versionId: string, { homeTenantId, offerCodes }: Among): Promise<BlockedCounts> {
    const key = JSON.stringify([versionId, homeTenantId, offerCodes]);
    const known = blockedCounts.get(key);
    if (known) return known;
    const { rows } = await tx.execute<BlockedCounts>(sql`
      select members, reachable
      from list_blocked(${versionId}::uuid, ${homeTenantId}::uuid, ${sql.param([...offerCodes])}::text[])`);
    const counts = rows[0] ?? { members: 0, reachable: 0 };
    blockedCounts.set(key, counts);
    return counts;
  }

  /** From the side of the orders: to ask each of a million members would take most of the time. */
  async function orderedBy(versionId: string, offerCodes: readonly string[]): Promise<number> {
    const [row] = await tx
      .select({ members: countDistinct(subscriberOffer.numberHash) })
      .from(subscriberOffer)
      .innerJoin(
        listMember,
        and(eq(listMember.listVersionId, versionId), eq(listMember.numberHash, subscriberOffer.numberHash)),
      )
      .where(inArray(subscriberOffer.offerCode, [...offerCodes]));
    return row?.members ?? 0;
  }

  return {
    findVersion,

    /**
     * What a placement's list is measured by: the list that its campaign runs with now, or ran with when the request
     * was answered, at the same placement if it can be; else the version before of the same list.
     */
    async beforeOf({ release: row, request, placement }: ListAsked, now: Date): Promise<FoundList | null> {
      const list = placement.audience?.list;
      if (!list) return null;
      const own = await findVersion(list.versionId);
      const running = (await runningDocuments(row, request, now)).flatMap(({ placements }) => placements);
      const lists = [...running]
        .sort((a, b) => Number(b.id === placement.id) - Number(a.id === placement.id))
        .flatMap(({ audience }) => (audience?.list ? [audience.list.versionId] : []));
      const found = [];
      for (const id of new Set(lists)) found.push(await findVersion(id));
      const sameList = found.find((each) => each?.listId === own?.listId) ?? found[0];
      if (sameList) return { ...sameList, isLive: true };
      if (!own) return null;
      const [before] = await versions()
        .where(and(eq(listVersion.listId, own.listId), lt(listVersion.version, own.version)))
        .orderBy(desc(listVersion.version))
        .limit(1);
      return before ? { ...before, isLive: false } : null;
    },

    /** How many numbers two versions have in common. */
    async shared(versionId: string, otherId: string): Promise<number> {
      for (const [name, value] of Object.entries(MERGING))
        await tx.execute(sql`select set_config(${name}, ${value}, true)`);
      const [row] = await tx
        .select({ members: count() })
        .from(listMember)
        .innerJoin(other, and(eq(other.listVersionId, otherId), eq(other.numberHash, listMember.numberHash)))
        .where(eq(listMember.listVersionId, versionId));
      // For whatever comes after it in the transaction.
      await tx.execute(sql`
        select set_config(name, reset_val, true) from pg_settings where name in ${Object.keys(MERGING)}`);
      return row?.members ?? 0;
    },

    /** Whose a version is, and how many are on it. */
    async ownerOf(versionId: string) {
      const [row] = await tx
        .select({ tenantId: tenant.id, kind: tenant.kind, size: listVersion.size })
        .from(listVersion)
        .innerJoin(tenant, eq(tenant.id, listVersion.tenantId))
        .where(eq(listVersion.id, versionId));
      return row;
    },

    /** Members to whom it can be shown, whatever a channel knows of them; as `refused` otherwise. */
    async reachable(versionId: string, among: Among): Promise<number> {
      const { homeTenantId, offerCodes } = among;
      await makeRoom();
      const ordered = tx
        .select({ one: sql`1` })
        .from(subscriberOffer)
        .where(
          and(
            eq(subscriberOffer.numberHash, listMember.numberHash),
            inArray(subscriberOffer.offerCode, [...offerCodes]),
          ),
        );
      const [row] = await tx
        .select({ members: count() })
        .from(listMember)
        .innerJoin(subscriber, eq(subscriber.numberHash, listMember.numberHash))
        .where(
          and(
            eq(listMember.listVersionId, versionId),
            eq(subscriber.consentPersonalised, true),
            homeTenantId === null ? undefined : eq(subscriber.homeTenantId, homeTenantId),
            offerCodes.length === 0 ? undefined : notExists(ordered),
          ),
        );
      return (row?.members ?? 0) - (await blocked(versionId, among)).reachable;
    },

    /** Members who will not be shown it; `homeTenantId` null = customers of every city count as known. */
    async refused(versionId: string, among: Among): Promise<RefusedMembers> {
      const { homeTenantId, offerCodes } = among;
      await makeRoom();
      const [row] = await tx
        .select({
          declined: sql<number>`(count(*) filter (where ${subscriber.consentPersonalised} = false))::int`,
          unasked: sql<number>`(count(*) filter (where ${subscriber.id} is not null and ${subscriber.consentPersonalised} is null))::int`,
          strangers: sql<number>`(count(*) filter (where ${subscriber.id} is null))::int`,
        })
        .from(listMember)
        .leftJoin(
          subscriber,
          and(
            eq(subscriber.numberHash, listMember.numberHash),
            homeTenantId === null ? undefined : eq(subscriber.homeTenantId, homeTenantId),
          ),
        )
        .where(eq(listMember.listVersionId, versionId));
      const ordered = offerCodes.length === 0 ? 0 : await orderedBy(versionId, offerCodes);
      const { members } = await blocked(versionId, among);
      return { declined: 0, unasked: 0, strangers: 0, ...row, ordered, blocked: members };
    },
  };
}
