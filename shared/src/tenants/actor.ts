import type { Action, SubjectName } from './permission-vocabulary';
import type { Role } from './role-schema';
import type { CityFunction, TenantRef } from './tenant-schema';

/** A person acting in one duty: the session says which. */
export interface PersonActor {
  readonly kind: 'PERSON';
  readonly personId: string;
  readonly staffId: string;
  readonly name: string;
  readonly sessionId: string;
  readonly dutyId: string;
  readonly role: Role;
  readonly tenant: TenantRef;
  /** What the province has granted to the city; empty for the province, which needs no grant. */
  readonly functions: readonly CityFunction[];
}

/** An approval is a person's act: no machine may be granted one. */
export interface MachineGrant {
  readonly action: Exclude<Action, 'approve'>;
  readonly subject: SubjectName;
}

/** A channel's key, the command line or the job runner, with its declared grants. */
export interface MachineActor {
  readonly kind: 'MACHINE';
  readonly machineId: string;
  readonly name: string;
  readonly tenant: TenantRef;
  readonly grants: readonly MachineGrant[];
}

export type Actor = PersonActor | MachineActor;

/** The id that authors, audit events and row-level security know an actor by. */
export function actorId(actor: Actor): string {
  return actor.kind === 'PERSON' ? actor.personId : actor.machineId;
}

/** How lists name an actor: a person by staff id, a machine by name. */
export function actorLabel(actor: Actor): string {
  return actor.kind === 'PERSON' ? actor.staffId : actor.name;
}

/** Whether the actor is a person with this role in the province. */
export function isProvinceRole(actor: Actor, role: Role): boolean {
  return actor.kind === 'PERSON' && actor.role === role && actor.tenant.kind === 'PROVINCE';
}

/** Whether the actor is a person with this role in a city. */
export function isCityRole(actor: Actor, role: Role): boolean {
  return actor.kind === 'PERSON' && actor.role === role && actor.tenant.kind === 'CITY';
}

/** Whether an operator of a city may use a function; the province needs no grant. */
export function mayUse(actor: Actor, cityFunction: CityFunction): boolean {
  if (actor.kind !== 'PERSON') return false;
  return actor.tenant.kind === 'PROVINCE' || actor.functions.includes(cityFunction);
}
