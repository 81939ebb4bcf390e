import type { ContentField, FieldPolicy, FieldRole } from '../content';
import type { ExceptionState } from './exception-schema';

/** What a city asked for of one of its campaigns, as both sides see it. Instants are ISO UTC. */
export interface AskedView {
  readonly id: string;
  readonly tenant: {
    readonly id: string;
    readonly code: string;
    readonly nameZh: string;
    readonly nameEn: string;
  };
  readonly localCampaign: { readonly id: string; readonly number: string; readonly title: string };
  readonly standardCampaignId: string;
  readonly reason: string;
  readonly state: ExceptionState;
  readonly askedByName: string;
  readonly askedAt: string;
  readonly decision: {
    readonly byName: string;
    readonly at: string;
    readonly reason: string | null;
    readonly expiresAt: string | null;
  } | null;
  readonly may: { readonly withdraw: boolean; readonly decide: boolean; readonly revoke: boolean };
}

/** An exception: another policy on one field. */
export interface ExceptionView extends AskedView {
  readonly fieldId: string;
  readonly fieldRole: FieldRole;
  readonly fieldLabels: ContentField['labels'];
  readonly policyBefore: FieldPolicy;
  readonly policyAsked: FieldPolicy;
  /** Granted, not ended and not revoked. */
  readonly inForce: boolean;
  /** Who ended it before its time, and why; null unless somebody did. */
  readonly revocation: { readonly byName: string; readonly at: string; readonly reason: string } | null;
}

/** What cities ask for on a standard, open ones first, with what the standard is called. */
export interface StandardExceptions {
  readonly standard: { readonly id: string; readonly number: string; readonly title: string };
  readonly rows: readonly ExceptionView[];
  /** Campaigns that ask to leave it, or asked. */
  readonly detachments: readonly AskedView[];
}
