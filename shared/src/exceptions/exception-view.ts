import type { ContentField, FieldPolicy, FieldRole } from '../content';
import type { ExceptionState } from './exception-schema';

/** An exception as both sides see it. Instants are ISO UTC. */
export interface ExceptionView {
  readonly id: string;
  readonly tenant: {
    readonly id: string;
    readonly code: string;
    readonly nameZh: string;
    readonly nameEn: string;
  };
  readonly localCampaign: { readonly id: string; readonly number: string; readonly title: string };
  readonly standardCampaignId: string;
  readonly fieldId: string;
  readonly fieldRole: FieldRole;
  readonly fieldLabels: ContentField['labels'];
  readonly policyBefore: FieldPolicy;
  readonly policyAsked: FieldPolicy;
  readonly reason: string;
  readonly state: ExceptionState;
  /** Granted and not ended. */
  readonly inForce: boolean;
  readonly askedByName: string;
  readonly askedAt: string;
  readonly decision: {
    readonly byName: string;
    readonly at: string;
    readonly reason: string | null;
    readonly expiresAt: string | null;
  } | null;
  readonly may: { readonly withdraw: boolean; readonly decide: boolean };
}

/** The exceptions of a standard, open ones first, with what the standard is called. */
export interface StandardExceptions {
  readonly standard: { readonly id: string; readonly number: string; readonly title: string };
  readonly rows: readonly ExceptionView[];
}
