import type { SignedHead } from './tree-head';

/** Where an event stands in the log, and what proves it. Hashes in hex. */
export type AuditProof =
  | {
      /** Committed, and not yet under a signed head. */
      state: 'WAITING';
      index: number | null;
    }
  | {
      state: 'PROVEN';
      index: number;
      treeSize: number;
      leafHash: string;
      rootHash: string;
      /** From the leaf's sibling upwards. */
      proof: string[];
      head: SignedHead;
      /** Of the key that signed the head, SubjectPublicKeyInfo in PEM. */
      publicKey: string;
      /** What the server found when it checked the proof against the event's text as it stands now. */
      holds: boolean;
    };

/** A signed head in a list. */
export interface AuditHeadRow extends SignedHead {
  size: number;
  root: string;
  at: string;
}

export interface AuditConsistency {
  size1: number;
  size2: number;
  root1: string;
  root2: string;
  proof: string[];
}

/** Events are kept for so many days at least (Cybersecurity Law: six months); the database refuses less. */
export const AUDIT_LEAST_DAYS = 180;

/** A part of the log whose events left the database for a file. */
export interface AuditSegmentView {
  /** Places `[first, end)` of the log. */
  first: number;
  end: number;
  /** When its first and its last event happened. */
  firstAt: string;
  lastAt: string;
  file: string;
  bytes: number;
  sha256: string;
  archivedAt: string;
  /** Its events are in the file alone. */
  removed: boolean;
  /** The file lies where it was written. */
  present: boolean;
}

/** What an integrity check can find; each names one thing that is not as it was. */
export const AUDIT_FINDINGS = [
  'EVENT_CHANGED',
  'EVENT_REMOVED',
  'EVENTS_REORDERED',
  'EVENT_NOT_LOGGED',
  'EVENT_LOST',
  'EVENT_BACKDATED',
  'HEAD_NOT_OURS',
  'ENTRY_CHANGED',
  'ENTRY_REMOVED',
  'ENTRY_REDATED',
  'TAIL_CUT',
  'TILE_CHANGED',
  'HEAD_CHANGED',
  'HEAD_REMOVED',
  'HEAD_FILE_CHANGED',
  'HEAD_FILE_BEHIND',
  'SEGMENT_MISSING',
  'SEGMENT_CHANGED',
  'CONTENT_CHANGED',
  'CONTENT_REMOVED',
  'DECISION_CHANGED',
  'DECISION_NOT_LOGGED',
] as const;
export type AuditFindingKind = (typeof AUDIT_FINDINGS)[number];

export interface AuditFinding {
  kind: AuditFindingKind;
  /** Place in the log, where it has one; of a tail or a span, the first. */
  index: number | null;
  /** Of a span, the last place; of a reordered pair, the other. */
  other: number | null;
  /** Of the event at `index` (and, of a reordered pair, of the other), where it is known. */
  eventId: string | null;
  otherEventId: string | null;
  /**
   * Of a changed event, the columns that do not say what its text says; empty where the text itself changed. Of a
   * content, its name in an audit pack without the ending: `releases/<hash>`; of a decision that was never logged, the
   * release that it is on.
   */
  fields: string[];
}

export const AUDIT_CHECK_STATES = ['RUNNING', 'SOUND', 'UNSOUND', 'FAILED'] as const;
export type AuditCheckState = (typeof AUDIT_CHECK_STATES)[number];

/** An integrity check, running or over. */
export interface AuditCheckView {
  id: string;
  state: AuditCheckState;
  startedAt: string;
  startedByName: string;
  endedAt: string | null;
  /** Shanghai days that were asked for, both inclusive, null = no bound; null once its own event is archived. */
  range: { from: string | null; to: string | null } | null;
  /** Places `[firstIndex, endIndex)` of the log; both 0 where nothing was in the range. */
  firstIndex: number;
  endIndex: number;
  checked: number;
  /** Heads whose signature and root were looked at. */
  heads: number;
  findings: AuditFinding[];
  /** How many there are; the list holds the first of them. */
  findingCount: number;
  /** Its process ended before it did: nothing comes any more. */
  lost: boolean;
}
