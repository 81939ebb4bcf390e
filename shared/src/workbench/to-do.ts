import { shanghaiDate } from '../kernel';
import type { ReleaseKind } from '../releases';

/** What there can be to do. */
export const TO_DO_KINDS = [
  /** A submission waits for this approver. */
  'APPROVE',
  /** Somebody stopped something in an emergency, and this approver reviews it. */
  'TAKEDOWN_REVIEW',
  /** A city's request for a looser policy waits for this approver. */
  'EXCEPTION',
  /** A city asks this approver to let a campaign go from its standard. */
  'DETACHMENT',
  /** A change of who approves what waits for this security administrator. */
  'POLICY',
  /** A version of the content dictionary waits for this approver. */
  'DICTIONARY',
  /** What a marketing point is to show by itself waits for this approver. */
  'FALLBACK',
  /** A request for numbers in clear waits for this approver. */
  'DISCLOSURE',
  /** An auditor's finding, to be put right and answered. */
  'FINDING',
  /** A finding was answered, for auditors to look at. */
  'FINDING_ANSWERED',
  /** A sample was drawn, and auditors have not looked at all of it. */
  'SAMPLE',
  /** An uploaded list, which its author looks at before it is imported. */
  'IMPORT',
  /** A submission came back to its author. */
  'RETURNED',
  'REJECTED',
  /** What a submission stood on has changed: it came back to its author by itself. */
  'VOID',
  /** A standard is approved, and cities cannot use it before it is published. */
  'PUBLISH',
  /** A published standard has no local version in this city. */
  'LOCALISE',
  /** A newer version of the standard was pushed to a campaign of this city. */
  'MERGE',
  /** A mandatory push replaced what ran of a campaign: somebody of the city has to look at it. */
  'CORRECTED',
  /** What ran of a campaign was paused because the province retired its standard. */
  'STANDARD_RETIRED',
  /** Something runs, or soon will, on a point that is switched off. */
  'POINT_OFF',
  /** Something runs, or soon will, with an older version of a list than there is. */
  'LIST_OUTDATED',
  /** A draft that nobody has handed in. */
  'DRAFT',
] as const;
export type ToDoKind = (typeof TO_DO_KINDS)[number];

/**
 * Days until something should be done, counted from when it came up, where it has no date of its own; an earlier start
 * of its window goes before.
 */
export const DAYS_TO_DO: Readonly<Record<ToDoKind, number>> = {
  APPROVE: 2,
  TAKEDOWN_REVIEW: 1,
  EXCEPTION: 3,
  DETACHMENT: 3,
  POLICY: 3,
  DICTIONARY: 3,
  FALLBACK: 3,
  DISCLOSURE: 1,
  FINDING: 7,
  FINDING_ANSWERED: 3,
  SAMPLE: 7,
  IMPORT: 1,
  RETURNED: 3,
  REJECTED: 3,
  VOID: 3,
  PUBLISH: 2,
  LOCALISE: 7,
  MERGE: 14,
  CORRECTED: 3,
  STANDARD_RETIRED: 7,
  POINT_OFF: 0,
  LIST_OUTDATED: 3,
  DRAFT: 7,
};

/**
 * Hours that a submission has waited before its author is told to talk to the approvers, however near its window:
 * nobody is chased for what they have hardly had the time to see.
 */
export const HOURS_BEFORE_CHASING = 2;

const DAY_MS = 86_400_000;

/** Something to do. Instants are ISO UTC. */
export interface ToDo {
  readonly kind: ToDoKind;
  readonly releaseKind: ReleaseKind;
  /** Of POLICY and DICTIONARY the proposal, which has no number; of FALLBACK the point; of DISCLOSURE, SAMPLE and IMPORT the thing itself. */
  readonly campaignId: string;
  readonly campaignNumber: string;
  readonly title: string;
  /** The request that can be decided: an approval's, for APPROVE, a review's, for TAKEDOWN_REVIEW, or what a city asks for, for EXCEPTION and DETACHMENT. */
  readonly requestId: string | null;
  /** When it came up. */
  readonly since: string;
  /** When its window opens. */
  readonly startsAt: string | null;
  /** When its time runs out: from then on it is overdue; null = never. */
  readonly deadlineAt: string | null;
  /** By when it should be done, its deadline or the start of its window: the order of the list. */
  readonly dueAt: string;
  /** Who handed it in, sent it back or changed it last. */
  readonly by: string | null;
  readonly reason: string | null;
  /** Whose it is. */
  readonly tenantNameZh: string;
  readonly tenantNameEn: string;
  /** The point or the list that is the matter. */
  readonly aboutZh: string | null;
  readonly aboutEn: string | null;
}

/** By when something should be done. */
export function dueAt({
  kind,
  since,
  startsAt,
  deadlineAt = null,
}: Pick<ToDo, 'kind' | 'since' | 'startsAt'> & Partial<Pick<ToDo, 'deadlineAt'>>): string {
  const days = Date.parse(since) + DAYS_TO_DO[kind] * DAY_MS;
  const deadline = deadlineAt === null ? days : Date.parse(deadlineAt);
  const due = startsAt === null ? deadline : Math.min(deadline, Date.parse(startsAt));
  return new Date(due).toISOString();
}

/** True when its window is open or opens within a day. */
export function isStarting({ startsAt }: Pick<ToDo, 'startsAt'>, now: Date): boolean {
  return startsAt !== null && Date.parse(startsAt) <= now.getTime() + DAY_MS;
}

export const URGENCIES = ['OVERDUE', 'STARTED', 'TODAY', 'TOMORROW', 'WEEK', 'LATER'] as const;
export type Urgency = (typeof URGENCIES)[number];

/**
 * How pressing something is: its deadline ran out, or its window has begun without it, or it is to be done on this
 * Shanghai day (by its midnight), on the next, within seven days, or later. A window that begins makes nothing overdue: it may
 * have begun before there was anything to do.
 */
export function urgencyOf(
  { deadlineAt, startsAt }: Pick<ToDo, 'deadlineAt' | 'startsAt'>,
  now: Date,
): Urgency {
  const deadline = deadlineAt === null ? Infinity : Date.parse(deadlineAt);
  const start = startsAt === null ? Infinity : Date.parse(startsAt);
  if (deadline <= now.getTime()) return 'OVERDUE';
  if (start <= now.getTime()) return 'STARTED';
  const at = Math.min(deadline, start);
  if (at > now.getTime() + 7 * DAY_MS) return 'LATER';
  const day = shanghaiDate(new Date(at - 1));
  if (day === shanghaiDate(now)) return 'TODAY';
  return day === shanghaiDate(new Date(now.getTime() + DAY_MS)) ? 'TOMORROW' : 'WEEK';
}

/** The most pressing first; what is equally pressing stands in the order of the kinds. */
export function byUrgency(a: ToDo, b: ToDo): number {
  return (
    Date.parse(a.dueAt) - Date.parse(b.dueAt) ||
    TO_DO_KINDS.indexOf(a.kind) - TO_DO_KINDS.indexOf(b.kind) ||
    (a.campaignId < b.campaignId ? -1 : 1)
  );
}
