import type { RenderedContent } from '../rendering';
import type { ReleaseDocument } from '../releases';

export interface SnapshotPoint {
  readonly code: string;
  readonly channel: string;
  readonly format: string;
  /** How many items it shows at once. */
  readonly capacity: number;
  /** False = switched off: nothing is shown there, not even the default. */
  readonly enabled: boolean;
  readonly names: { readonly zh: string; readonly en: string };
  /** What it shows when no candidate is left; null = nothing. */
  readonly fallback: RenderedContent | null;
}

/** An approved release as it is stored. */
export interface SnapshotRelease {
  readonly releaseId: string;
  readonly hash: string;
  readonly document: ReleaseDocument;
  /** Instant from which a later release of the same campaign runs instead, or null. */
  readonly overtakenAt: string | null;
}

/** Numbers that must not be shown marketing, as they are in force. */
export interface SnapshotBlocklist {
  /** Its version, or what else tells it from others. */
  readonly id: string;
  /** Code of the city whose it is; null = the province's, for every city. */
  readonly city: string | null;
  readonly has: (memberKey: number) => boolean;
}

export interface SnapshotSettings {
  /** Look-up of a list version by member key, or undefined when it is not in memory. */
  readonly membership: (listVersionId: string) => ((memberKey: number) => boolean) | undefined;
}

export interface SnapshotInput extends SnapshotSettings {
  /** Number of the configuration's last change. */
  readonly revision: number;
  /** Codes of all cities, those without a release too. */
  readonly cities: readonly string[];
  readonly points: readonly SnapshotPoint[];
  readonly releases: readonly SnapshotRelease[];
  readonly blocklists: readonly SnapshotBlocklist[];
}
