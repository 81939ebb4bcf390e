import { z } from 'zod';
import { idSchema } from '../kernel';
import type { ReleaseKind } from './release-document';

const reasonSchema = z.string().trim().min(1).max(500);

export const runningReleasesSchema = z.strictObject({ campaignId: idSchema });

export const takeDownSchema = z.strictObject({ releaseId: idSchema, reason: reasonSchema });
export type TakeDownInput = z.infer<typeof takeDownSchema>;

export const takeDownCampaignSchema = z.strictObject({ campaignId: idSchema, reason: reasonSchema });
export type TakeDownCampaignInput = z.infer<typeof takeDownCampaignSchema>;

/** An approved release that is shown now or will be. Instants are ISO UTC, the end exclusive. */
export interface RunningRelease {
  readonly releaseId: string;
  readonly kind: Exclude<ReleaseKind, 'STANDARD'>;
  readonly version: number;
  readonly campaignId: string;
  readonly campaignNumber: string;
  readonly title: string;
  /** Whose it is; what is the province's own is shown in every city. */
  readonly tenant: { readonly kind: 'PROVINCE' | 'CITY'; readonly nameZh: string; readonly nameEn: string };
  readonly startsAt: string;
  /** The end of its window, or the start of the release that takes its place. */
  readonly endsAt: string;
  readonly points: readonly { readonly code: string; readonly nameZh: string; readonly nameEn: string }[];
  readonly mayTakeDown: boolean;
}

/** Who stopped a release in an emergency, when and why. `by` is a staff id, `at` ISO UTC. */
export interface TakedownView {
  readonly by: string;
  readonly at: string;
  readonly reason: string;
}

export interface TakenDown extends TakedownView {
  readonly releaseId: string;
  /** It was down before; who, when and why are those of the first time. */
  readonly repeated: boolean;
  /** What of the same campaign is shown or still to come. */
  readonly stillRunning: readonly RunningRelease[];
}

export interface TakenDownCampaign {
  readonly releaseIds: readonly string[];
  /** What the caller may not stop, or was approved in the meantime. */
  readonly stillRunning: readonly RunningRelease[];
}
