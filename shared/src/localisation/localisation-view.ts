import type { ContentField } from '../content';
import type { KeptOverride, MissEffect, Retirement } from '../inheritance';
import type { TimeWindow } from '../kernel';
import type { ReviewedTakedown, ShownState } from '../releases';
import type { DraftProblem, PlacementPoint } from './draft-check';
import type { VersionState } from './localisation-lifecycle';
import type { Assessment, PlacementInput } from './placement-schema';

export interface TenantName {
  readonly id: string;
  readonly code: string;
  readonly nameZh: string;
  readonly nameEn: string;
}

/** A row of the list of local campaigns; `state` is that of the latest version. */
export interface LocalCampaignRow {
  readonly id: string;
  readonly number: string;
  readonly title: string;
  readonly tenant: TenantName;
  readonly standard: { readonly campaignId: string; readonly number: string; readonly title: string } | null;
  readonly versionId: string;
  readonly version: number;
  readonly state: ShownState;
  readonly window: TimeWindow | null;
  /** The version that is scheduled or live while a later one is worked on. */
  readonly running: { readonly version: number; readonly state: ShownState } | null;
  readonly updatedByName: string;
  readonly updatedAt: string;
}

/** A marketing point as it is picked. */
export interface PointOption extends PlacementPoint {
  readonly nameZh: string;
  readonly nameEn: string;
  readonly channelNameZh: string;
  readonly channelNameEn: string;
}

/** What the form of a placement chooses from, and how messages are signed. */
export interface PlacingOptions {
  readonly points: readonly PointOption[];
  readonly smsSignature: string;
}

export interface PlacementView extends PlacementInput {
  readonly id: string;
  readonly point: PointOption;
  readonly list: { readonly name: string; readonly version: number; readonly size: number } | null;
}

/** What became of a version's submission. */
export interface ReleaseView {
  readonly id: string;
  readonly hash: string;
  readonly submittedByName: string;
  readonly submittedAt: string;
  /** What the author told the approvers. */
  readonly note: string | null;
  /** The request that it is, or was, decided by; null where nobody had to decide. */
  readonly requestId: string | null;
  /** Whose approvers have it, while it is in review. */
  readonly approver: TenantName | null;
  readonly decision: {
    readonly outcome: 'APPROVED' | 'RETURNED' | 'REJECTED';
    readonly reason: string | null;
    readonly byName: string;
    readonly at: string;
  } | null;
  /** Who stopped it in an emergency; null when nobody did. */
  readonly takedown: ReviewedTakedown | null;
}

export interface VersionSummary {
  readonly id: string;
  readonly version: number;
  readonly title: string;
  readonly stored: VersionState;
  readonly state: ShownState;
  readonly window: TimeWindow | null;
  readonly updatedByName: string;
  readonly updatedAt: string;
  /** Number of the version that this one was filled from; null when it was not. */
  readonly restoredFrom: number | null;
  readonly release: ReleaseView | null;
}

/** An archived value as it crosses the wire: one that is not there is left out. */
export type ArchivedWords = Omit<KeptOverride, 'override'> & {
  readonly override: { readonly value?: unknown; readonly setBy: string };
};

export interface VersionDetail extends VersionSummary {
  readonly rowVersion: number;
  /** By field id; a value that is not of its role's shape is kept as it was typed. */
  readonly overrides: Readonly<
    Record<string, { readonly value?: unknown; readonly setBy: string; readonly reason?: string | undefined }>
  >;
  readonly resolved: readonly ContentField[];
  /** The city's words that gave way to a newer standard, oldest first. */
  readonly archived: readonly ArchivedWords[];
  readonly assessment: Assessment | null;
  readonly placements: readonly PlacementView[];
  /** What keeps a draft from being submitted; empty for a version that is no draft. */
  readonly problems: readonly DraftProblem[];
}

