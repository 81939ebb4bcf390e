import type { FindingStep } from './finding-rules';
import type { FindingEvidence, FindingSeverity, FindingState } from './finding-schema';

/** A finding in a list. Instants are ISO UTC. */
export interface FindingRow {
  readonly id: string;
  readonly number: string;
  readonly title: string;
  readonly severity: FindingSeverity;
  readonly state: FindingState;
  readonly tenantNameZh: string;
  readonly tenantNameEn: string;
  /** Staff id. */
  readonly ownerName: string;
  readonly notedByName: string;
  readonly notedAt: string;
  readonly dueAt: string;
  readonly overdue: boolean;
}

export interface FindingView extends FindingRow {
  readonly rowVersion: number;
  readonly text: string;
  readonly evidence: readonly FindingEvidence[];
  /** What happened to it, the earliest first. */
  readonly steps: readonly {
    readonly id: string;
    readonly step: FindingStep;
    readonly text: string;
    readonly byName: string;
    readonly at: string;
  }[];
  readonly may: { readonly answer: boolean; readonly decide: boolean; readonly withdraw: boolean };
}

/** Somebody who can be responsible for a finding. */
export interface FindingOwner {
  readonly id: string;
  readonly staffId: string;
  readonly name: string;
}
