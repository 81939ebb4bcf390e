import type { Role, TenantKind } from '../tenants';
import type { ToDoKind } from './to-do';

/** What somebody has handed in, proposed or begun and others, or the machine, have to go on with. */
export const WAITING_KINDS = [
  'APPROVE',
  'TAKEDOWN_REVIEW',
  'EXCEPTION',
  'DETACHMENT',
  'POLICY',
  'DICTIONARY',
  'FALLBACK',
  'DISCLOSURE',
  'FINDING',
  'FINDING_ANSWERED',
  'IMPORT',
] as const satisfies readonly ToDoKind[];
export type WaitingKind = (typeof WAITING_KINDS)[number];

/** Who can go on with it: those of a role in a tenant, each with a staff id as far as the reader sees them. */
export interface WaitingWith {
  readonly role: Role;
  readonly kind: TenantKind;
  readonly nameZh: string;
  readonly nameEn: string;
  readonly people: readonly string[];
  /** Exactly those people, of whichever role. */
  readonly named: boolean;
}

/** Something of one's own that waits for others. Instants are ISO UTC. */
export interface WaitingMatter {
  readonly kind: WaitingKind;
  /** By which its page is opened: the request, the review, the city's campaign, the point …; of POLICY and DICTIONARY the proposal. */
  readonly id: string;
  /** Of a campaign, a request or a finding; null of what has none. */
  readonly number: string | null;
  readonly titleZh: string;
  readonly titleEn: string;
  readonly since: string;
  readonly startsAt: string | null;
  /** By when the others should have gone on; null = no deadline of its own. */
  readonly dueAt: string | null;
  /** Empty while the machine is at it. */
  readonly with: readonly WaitingWith[];
}
