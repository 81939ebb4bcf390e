import { z } from 'zod';
import type { MergeImpact, Push, PushMode, MissEffect, PropagationStanding } from '../inheritance';
import { idSchema } from '../kernel';
import type { TenantName } from './localisation-view';
import type { VersionState } from './localisation-lifecycle';

export const propagationSchema = z.strictObject({ standardVersionId: idSchema });
export const propagationBoardSchema = z.strictObject({
  campaignId: idSchema,
  /** Newest published versions to show. */
  versions: z.number().int().min(1).max(100).default(8),
});
export type PropagationBoardInput = z.infer<typeof propagationBoardSchema>;
export const propagationItemSchema = z.strictObject({ id: idSchema });
/** `reminders`: how many there were for who reminds; where there are more by now, that was done already. */
export const remindPropagationSchema = z.strictObject({
  id: idSchema,
  reminders: z.number().int().min(0).optional(),
});
export type RemindPropagationInput = z.infer<typeof remindPropagationSchema>;
/** `hash`: what the city saw that its campaign will show. */
export const adoptSchema = z.strictObject({ id: idSchema, hash: z.string().regex(/^[0-9a-f]{64}$/) });
export type AdoptInput = z.infer<typeof adoptSchema>;
export const MAX_WAIVER_REASON = 500;
export const waiveSchema = z.strictObject({
  id: idSchema,
  reason: z.string().trim().min(1).max(MAX_WAIVER_REASON),
});
export type WaiveInput = z.infer<typeof waiveSchema>;

/** What was asked of a campaign, and what was said and done about it since. Instants are ISO UTC. */
export interface PropagationItem {
  readonly id: string;
  readonly mode: PushMode;
  readonly dueAt: string | null;
  readonly onMiss: MissEffect | null;
  readonly pushedAt: string;
  readonly reminders: number;
  readonly remindedAt: string | null;
  readonly remindedByName: string | null;
  readonly waivedAt: string | null;
  readonly waivedByName: string | null;
  readonly waiverReason: string | null;
  readonly missedAt: string | null;
  /** When a mandatory push replaced what ran, and who of the city has seen it. */
  readonly correctedAt: string | null;
  readonly acknowledgedAt: string | null;
  readonly acknowledgedByName: string | null;
}

/** How one local campaign stands to a version of its standard. */
export interface PropagationRow {
  readonly id: string;
  readonly number: string;
  readonly title: string;
  readonly tenant: TenantName;
  /** Its latest version, and the version of the standard that this one is pinned to. */
  readonly version: { readonly version: number; readonly state: VersionState; readonly base: number };
  /** Who saved it last: the person to ask. */
  readonly updatedByName: string;
  readonly updatedAt: string;
  /** Placements of its approved releases that run now or will run. */
  readonly placements: number;
  /** Customers on the lists of those placements; one on two lists counts twice. */
  readonly listed: number;
  /** Of those placements the ones that no list bounds: for everybody, or by a rule. */
  readonly unlisted: number;
  readonly standing: PropagationStanding;
  /** Whether an approved release on this version or a later one runs or will run. */
  readonly isLive: boolean;
  /** Whether what ran of it is paused because of its standard. */
  readonly isPaused: boolean;
  /** What moving its latest version does, field by field counted; null when it has moved. */
  readonly impact: MergeImpact | null;
  /** Null before the version was pushed to it. */
  readonly item: PropagationItem | null;
}

export interface PropagatedStandard {
  readonly campaignId: string;
  readonly number: string;
  readonly title: string;
  readonly versionId: string;
  readonly version: number;
  readonly state: string;
  readonly push: Push;
}

export interface Propagation {
  readonly standard: PropagatedStandard;
  readonly rows: readonly PropagationRow[];
  /** Whether the reader may remind and let off. */
  readonly mayManage: boolean;
  /** Whether the reader may go on from the pilot's cities to the others. */
  readonly mayWiden: boolean;
}

/** Every local campaign of a standard against its newest published versions, the newest first. */
export interface PropagationBoard {
  readonly standard: { readonly campaignId: string; readonly number: string; readonly title: string };
  readonly versions: readonly {
    readonly versionId: string;
    readonly version: number;
    readonly publishedAt: string;
    readonly mode: PushMode;
  }[];
  readonly rows: readonly (Pick<
    PropagationRow,
    'id' | 'number' | 'title' | 'tenant' | 'version' | 'updatedByName'
  > & {
    /** Exceptions in force, and when (ISO UTC) the next of them ends; null without any. */
    readonly exceptions: { readonly count: number; readonly nextEndsAt: string } | null;
    /** In the order of the versions. */
    readonly cells: readonly PropagationStanding[];
  })[];
}
