import type { MergeImpact } from '../inheritance';
import type { TenantName } from './localisation-view';
import type { VersionState } from './localisation-lifecycle';

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
  /**
   * `LIVE`: its latest approved version is on the new standard. `ADOPTED`: a later one is, not approved
   * yet. `BEHIND`: none is.
   */
  readonly adoption: 'LIVE' | 'ADOPTED' | 'BEHIND';
  /** What moving its latest version does, field by field counted; null when it has moved. */
  readonly impact: MergeImpact | null;
}

export interface Propagation {
  readonly standard: {
    readonly campaignId: string;
    readonly number: string;
    readonly title: string;
    readonly versionId: string;
    readonly version: number;
    readonly state: string;
  };
  readonly rows: readonly PropagationRow[];
}
