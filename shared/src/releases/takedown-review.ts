import { z } from 'zod';
import { err, idSchema, ok, pageSchema } from '../kernel';
import type { Result } from '../kernel';
import type { ReleaseDocument, ReleaseKind } from './release-document';
import type { ReleaseErrorCode } from './release-errors';
import type { TakedownView } from './take-down';

const HOUR_MS = 3_600_000;

/** Hours within which an emergency stop should be reviewed. */
export const REVIEW_HOURS = 24;

/** So many hours before that those who can review it are reminded: a quarter of the time, as of an approval. */
const REMINDER_HOURS = REVIEW_HOURS / 4;

/** What a review can come to: the stop was right, it was a mistake, or what ran has to be changed. */
export const REVIEW_CONCLUSIONS = ['JUSTIFIED', 'MISTAKEN', 'NEEDS_CHANGE'] as const;
export type ReviewConclusion = (typeof REVIEW_CONCLUSIONS)[number];

/** MINE: assigned to the own tenant's approvers, or left undone by a city's, and not closed to the reader. */
export const REVIEW_BOXES = ['MINE', 'OPEN', 'CONCLUDED', 'ALL'] as const;
export type ReviewBox = (typeof REVIEW_BOXES)[number];

export const takedownReviewListSchema = pageSchema.extend({ box: z.enum(REVIEW_BOXES).default('ALL') });
export type TakedownReviewListInput = z.infer<typeof takedownReviewListSchema>;

export const takedownReviewIdSchema = z.strictObject({ id: idSchema });

export const concludeReviewSchema = z.strictObject({
  id: idSchema,
  conclusion: z.enum(REVIEW_CONCLUSIONS),
  comment: z.string().trim().min(1).max(500),
});
export type ConcludeReviewInput = z.infer<typeof concludeReviewSchema>;

/** By when a stop at an instant should be reviewed. */
export function reviewDue(stoppedAt: Date): Date {
  return new Date(stoppedAt.getTime() + REVIEW_HOURS * HOUR_MS);
}

/**
 * What is to be told about a review's deadline now, each once: that it comes within hours, or that it was missed. Of a
 * stop that nobody looked at in time the reminder is left out.
 */
export function reviewReminder(
  {
    dueAt,
    remindedAt,
    missedAt,
    concludedAt,
  }: {
    readonly dueAt: Date;
    readonly remindedAt: Date | null;
    readonly missedAt: Date | null;
    readonly concludedAt: Date | null;
  },
  now: Date,
): 'DUE_SOON' | 'OVERDUE' | null {
  if (concludedAt || missedAt) return null;
  if (now >= dueAt) return 'OVERDUE';
  return !remindedAt && now >= reminderAt(dueAt) ? 'DUE_SOON' : null;
}

function reminderAt(dueAt: Date): Date {
  return new Date(dueAt.getTime() - REMINDER_HOURS * HOUR_MS);
}

/** Reviews that are due by this instant may have to be told of at `now`. */
export function lastDueToTell(now: Date): Date {
  return new Date(now.getTime() + REMINDER_HOURS * HOUR_MS);
}

export interface ReviewHands {
  /** Whose release it is, and that one's province; null = it is the province's own. */
  readonly owner: { readonly id: string; readonly parentId: string | null };
  /** Approvers of the owner at the time. */
  readonly approverIds: readonly string[];
  /** Who stopped it and who made it. */
  readonly closedTo: readonly string[];
}

/** The tenant whose approvers review a stop: the owner's, unless each of them stopped or made it. */
export function reviewerTenantId({ owner, approverIds, closedTo }: ReviewHands): string {
  const isFree = approverIds.some((id) => !closedTo.includes(id));
  return isFree ? owner.id : (owner.parentId ?? owner.id);
}

export interface ReviewUnderway {
  readonly stoppedBy: string;
  readonly authorIds: readonly string[];
  readonly concludedByName: string | null;
}

/** Whether a person may conclude a review, beside the permission to. */
export function checkReviewer(
  { stoppedBy, authorIds, concludedByName }: ReviewUnderway,
  personId: string,
): Result<true, ReleaseErrorCode> {
  if (concludedByName !== null) return err('TAKEDOWN_REVIEW_CONCLUDED', { by: concludedByName });
  if (stoppedBy === personId) return err('TAKEDOWN_REVIEW_BY_STOPPER');
  if (authorIds.includes(personId)) return err('TAKEDOWN_REVIEW_BY_AUTHOR');
  return ok(true);
}

/** Where the review of a stop stands. Instants are ISO UTC, `by` is a staff id. */
export interface ReviewStanding {
  readonly id: string;
  readonly dueAt: string;
  /** Null while nobody has concluded it. */
  readonly concluded: {
    readonly conclusion: ReviewConclusion;
    readonly comment: string;
    readonly by: string;
    readonly at: string;
  } | null;
}

/** A stop with the review that opened with it; null of one from before there were reviews. */
export type ReviewedTakedown = TakedownView & { readonly review: ReviewStanding | null };

interface ReviewTenant {
  readonly kind: 'PROVINCE' | 'CITY';
  readonly nameZh: string;
  readonly nameEn: string;
}

export interface TakedownReviewRow extends ReviewStanding {
  readonly releaseId: string;
  readonly kind: Exclude<ReleaseKind, 'STANDARD'>;
  readonly campaignId: string;
  readonly campaignNumber: string;
  readonly title: string;
  readonly version: number;
  readonly takedown: TakedownView;
  /** Whose release it was. */
  readonly tenant: ReviewTenant;
  /** Whose approvers review it. */
  readonly reviewer: ReviewTenant;
}

/** What customers did with a campaign, counted. */
export interface ReviewFigures {
  readonly impressions: number;
  readonly clicks: number;
  readonly orders: number;
}

export interface TakedownReviewDetail extends TakedownReviewRow {
  /** What was live, under its hash. */
  readonly hash: string;
  readonly document: ReleaseDocument;
  /** First day counted, of Shanghai, and the campaign's numbers from it until now. */
  readonly since: string;
  readonly figures: ReviewFigures;
  /** What came of this release after the stop: seen before it and reported late, or still on a page. */
  readonly after: ReviewFigures;
  readonly points: readonly {
    readonly code: string;
    readonly channel: string;
    readonly format: string;
    readonly nameZh: string;
    readonly nameEn: string;
  }[];
  readonly channels: readonly { readonly code: string; readonly nameZh: string; readonly nameEn: string }[];
  /** Who made it. Staff ids and names of machines. */
  readonly authors: readonly string[];
  readonly mayConclude: boolean;
  /** Why the reader, who concludes reviews of this kind, may not conclude this one. */
  readonly closedBecause: 'STOPPER' | 'AUTHOR' | null;
}
