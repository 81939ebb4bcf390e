import type { NotificationRow } from '../notifications';
import type { Attention } from './attention';
import type { DoneMatter } from './done';
import type { GuideStepId } from './guide';
import type { ToDo } from './to-do';
import type { WaitingMatter } from './waiting';

export interface GuideProgress {
  readonly steps: readonly { readonly id: GuideStepId; readonly done: boolean }[];
}

/** What one person should look at now. Instants are ISO UTC; `rows` are the first few of `total`. */
export interface Workbench {
  /** When the visit before this one began; null at the first. */
  readonly lastVisit: string | null;
  readonly attention: readonly Attention[];
  readonly toDo: { readonly rows: readonly ToDo[]; readonly total: number };
  /** What is one's own and waits for others, the longest waiting first. */
  readonly waiting: { readonly rows: readonly WaitingMatter[]; readonly total: number };
  /** What one has settled in the last `DONE_DAYS`, the latest first. */
  readonly done: { readonly rows: readonly DoneMatter[]; readonly total: number };
  /** What happened since the last visit; at the first one, in the last seven days. */
  readonly news: { readonly rows: readonly NotificationRow[]; readonly total: number };
  /** Null when the person has put it away. */
  readonly guide: GuideProgress | null;
}

/** Numbers beside the entries of the menu. */
export interface WorkCounts {
  readonly toApprove: number;
  /** Emergency stops that wait for this person's review. */
  readonly stopsToReview: number;
  /** Came back to this person and was not handed in again, by kind of campaign. */
  readonly returnedStandards: number;
  readonly returnedLocals: number;
  readonly toPublish: number;
  /** What another person of the own role proposed and somebody else has to confirm. */
  readonly policiesToConfirm: number;
  readonly dictionariesToConfirm: number;
  /** What points are to show by themselves, proposed by somebody else. */
  readonly fallbacksToApprove: number;
  /** Requests for numbers in clear of which this person may be the second. */
  readonly disclosuresToAuthorise: number;
  /** What cities ask of the province's approvers. */
  readonly exceptionsToDecide: number;
  /** Own uploads that were not imported yet. */
  readonly importsToStart: number;
  /** Samples that the own auditors have not looked through. */
  readonly samplesToLookAt: number;
  /** Findings to answer, or, for auditors, answered ones to look at. */
  readonly findingsWaiting: number;
}
