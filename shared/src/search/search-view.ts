import type { ReleaseKind } from '../releases';
import type { SearchGroup } from './search-schema';

/** One thing that was found. */
export interface SearchHit {
  /** By which its page is opened; of a city its code. */
  readonly id: string;
  readonly nameZh: string;
  readonly nameEn: string;
  /** Number of a campaign, code of a point, staff id of a person …; null of what is known by its name alone. */
  readonly number: string | null;
  readonly tenantNameZh: string;
  readonly tenantNameEn: string;
  /** Of an approval: what was submitted, and when (ISO UTC); a campaign has many under one number. Else null. */
  readonly submitted: { readonly kind: ReleaseKind; readonly at: string } | null;
}

/** Hits of a group, the best first; `more`: there are others. Groups without hits are left out. */
export interface FoundGroup {
  readonly group: SearchGroup;
  readonly hits: readonly SearchHit[];
  readonly more: boolean;
}
