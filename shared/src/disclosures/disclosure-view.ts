import type { DisclosureState } from './disclosure-rules';
import type { DisclosureKind, DisclosurePurpose } from './disclosure-schema';

/** A request for numbers in clear, in a list. Instants are ISO UTC. */
export interface DisclosureRow {
  readonly id: string;
  /** Of the request and of the authorisation that it becomes. */
  readonly number: string;
  readonly kind: DisclosureKind;
  readonly state: DisclosureState;
  /** Name and version of the list, or the masked number. */
  readonly title: string;
  readonly tenantNameZh: string;
  readonly tenantNameEn: string;
  readonly purpose: DisclosurePurpose;
  /** Numbers that can be given, and members whose number is not known, as of the request. */
  readonly rows: number;
  readonly missing: number;
  readonly askedByName: string;
  readonly askedAt: string;
  /** Null until it is authorised. */
  readonly expiresAt: string | null;
  readonly done: number;
  readonly maxDownloads: number;
}

/** One time that numbers were handed out, or began to be. */
export interface DisclosureUseView {
  readonly id: string;
  readonly state: 'STARTED' | 'DONE' | 'BROKEN';
  readonly byName: string;
  readonly startedAt: string;
  readonly endedAt: string | null;
  readonly rows: number | null;
  readonly sha256: string | null;
}

export interface DisclosureView extends DisclosureRow {
  /** The list, where it is one. */
  readonly listId: string | null;
  readonly purposeNote: string;
  readonly recipient: string;
  readonly hours: number;
  readonly decision: { readonly byName: string; readonly at: string; readonly reason: string | null } | null;
  readonly revocation: { readonly byName: string; readonly at: string; readonly reason: string } | null;
  /** The latest first. */
  readonly uses: readonly DisclosureUseView[];
  /** What the reader may do about it now. */
  readonly may: {
    readonly decide: boolean;
    readonly withdraw: boolean;
    readonly revoke: boolean;
    /** Download, or see the number. */
    readonly take: boolean;
  };
}

/** What a request would be about. */
export interface DisclosureTarget {
  /** Name and version of the list, or the masked number. */
  readonly title: string;
  readonly listId: string | null;
  readonly rows: number;
  readonly missing: number;
}

/** The number of a customer, shown once. */
export interface DisclosedNumber {
  readonly number: string;
}
