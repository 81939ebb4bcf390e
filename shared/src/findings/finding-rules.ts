import { err, ok } from '../kernel';
import type { Result } from '../kernel';
import type { FindingErrorCode } from './finding-errors';
import type { FindingState } from './finding-schema';

/** ANSWER is the owner's; the others are an auditor's, who is never the owner. */
export type FindingCommand = 'ANSWER' | 'CLOSE' | 'SEND_BACK' | 'WITHDRAW';
/** What stands in the time line. */
export const FINDING_STEPS = ['NOTED', 'ANSWERED', 'CLOSED', 'SENT_BACK', 'WITHDRAWN'] as const;
export type FindingStep = (typeof FINDING_STEPS)[number];

const STEPS: Readonly<
  Record<FindingCommand, { from: readonly FindingState[]; to: FindingState; step: FindingStep }>
> = {
  ANSWER: { from: ['OPEN'], to: 'ANSWERED', step: 'ANSWERED' },
  CLOSE: { from: ['ANSWERED'], to: 'CLOSED', step: 'CLOSED' },
  SEND_BACK: { from: ['ANSWERED'], to: 'OPEN', step: 'SENT_BACK' },
  WITHDRAW: { from: ['OPEN', 'ANSWERED'], to: 'WITHDRAWN', step: 'WITHDRAWN' },
};

/** The state that a step leads to, and its entry in the time line. */
export function nextFindingState(
  { state, ownerId }: { readonly state: FindingState; readonly ownerId: string },
  command: FindingCommand,
  personId: string,
): Result<{ state: FindingState; step: FindingStep }, FindingErrorCode> {
  if ((command === 'ANSWER') !== (ownerId === personId))
    return err(command === 'ANSWER' ? 'FINDING_NOT_OWNER' : 'FINDING_BY_OWNER');
  const { from, to, step } = STEPS[command];
  return from.includes(state) ? ok({ state: to, step }) : err('FINDING_WRONG_STATE', { state });
}

const DAY_MS = 86_400_000;

/** Whether its owner is late: the end of the last day has passed and nothing was answered. */
export function isFindingOverdue(
  { state, dueAt }: { readonly state: FindingState; readonly dueAt: Date },
  now: Date,
): boolean {
  return state === 'OPEN' && dueAt <= now;
}

/** What is to be told about a deadline now, each once: that it comes within a day, or that it was missed. */
export function findingReminder(
  finding: {
    readonly state: FindingState;
    readonly dueAt: Date;
    readonly remindedAt: Date | null;
    readonly missedAt: Date | null;
  },
  now: Date,
): 'DUE_SOON' | 'OVERDUE' | null {
  const { state, dueAt, remindedAt, missedAt } = finding;
  if (state !== 'OPEN' || missedAt) return null;
  if (dueAt <= now) return 'OVERDUE';
  return !remindedAt && dueAt.getTime() - DAY_MS <= now.getTime() ? 'DUE_SOON' : null;
}
