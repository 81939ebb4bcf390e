import type { ToDoKind } from './to-do';

/** How many there are of one kind of to-do, how many are late, and what the first is called; a late one before others. */
export interface KindCount {
  readonly total: number;
  readonly overdue: number;
  readonly first: string;
  /** How many have a window that has begun, and what the first of them is called. */
  readonly started: number;
  readonly firstStarted: string;
  /** How many are late, have begun, or are to be done within seven days. */
  readonly pressing: number;
  /** How many have a window that is open or opens within a day, and what the first of them is called. */
  readonly starting: number;
  readonly firstStarting: string;
  /** How many are late for another reason, and what the first of them is called. */
  readonly left: number;
  readonly firstLeft: string;
}

/** What attention is drawn from. A number that is not the reader's business is zero. */
export interface WorkFacts {
  readonly toDo: Readonly<Partial<Record<ToDoKind, KindCount>>>;
  /**
   * What is one's own and waits for others. `late`: longer than it should; `starting`: its window opens within a day,
   * and it has waited for `HOURS_BEFORE_CHASING`.
   */
  readonly waiting: { readonly total: number; readonly late: number; readonly starting: number };
  /** Approved releases of the own tenant that go live within a day, or end within three without a successor. */
  readonly goingLive: number;
  readonly ending: number;
  /** Since the last visit, for auditors. */
  readonly refusals: number;
  readonly decisions: number;
  /** For administrators. `keys`: channels' keys in use; null = not the reader's business. */
  readonly lockedAccounts: number;
  /** People who were made and never got a duty, so that they cannot sign in, and who is the first of them. */
  readonly withoutDuty: { readonly total: number; readonly first: string };
  readonly endingDuties: number;
  readonly keys: number | null;
}

/** Kinds of to-dos that have one sentence each, which its level makes pressing. */
const PLAIN_KINDS = [
  'DISCLOSURE',
  'EXCEPTION',
  'DETACHMENT',
  'FALLBACK',
  'DICTIONARY',
  'POLICY',
  'FINDING',
  'FINDING_ANSWERED',
  'CORRECTED',
  'STANDARD_RETIRED',
  'SAMPLE',
  'IMPORT',
] as const satisfies readonly ToDoKind[];

export const ATTENTION_CODES = [
  'APPROVE_LATE',
  'TAKEDOWN_REVIEW_LATE',
  'WAITING_STARTS',
  'POINT_OFF',
  'MERGE_LATE',
  'RETURNED_LATE',
  'PUBLISH_LATE',
  'LOCKED_ACCOUNTS',
  'NO_KEYS',
  'REFUSALS',
  'APPROVE_STARTED',
  'APPROVE',
  'TAKEDOWN_REVIEW',
  'RETURNED',
  'PUBLISH',
  ...PLAIN_KINDS,
  'WAITING_LATE',
  'LIST_OUTDATED',
  'MERGE',
  'DRAFT_STARTS',
  'DRAFT',
  'ENDING',
  'WITHOUT_DUTY',
  'ENDING_DUTIES',
  'LOCALISE',
  'GOING_LIVE',
  'DECISIONS',
  'WAITING',
] as const;
export type AttentionCode = (typeof ATTENTION_CODES)[number];
/** Bad: something goes wrong now; warn: act soon; note: good to know. */
export type AttentionLevel = 'bad' | 'warn' | 'note';

/** One sentence of what needs attention: a text of this code, filled with the params. */
export interface Attention {
  readonly code: AttentionCode;
  readonly level: AttentionLevel;
  readonly count: number;
  /** What the most pressing one is called; empty where there is none to name. */
  readonly title: string;
}

export const NO_KIND_COUNT: KindCount = {
  total: 0,
  overdue: 0,
  first: '',
  started: 0,
  firstStarted: '',
  pressing: 0,
  starting: 0,
  firstStarting: '',
  left: 0,
  firstLeft: '',
};

