import type { SubjectName } from '@xietong/shared/tenants';
import type { Tx } from '../platform/database';
import type { Call } from './call';

/** What a service says about its act; who, when and whence come from the call. */
export interface AuditEntry {
  /** The procedure's path, e.g. `localCampaigns.submit`; of a job or command its name in that form. */
  readonly act: string;
  readonly subject: { readonly type: SubjectName; readonly id: string };
  /** State of the thing before and after; only what differs is kept, redacted. */
  readonly before?: object | undefined;
  readonly after?: object | undefined;
  /** The tenant whose thing it is, where the province acts on a city's; else the actor's own. */
  readonly tenant?: { readonly id: string; readonly code: string } | undefined;
  /** The campaign whose history the act belongs to. */
  readonly campaignId?: string | undefined;
}

/**
 * Where services write what they did. A call's own act is written once: a second event of it is refused, and the act
 * with it. What follows from it for other things, as a release that is paused with its standard, has a name of its own.
 */
export interface AuditPort {
  /** Writes the success of an act into the transaction that does it: both happen or neither. */
  success(tx: Tx, call: Call, entry: AuditEntry): Promise<void>;
  /** The same in a transaction of its own, for acts that have none. */
  standalone(call: Call, entry: AuditEntry): Promise<void>;
}

/** Where those say so who make a thing once. */
export interface RepeatPort {
  /** The call is the repeat of one whose event stands in the log: it did nothing that another event could tell of. */
  repeated(call: Call): void;
}

/** Something that was refused or failed; written in a transaction of its own. */
export interface FailureEntry {
  /** Null when nobody is signed in. */
  readonly actor: Call['actor'] | null;
  /** What is known of somebody who is not signed in, e.g. the staff id tried. */
  readonly claimedName?: string | undefined;
  /** Whose auditors it concerns where nobody is signed in: the home of the staff id tried; else the province. */
  readonly tenant?: { readonly id: string; readonly code: string } | undefined;
  readonly act: string;
  readonly subject: { readonly type: SubjectName; readonly id: string | null };
  readonly result: 'REFUSED' | 'FAILED';
  readonly code: string;
  readonly requestId: string;
  readonly address: string | null;
}

/** Where it is known whether a call's own act stands in the log. */
export interface ToldPort {
  isTold(call: Call): boolean;
}

/** Where procedures make sure that each of their acts is in the log. */
export interface CompletionPort {
  /**
   * Writes the success of an act of which no service has written, whatever it wrote of what follows from it: it changed
   * nothing itself, as a second click does, or only read, and then says what was asked for and how much was given.
   */
  completed(
    call: Call,
    entry: {
      readonly act: string;
      readonly subject: FailureEntry['subject'];
      readonly after?: object | undefined;
    },
  ): Promise<void>;
}

/** Where the edges of the server report refusals. Never rejects: a refusal stays one without its record. */
export interface FailurePort {
  failure(entry: FailureEntry): Promise<void>;
}

/** All refused reads have one name: what was wanted is in the subject. */
export const REFUSED_READ = 'access.read';
/** And so have all requests that were turned away before it was looked at what they wanted. */
export const REFUSED_REQUEST = 'access.request';
