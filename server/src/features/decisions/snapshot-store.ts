import { createHash } from 'node:crypto';
import type { SnapshotPoint } from '@xietong/shared/decisions';
import type { ReleaseKind } from '@xietong/shared/releases';
import type { SealedFallback } from '@xietong/shared/points';
import { and, asc, desc, eq, gt, inArray, isNull, or, sql } from 'drizzle-orm';
import {
  configRevision,
  customerList,
  listMember,
  listVersion,
  marketingPoint,
  pointFallback,
  release,
  tenant,
} from '../../db/schema';
import type { Database } from '../../platform/database';
import { memberKeyOf } from '../../platform/number-vault';

/** Members fetched at once: bounds the memory beside the index, and how long decisions wait meanwhile. */
const MEMBERS_PER_FETCH = 5_000;

/** Longer than any list takes to be loaded. */
const OVERTAKEN_KEPT_MS = 60_000;

export interface ReleaseHead {
  readonly id: string;
  readonly hash: string;
  readonly overtakenAt: Date | null;
  readonly campaignId: string;
  readonly kind: ReleaseKind;
}

/** A list of members, and the digest by which its members are known to be those that were imported. */
export interface ListContent {
  readonly versionId: string;
  readonly size: number;
  readonly digest: string;
}

/** A blocklist in use, with its versions, the newest first. */
export interface StoredBlocklist {
  readonly listId: string;
  /** Code of the city whose it is; null = the province's. */
  readonly city: string | null;
  readonly versions: readonly ListContent[];
}

/** A point, and what was approved that it shows for want of better. */
export interface StoredSnapshotPoint extends Omit<SnapshotPoint, 'fallback'> {
  /** What it has shown since before there were approvals; null = nothing, or something approved. */
  readonly formerFallback: unknown;
  /** `sealed` is null for what there is no approval of. */
  readonly approved: { readonly id: string; readonly sealed: SealedFallback | null } | null;
}

/** The members of a list version are not those that its digest was made of. */
export class ListChangedError extends Error {}

/** What the decision engine reads, as its own role: released rows alone. */
export function createSnapshotStore(engine: Database) {
  return {
    async revision(): Promise<number> {
      const [row] = await engine.select({ revision: configRevision.revision }).from(configRevision);
      if (!row) throw new Error('the configuration has no revision');
      return row.revision;
    },

    async cityCodes(): Promise<string[]> {
      const rows = await engine.select({ code: tenant.code }).from(tenant).where(eq(tenant.kind, 'CITY'));
      return rows.map((row) => row.code).sort();
    },

    async points(): Promise<StoredSnapshotPoint[]> {
      const { hash, text } = pointFallback;
      const rows = await engine
        .select({ row: marketingPoint, sealed: { hash, text } })
        .from(marketingPoint)
        .leftJoin(pointFallback, eq(pointFallback.id, marketingPoint.fallbackId))
        .orderBy(asc(marketingPoint.code));
      return rows.map(({ row, sealed }) => ({
        code: row.code,
        channel: row.channel,
        format: row.format,
        capacity: row.capacity,
        enabled: row.enabled,
        names: { zh: row.nameZh, en: row.nameEn },
        formerFallback: row.fallbackId === null ? row.fallback : null,
        approved: row.fallbackId === null ? null : { id: row.fallbackId, sealed },
      }));
    },

    /**
     * Approved releases that still have something to show at `now` or later, and those that were overtaken a moment
     * ago: they are shown until what takes over from them is loaded.
     */
    async heads(now: Date): Promise<ReleaseHead[]> {
      return engine
        .select({
          ...{ id: release.id, hash: release.hash, overtakenAt: release.overtakenAt },
          ...{ campaignId: release.campaignId, kind: release.kind },
        })
        .from(release)
        .where(
          and(
            gt(release.endsAt, now),
            or(
              isNull(release.overtakenAt),
              gt(release.overtakenAt, new Date(now.getTime() - OVERTAKEN_KEPT_MS)),
            ),
          ),
        )
        .orderBy(asc(release.id));
    },

    async blocklists(): Promise<StoredBlocklist[]> {
      const rows = await engine
        .select({
          ...{ listId: customerList.id, code: tenant.code, kind: tenant.kind },
          ...{ versionId: listVersion.id, size: listVersion.size, digest: listVersion.digest },
        })
        .from(customerList)
        .innerJoin(tenant, eq(tenant.id, customerList.tenantId))
        .innerJoin(listVersion, eq(listVersion.listId, customerList.id))
        .where(eq(customerList.purpose, 'BLOCKLIST'))
        .orderBy(asc(customerList.id), desc(listVersion.version));
      const lists = new Map<string, StoredBlocklist & { versions: ListContent[] }>();
      for (const { listId, code, kind, ...content } of rows) {
        const city = kind === 'PROVINCE' ? null : code;
        const list = lists.get(listId) ?? { listId, city, versions: [] };
        list.versions.push(content);
        lists.set(listId, list);
      }
      return [...lists.values()];
    },

    async texts(ids: readonly string[]): Promise<{ id: string; hash: string; text: string }[]> {
      if (ids.length === 0) return [];
      return engine
        .select({ id: release.id, hash: release.hash, text: release.text })
        .from(release)
        .where(inArray(release.id, [...ids]));
    },

    /**
     * The 53-bit keys of a list version's members, in their order.
     * One cursor: asking for each piece anew would look the list up as often as it has pieces.
     * `digest` is SHA-256 in hex over the sorted hashes, as the release pins it or the blocklist's version has it.
     * @throws ListChangedError for other members than those
     */
    async memberKeys({ versionId, size, digest }: ListContent): Promise<Float64Array> {
      const keys = new Float64Array(size);
      const found = createHash('sha256');
      const filled = await engine.transaction(async (tx) => {
        await tx.execute(sql`declare members no scroll cursor for
          select ${listMember.numberHash} as hash from ${listMember}
          where ${listMember.listVersionId} = ${versionId}::uuid order by ${listMember.numberHash}`);
        let at = 0;
        for (;;) {
          const { rows } = await tx.execute<{ hash: Buffer }>(
            sql`fetch forward ${sql.raw(String(MEMBERS_PER_FETCH))} from members`,
          );
          for (const { hash } of rows) {
            found.update(hash);
            if (at < size) keys[at] = memberKeyOf(hash);
            at += 1;
          }
          if (rows.length < MEMBERS_PER_FETCH) return at;
        }
      });
      if (filled !== size)
        throw new ListChangedError(`it holds ${String(filled)} members instead of ${String(size)}`);
      if (found.digest('hex') !== digest) throw new ListChangedError('it holds other members');
      return keys;
    },
  };
}
export type SnapshotStore = ReturnType<typeof createSnapshotStore>;
