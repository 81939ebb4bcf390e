import { redactText } from '@xietong/shared/audit';
import type { StoredAuditEvent } from '@xietong/shared/audit';
import type { StoredDecision } from './decision-read-model';

/** In milliseconds: a decision and its event are of one transaction. */
const APART_MS = 10 * 60_000;

type DecisionRow = Pick<
  StoredDecision,
  'releaseId' | 'hash' | 'outcome' | 'reason' | 'decidedBy' | 'decidedByName' | 'decidedAt'
>;

/** The release that an event says was decided on; null of every other event. */
export function decidedReleaseOf({ act, result, subject }: StoredAuditEvent): string | null {
  return act === 'approvals.decide' && result === 'SUCCESS' && subject.type === 'Release' ? subject.id : null;
}

/** Whether a stored decision says what its event says: who decided what on which content, why and when. */
export function isAsLogged(row: DecisionRow, event: StoredAuditEvent): boolean {
  const { hash, outcome, reason } = event.after ?? {};
  return (
    row.releaseId === decidedReleaseOf(event) &&
    row.decidedBy === event.actor.id &&
    event.actor.name.endsWith(redactText(row.decidedByName)) &&
    row.hash === hash &&
    // Events of before there were comments do not say it apart from the state.
    (outcome === undefined || row.outcome === outcome) &&
    told(row.reason) === told(reason) &&
    Math.abs(row.decidedAt.getTime() - Date.parse(event.at)) <= APART_MS
  );
}

/** A reason as the log holds it, by the rules of now on both sides. */
function told(reason: unknown): string | null {
  return typeof reason === 'string' ? redactText(reason).normalize('NFKC') : null;
}
