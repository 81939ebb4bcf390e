import { auditCampaignsSchema, auditLeafHash, auditListSchema } from '@xietong/shared/audit';
import type {
  AuditCampaign,
  AuditCampaignsInput,
  AuditDetail,
  AuditedRelease,
  AuditListInput,
  AuditPage,
  CampaignHistory,
  CampaignHistoryInput,
} from '@xietong/shared/audit';
import { startOfShanghaiDate, windowOfDates } from '@xietong/shared/kernel';
import { isSealIntact } from '@xietong/shared/releases';
import { z } from 'zod';
import { asCaller } from '../../access/as-caller';
import type { Call } from '../../access/call';
import { abilityFor, requireCan, requireRow } from '../../access/require-can';
import { pointsOf, reviewedChannels } from '../../db/reviewed-places';
import { AppError } from '../../platform/app-error';
import type { Database } from '../../platform/database';
import { createAuditReadModel } from './audit-read-model';
import { createAuditSearch } from './audit-search';
import { createAuditSearchStore } from './audit-search-store';
import type { AuditPlace } from './audit-search-store';
import { changesOf, documentOf, historyOf, referenceOf } from './campaign-history';
import { createCampaignHistoryReadModel } from './campaign-history-read-model';

/** Events of one campaign that are shown at once. */
const MAX_HISTORY = 500;

const cursorSchema = z.tuple([z.iso.datetime(), z.uuid()]);

function cursorOf({ at, id }: AuditPlace): string {
  return Buffer.from(JSON.stringify([at, id])).toString('base64url');
}

/** @throws AppError INVALID_INPUT for what is no cursor of ours */
function readCursor(text: string | undefined): AuditPlace | null {
  if (text === undefined) return null;
  try {
    const [at, id] = cursorSchema.parse(JSON.parse(Buffer.from(text, 'base64url').toString()));
    return { at, id };
  } catch {
    throw new AppError('INVALID_INPUT');
  }
}

export interface AuditServiceDeps {
  readonly database: Database;
}

