import type { ContentField } from '@xietong/shared/content';
import type { Standing } from '@xietong/shared/inheritance';
import type { StateName } from '../../states';

/** Who wrote a field's own value of a city, and why. */
export interface OwnWords {
  readonly setBy: string;
  readonly reason?: string | undefined;
}

/** What is compared beside the fields: the title, placements … Null = not there on that side. */
export interface ComparedLine {
  readonly key: string;
  readonly label: string;
  readonly left: string | null;
  readonly right: string | null;
}

interface Step {
  readonly by: string;
  readonly at: string;
}

/** One version as a comparison tells of it: who, when and why, and its content. */
export interface ComparedVersion {
  readonly id: string;
  readonly version: number;
  readonly state: StateName;
  readonly fields: readonly ContentField[];
  /** Fields with a value of the city's own, by id. */
  readonly own: Readonly<Record<string, OwnWords>>;
  readonly saved: Step | null;
  readonly submitted: (Step & { readonly note: string | null }) | null;
  readonly decision: (Step & { readonly reason: string | null }) | null;
  readonly publishedAt: string | null;
  /** Number of the version that it was filled from; null when it was not. */
  readonly restoredFrom: number | null;
}

/** How a line differs. */
export function lineStanding({ left, right }: ComparedLine): Standing {
  if (left === right) return 'SAME';
  if (left === null) return 'ADDED';
  return right === null ? 'REMOVED' : 'CHANGED';
}
