import type { AuditFinding } from '@xietong/shared/audit';

const event = (id: string | null) => (id === null ? '' : ` (event ${id})`);
const span = ({ index, other }: AuditFinding) =>
  other === null || other === index
    ? `place ${String(index)}`
    : `places ${String(index)} to ${String(other)}`;

const findings: Readonly<Record<AuditFinding['kind'], (finding: AuditFinding) => string>> = {
  EVENT_CHANGED: (found) =>
    `changed event at ${span(found)}${event(found.eventId)}` +
    (found.fields.length > 0 ? `: ${found.fields.join(', ')} not as in its text` : ''),
  EVENT_REMOVED: (found) => `removed event at ${span(found)}${event(found.eventId)}`,
  EVENTS_REORDERED: ({ index, other, eventId, otherEventId }) =>
    `reordered events: place ${String(index)}${event(eventId)} and place ${String(other)}${event(otherEventId)} stand at each other's`,
  HEAD_NOT_OURS: () => 'a head of the given file that this installation did not sign',
  EVENT_LOST: ({ eventId }) => `event that was removed before it got its place${event(eventId)}`,
  EVENT_NOT_LOGGED: ({ eventId }) => `event without a place in the log${event(eventId)}`,
  EVENT_BACKDATED: (found) =>
    `event put in later: ${span(found)}${event(found.eventId)} says that it happened before a head was signed that does not hold it`,
  ENTRY_CHANGED: (found) => `changed entry of the log: ${span(found)}${event(found.eventId)}`,
  ENTRY_REMOVED: (found) => `removed entry of the log: ${span(found)}`,
  ENTRY_REDATED: (found) =>
    `changed time of an entry of the log: ${span(found)}${event(found.eventId)} cannot have got its place then`,
  TAIL_CUT: (found) => `cut tail: ${span(found)} were signed and are gone`,
  TILE_CHANGED: (found) => `changed hashes over ${span(found)}`,
  HEAD_CHANGED: ({ index }) => `changed signed head of ${String(index)} entries in the database`,
  HEAD_REMOVED: ({ index }) => `removed signed head of ${String(index)} entries from the database`,
  HEAD_FILE_CHANGED: ({ index, other }) =>
    index === null
      ? `changed line ${String(other)} in the file of signed heads`
      : `changed file of signed heads, around place ${String(index)}`,
  SEGMENT_MISSING: (found) => `the archive file of ${span(found)} is not there`,
  SEGMENT_CHANGED: (found) => `changed archive file of ${span(found)}`,
  CONTENT_CHANGED: (found) =>
    `changed content ${found.fields.join(', ')}, which ${span(found)}${event(found.eventId)} names by its hash`,
  CONTENT_REMOVED: (found) =>
    `removed content ${found.fields.join(', ')}, which ${span(found)}${event(found.eventId)} names by its hash`,
  DECISION_CHANGED: (found) =>
    `changed or removed decision of an approver: not as ${span(found)}${event(found.eventId)} says`,
  DECISION_NOT_LOGGED: (found) =>
    `decision of an approver on release ${found.fields.join(', ')} that was never logged`,
  HEAD_FILE_BEHIND: (found) => `the file of signed heads lacks ${span(found)}`,
};

/** What the commands about the audit log say. */
export const words = {
  failed: 'The check could not be brought to its end.',
  looked: (events: number, heads: number) =>
    `${String(events)} events and ${String(heads)} signed heads were looked at.`,
  sound: 'All of them are as they were logged.',
  unsound: (count: number) => `Not as it was logged, ${String(count)}:`,
  finding: (finding: AuditFinding) => findings[finding.kind](finding),
  packed: (file: string, megabytes: string, keyId: string) =>
    `${file}: ${megabytes} MB, signed with key ${keyId}.`,
  archived: (file: string, first: number, last: number, sha256: string) =>
    `${file}: places ${String(first)} to ${String(last)}, SHA-256 ${sha256}`,
  nothingOlder: (days: number) => `Nothing is older than ${String(days)} days.`,
};