/** Two counts of one kind together; what is called first of `a` goes before. */
export function addKindCounts(a: KindCount, b: KindCount): KindCount {
  return {
    total: a.total + b.total,
    overdue: a.overdue + b.overdue,
    first: a.first || b.first,
    started: a.started + b.started,
    firstStarted: a.firstStarted || b.firstStarted,
    pressing: a.pressing + b.pressing,
    starting: a.starting + b.starting,
    firstStarting: a.firstStarting || b.firstStarting,
    left: a.left + b.left,
    firstLeft: a.firstLeft || b.firstLeft,
  };
}

/** What came back, returned and rejected alike. */
function cameBack({ toDo }: WorkFacts): KindCount {
  return addKindCounts(toDo.RETURNED ?? NO_KIND_COUNT, toDo.REJECTED ?? NO_KIND_COUNT);
}

/**
 * What needs attention, the most pressing first: one sentence for each matter that there is, so that
 * late ones of a kind are named once, and not again among all of their kind.
 */
export function attentionOf(facts: WorkFacts): Attention[] {
  const found: Attention[] = [];
  const say = (code: AttentionCode, level: AttentionLevel, count: number, title = ''): void => {
    if (count > 0) found.push({ code, level, count, title });
  };
  const kind = (name: ToDoKind): KindCount => facts.toDo[name] ?? NO_KIND_COUNT;
  const sayKind = (
    code: 'APPROVE' | 'TAKEDOWN_REVIEW' | 'RETURNED' | 'PUBLISH' | 'MERGE',
    { total, overdue, started, pressing, first, firstStarted }: KindCount,
  ): void => {
    if (overdue > 0) say(`${code}_LATE`, 'bad', overdue, first);
    else if (code === 'APPROVE' && started > 0) say('APPROVE_STARTED', 'warn', started, firstStarted);
    // What the list of to-dos calls not pressing is not called so here.
    else say(code, pressing > 0 ? 'warn' : 'note', total, first);
  };
  const { waiting } = facts;
  sayKind('APPROVE', kind('APPROVE'));
  sayKind('TAKEDOWN_REVIEW', kind('TAKEDOWN_REVIEW'));
  sayKind('RETURNED', cameBack(facts));
  sayKind('PUBLISH', kind('PUBLISH'));
  sayKind('MERGE', kind('MERGE'));
  for (const code of PLAIN_KINDS) {
    const { total, overdue, pressing, first } = kind(code);
    say(code, overdue > 0 ? 'bad' : pressing > 0 ? 'warn' : 'note', total, first);
  }
  say('POINT_OFF', 'bad', kind('POINT_OFF').total, kind('POINT_OFF').first);
  if (waiting.starting > 0) say('WAITING_STARTS', 'bad', waiting.starting);
  else if (waiting.late > 0) say('WAITING_LATE', 'warn', waiting.late);
  else say('WAITING', 'note', waiting.total);
  say('LOCKED_ACCOUNTS', 'bad', facts.lockedAccounts);
  say('NO_KEYS', 'bad', facts.keys === 0 ? 1 : 0);
  say('REFUSALS', 'warn', facts.refusals);
  say('LIST_OUTDATED', 'warn', kind('LIST_OUTDATED').total, kind('LIST_OUTDATED').first);
  say('ENDING', 'warn', facts.ending);
  say('WITHOUT_DUTY', 'warn', facts.withoutDuty.total, facts.withoutDuty.first);
  say('ENDING_DUTIES', 'warn', facts.endingDuties);
  const isLate = kind('LOCALISE').overdue > 0;
  say('LOCALISE', isLate ? 'warn' : 'note', kind('LOCALISE').total, kind('LOCALISE').first);
  // A draft that is being worked on needs nobody's attention; one that was left, or whose window is near, does.
  say('DRAFT_STARTS', 'warn', kind('DRAFT').starting, kind('DRAFT').firstStarting);
  say('DRAFT', 'warn', kind('DRAFT').left, kind('DRAFT').firstLeft);
  say('GOING_LIVE', 'note', facts.goingLive);
  say('DECISIONS', 'note', facts.decisions);
  const levels: readonly AttentionLevel[] = ['bad', 'warn', 'note'];
  return found.sort(
    (a, b) =>
      levels.indexOf(a.level) - levels.indexOf(b.level) ||
      ATTENTION_CODES.indexOf(a.code) - ATTENTION_CODES.indexOf(b.code),
  );
}
