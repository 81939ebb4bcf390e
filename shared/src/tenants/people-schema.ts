import { z } from 'zod';
import { idSchema, localDateSchema, pageSchema, tenantCodeSchema, type Page } from '../kernel';
import { staffIdSchema } from './person-schema';
import { roleSchema, type Role } from './role-schema';
import type { TenantSummary } from './tenant-schema';

/** Whom a list shows: all who are not archived, or those of one kind. */
export const PEOPLE_STATES = ['ACTIVE', 'WITHOUT_DUTY', 'LOCKED', 'ARCHIVED'] as const;
export type PeopleState = (typeof PEOPLE_STATES)[number];

export const listPeopleSchema = pageSchema.extend({
  /** Part of a staff id or a name. */
  text: z.string().trim().max(60).default(''),
  tenantCode: tenantCodeSchema.optional(),
  role: roleSchema.optional(),
  state: z.enum(PEOPLE_STATES).default('ACTIVE'),
});
export type ListPeopleInput = z.input<typeof listPeopleSchema>;
export type PeopleFilter = z.output<typeof listPeopleSchema>;

const nameSchema = z.string().trim().min(1).max(40);
const reasonSchema = z.string().trim().min(1).max(500);

export const personIdSchema = z.object({ id: idSchema });
export const createPersonSchema = z.object({
  staffId: staffIdSchema,
  name: nameSchema,
  /** Whose administrators keep the person; it never changes. */
  tenantCode: tenantCodeSchema,
});
export type CreatePersonInput = z.input<typeof createPersonSchema>;
/** `seen`: the name that is replaced, so that nobody replaces one that they did not see. */
export const renamePersonSchema = z.object({ id: idSchema, name: nameSchema, seen: z.string() });
export type RenamePersonInput = z.input<typeof renamePersonSchema>;
export const archivePersonSchema = z.object({ id: idSchema, reason: reasonSchema });
export type ArchivePersonInput = z.input<typeof archivePersonSchema>;

/** A duty for Shanghai days, the last one inclusive; null = at once, and without an end. */
export const grantDutySchema = z.object({
  personId: idSchema,
  tenantCode: tenantCodeSchema,
  role: roleSchema,
  firstDay: localDateSchema.nullable(),
  lastDay: localDateSchema.nullable(),
});
export type GrantDutyInput = z.input<typeof grantDutySchema>;
export const endDutySchema = z.object({ id: idSchema });

type TenantNames = Pick<TenantSummary, 'id' | 'code' | 'kind' | 'nameZh' | 'nameEn'>;

/** What is known of a person's sign-in; instants in ISO 8601. */
export interface SignInFacts {
  lastSignInAt: string | null;
  /** Until when the sign-in is locked after failures; null when it is not. */
  lockedUntil: string | null;
  /** The password was given by an administrator and has not been replaced yet. */
  mustChangePassword: boolean;
  passwordChangedAt: string | null;
}

export interface PersonRow extends SignInFacts {
  id: string;
  staffId: string;
  name: string;
  tenant: TenantNames;
  /** Held now. */
  duties: { id: string; role: Role; tenant: TenantNames }[];
  archivedAt: string | null;
}
export type PeoplePage = Page<PersonRow>;

export const DUTY_PHASES = ['HELD', 'COMING', 'OVER', 'CANCELLED'] as const;
export type DutyPhase = (typeof DUTY_PHASES)[number];

/** A duty that was ever given, with who gave and who ended it (staff ids; null of duties before that was kept). */
export interface DutyRow {
  id: string;
  role: Role;
  tenant: TenantNames;
  phase: DutyPhase;
  validFrom: string;
  validUntil: string | null;
  grantedByName: string | null;
  endedByName: string | null;
}

export interface PersonDetail extends PersonRow {
  createdAt: string;
  /** The latest first. */
  allDuties: DutyRow[];
}

/** Somewhere a person is signed in. */
export interface SessionRow {
  id: string;
  signedInAt: string;
  lastSeenAt: string;
  address: string | null;
  userAgent: string | null;
  /** The caller's own. */
  present: boolean;
}

/** A password that is shown this one time. */
export interface OneTimePassword {
  id: string;
  staffId: string;
  password: string;
}
