import type { ContentField } from '../content';
import type { Push, Retirement } from '../inheritance';
import type { CityDefault } from '../releases';
import type { StandardState } from './campaign-lifecycle';
import type { CampaignKind } from './campaign-schema';
import type { DraftProblem } from './draft-content';

/** One line of the list: the latest version that its reader may see. Instants are ISO UTC. */
export interface CampaignRow {
  readonly id: string;
  readonly number: string;
  readonly kind: CampaignKind;
  readonly title: string;
  readonly versionId: string;
  readonly version: number;
  readonly state: StandardState;
  readonly cityDefault: CityDefault;
  readonly fieldCount: number;
  /** The version that cities work with, where one is published. */
  readonly publishedVersion: number | null;
  readonly publishedAt: string | null;
  /** Local campaigns on this standard within sight, and the cities that have one. */
  readonly localCount: number;
  readonly cityCount: number;
  readonly updatedByName: string;
  readonly updatedAt: string;
}

export interface CampaignPage {
  readonly rows: CampaignRow[];
  readonly total: number;
  /** How many the text and kinds find by state, whatever states are chosen. */
  readonly counts: Partial<Record<StandardState, number>>;
}

/** How the approvers answered a version. */
export interface CampaignRelease {
  readonly id: string;
  readonly hash: string;
  readonly state: string;
  readonly submittedByName: string;
  readonly submittedAt: string;
  /** What the author told the approvers. */
  readonly note: string | null;
  readonly decidedByName: string | null;
  readonly decidedAt: string | null;
  readonly reason: string | null;
}

export interface CampaignVersionView {
  readonly id: string;
  readonly version: number;
  readonly state: StandardState;
  readonly title: string;
  readonly cityDefault: CityDefault;
  readonly fields: ContentField[];
  readonly rowVersion: number;
  readonly updatedByName: string;
  readonly updatedAt: string;
  readonly publishedAt: string | null;
  /** How it reaches the cities' campaigns on earlier versions; chosen when it is handed in. */
  readonly push: Push;
  /** Number of the version that this one was filled from; null when it was not. */
  readonly restoredFrom: number | null;
  /** Null for a draft, and for cities. */
  readonly release: CampaignRelease | null;
}

export interface CampaignDetail {
  readonly id: string;
  readonly number: string;
  readonly kind: CampaignKind;
  readonly createdAt: string;
  readonly archivedAt: string | null;
  /** Null unless the province has taken the standard off and published nothing of it since. */
  readonly retirement: Retirement | null;
  /** Newest first; a city gets those that were ever published. Never empty. */
  readonly versions: CampaignVersionView[];
  readonly localCount: number;
  readonly cityCount: number;
  /** The sender of messages, for the preview. */
  readonly smsSignature: string;
  readonly may: {
    readonly edit: boolean;
    readonly submit: boolean;
    readonly withdraw: boolean;
    readonly publish: boolean;
    readonly retire: boolean;
    readonly archive: boolean;
  };
}

/** What a save answers: the next save names this `rowVersion`; problems only keep it from being submitted. */
export interface SavedCampaignDraft {
  readonly versionId: string;
  readonly rowVersion: number;
  readonly savedAt: string;
  readonly problems: DraftProblem[];
}

/** The published version of a standard, as a city starts from it. */
export interface StandardForCity {
  readonly campaignId: string;
  readonly number: string;
  readonly kind: CampaignKind;
  readonly versionId: string;
  readonly version: number;
  readonly title: string;
  readonly cityDefault: CityDefault;
  readonly fields: ContentField[];
  readonly publishedAt: string;
}