/** Reading the audit log: searching it, and the whole history of a campaign. Changes nothing. */
export function createAuditService({ database }: AuditServiceDeps) {
  return {
    /**
     * One page of events, newest first; the first tells how many there are.
     * @throws AppError INVALID_INPUT for a bad cursor
     */
    async list(call: Call, input: AuditListInput): Promise<AuditPage> {
      const { cursor, limit, before, from, to, tenantCode, ...rest } = auditListSchema.parse(input);
      const after = readCursor(cursor);
      return asCaller(database, call, async (tx) => {
        const model = createAuditReadModel(tx, call.actor);
        const empty: AuditPage = { rows: [], total: after ? null : 0, approximate: false, nextCursor: null };
        if (!abilityFor(call.actor).can('read', 'AuditEvent')) return empty;
        const own = call.actor.tenant.kind === 'CITY' ? call.actor.tenant : undefined;
        const tenant = tenantCode === undefined ? own : await model.tenantOf(tenantCode);
        if (tenantCode !== undefined && !tenant) return empty;
        const conditions = {
          ...{ ...rest, tenant },
          from: from ? new Date(startOfShanghaiDate(from)) : undefined,
          to: to ? new Date(windowOfDates(to, to).endsAt) : undefined,
        };
        const search = createAuditSearch(createAuditSearchStore(tx, model.scope));
        const start = after ?? (before ? search.startBefore(before) : null);
        const { places, end } = await search.find(conditions, start, limit + 1);
        const shown = places.slice(0, limit);
        const last = places.length > limit ? shown.at(-1) : end;
        // A list that is read from its top, and all of it, was counted by reading it. What takes too long to be read
        // takes too long to be counted.
        const counted =
          start === null && !last
            ? { total: shown.length, approximate: false }
            : after || end
              ? { total: null, approximate: false }
              : await search.count(conditions);
        return {
          rows: await model.rowsOf(shown.map(({ id }) => id)),
          ...counted,
          nextCursor: last ? cursorOf(last) : null,
          readTo: end?.at ?? null,
        };
      });
    },

    /** One event with what it changed, its exact text and hash. @throws AppError NOT_FOUND */
    async get(call: Call, id: string): Promise<AuditDetail> {
      return asCaller(database, call, async (tx) => {
        const row = requireRow(await createAuditReadModel(tx, call.actor).findById(id));
        const { leafHash, canonical, ...rest } = row;
        const model = createCampaignHistoryReadModel(tx, call.actor);
        return {
          ...rest,
          canonical,
          changes: changesOf(canonical),
          contentFields: row.campaignId ? await model.contentFieldsOf(row.campaignId) : [],
          leafHash: leafHash.toString('hex'),
          intact: Buffer.from(auditLeafHash(canonical)).equals(leafHash),
        };
      });
    },

    /** Campaigns whose history the actor may read. */
    async campaigns(call: Call, input: AuditCampaignsInput): Promise<AuditCampaign[]> {
      const { text, limit } = auditCampaignsSchema.parse(input);
      return asCaller(database, call, (tx) =>
        createCampaignHistoryReadModel(tx, call.actor).search(text, limit),
      );
    },

    /**
     * A part of a campaign's time line, the newest first that is asked for.
     * @throws AppError NOT_FOUND, INVALID_INPUT for a bad cursor
     */
    async forCampaign(call: Call, { campaignId, cursor }: CampaignHistoryInput): Promise<CampaignHistory> {
      const before = readCursor(cursor);
      return asCaller(database, call, async (tx) => {
        const model = createCampaignHistoryReadModel(tx, call.actor);
        const { campaign, base } = requireRow(await model.findCampaign(campaignId));
        const events = await createAuditReadModel(tx, call.actor).ofCampaign(
          { campaignId, things: await model.thingsOf(campaignId) },
          before,
          MAX_HISTORY + 1,
        );
        const shown = events.slice(0, MAX_HISTORY);
        const first = events.length > MAX_HISTORY ? shown.at(-1) : undefined;
        const releases = await model.releasesOf(campaignId);
        const ids = releases.map(({ release }) => release.id);
        return {
          campaign,
          base,
          entries: historyOf({
            // Oldest first, so that of equal instants the earlier event stays before the later.
            events: shown.reverse(),
            releases,
            decisions: await model.decisionsOf(ids),
            authors: await model.authorsOf(ids),
            from: first?.at ?? null,
            before: before?.at ?? null,
          }),
          contentFields: await model.contentFieldsOf(campaignId),
          nextCursor: first ? cursorOf({ at: first.at, id: first.id }) : null,
        };
      });
    },

    /** A release as it was approved, and whether its text still has the approved hash. @throws AppError NOT_FOUND */
    async release(call: Call, releaseId: string): Promise<AuditedRelease> {
      return asCaller(database, call, async (tx) => {
        const model = createCampaignHistoryReadModel(tx, call.actor);
        const row = requireRow(await model.findRelease(releaseId));
        requireCan(call.actor, 'read', 'AuditEvent', { tenantId: row.tenantId });
        const document = documentOf(row.text);
        const decisions = await model.decisionsOf([releaseId]);
        return {
          ...referenceOf(row, document),
          number: row.campaignNumber,
          campaignId: row.campaignId,
          state: row.state,
          document,
          points: await pointsOf(tx, [document]),
          channels: await reviewedChannels(tx),
          sealIntact: isSealIntact(row),
          authors: (await model.authorsOf([releaseId])).map((author) => author.name),
          submittedAt: row.submittedAt.toISOString(),
          submittedByName: row.submittedByName,
          decisions: decisions.map(({ decidedAt, decidedByName, outcome, hash, reason }) => ({
            at: decidedAt.toISOString(),
            byName: decidedByName,
            outcome,
            hash,
            reason,
          })),
        };
      });
    },
  };
}
export type AuditService = ReturnType<typeof createAuditService>;
