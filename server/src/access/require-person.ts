import type { PersonActor } from '@xietong/shared/tenants';
import { AppError } from '../platform/app-error';
import type { Call } from './call';

/**
 * The person who calls, for what machines do not have: a workbench, news, a memory of visits.
 * @throws AppError FORBIDDEN for a machine
 */
export function requirePerson({ actor }: Call): PersonActor {
  if (actor.kind !== 'PERSON') throw new AppError('FORBIDDEN');
  return actor;
}