/** The standard that a local campaign is pinned to. */
export interface StandardReference {
  readonly campaignId: string;
  readonly number: string;
  readonly versionId: string;
  readonly version: number;
  readonly title: string;
  readonly fields: readonly ContentField[];
}

/** A mandatory push has replaced what ran, under the approval of the standard that lists its hash. Instants are ISO UTC. */
export interface CampaignCorrection {
  readonly itemId: string;
  readonly standardVersion: number;
  readonly reason: string;
  readonly at: string;
  readonly acknowledgedAt: string | null;
  readonly acknowledgedByName: string | null;
  readonly mayAcknowledge: boolean;
}

/**
 * A newer standard that differs in nothing but what the province has locked: its approval lists the hash of what the
 * campaign will show, so that no other approval is needed.
 */
export interface CampaignAdoption {
  readonly itemId: string;
  readonly standardVersion: number;
  readonly hash: string;
  readonly mayAdopt: boolean;
}

/** Where a campaign that was let go came from. `at` is ISO UTC. */
export interface DetachedFrom {
  readonly campaignId: string;
  readonly number: string;
  readonly title: string;
  readonly version: number;
  readonly at: string;
  readonly byName: string;
}

/** By when a campaign has to move to a newer version of its standard (ISO UTC), and what happens to one that has not. */
export interface PushDeadline {
  readonly dueAt: string;
  readonly onMiss: MissEffect;
}

export interface NewerStandard {
  readonly version: number;
  readonly title: string;
  /** Null where the city may move whenever it likes. */
  readonly deadline: PushDeadline | null;
}

export interface LocalCampaignDetail {
  readonly id: string;
  readonly number: string;
  readonly tenant: TenantName;
  readonly archivedAt: string | null;
  /** With the exceptions that the city was granted and that are in force. Null for a version without one. */
  readonly standard: StandardReference | null;
  /** The fields that the version's overrides are laid over: the standard's, or the campaign's own. */
  readonly fields: readonly ContentField[];
  /** Null unless the campaign was let go from its standard. */
  readonly detachedFrom: DetachedFrom | null;
  /** What a mandatory push replaced last; null unless one did and the campaign still stands on it. */
  readonly correction: CampaignCorrection | null;
  readonly adoption: CampaignAdoption | null;
  /** Null unless the province has retired the standard: what there is stays, nothing new is handed in. */
  readonly retirement: Retirement | null;
  /** A later version of the standard that was published since; null when the version shown is on it. */
  readonly newerStandard: NewerStandard | null;
  /** The latest version, or the one that was asked for. */
  readonly version: VersionDetail;
  readonly versions: readonly VersionSummary[];
  readonly smsSignature: string;
  readonly may: {
    readonly edit: boolean;
    /** Whether a list or a rule may say whom a placement is for. */
    readonly aim: boolean;
    readonly submit: boolean;
    readonly withdraw: boolean;
    readonly archive: boolean;
  };
}

export interface StandardPlacementDetail {
  readonly standard: StandardReference;
  /** The number of the standard's present version where the placement shows an earlier one; else null. */
  readonly newerVersion: number | null;
  /** Why the province cannot place this standard, or null. */
  readonly blocked:
    | 'STANDARD_NOT_PUBLISHED'
    | 'STANDARD_NOT_SHOWN_IN_CITIES'
    | 'STANDARD_NEEDS_LOCAL_VALUES'
    | null;
  /** The latest revision; null before the first. */
  readonly version: Omit<VersionDetail, 'overrides' | 'resolved' | 'archived'> | null;
  readonly versions: readonly VersionSummary[];
  readonly smsSignature: string;
  readonly may: LocalCampaignDetail['may'];
}

/** Answer to a save: the version's new row version, and what is still wrong. */
export interface SavedVersion {
  readonly versionId: string;
  readonly rowVersion: number;
  readonly updatedAt: string;
  readonly problems: readonly DraftProblem[];
}

/** Ids in the order of the placements that were sent. */
export interface SavedPlacements extends SavedVersion {
  readonly placementIds: readonly string[];
}
