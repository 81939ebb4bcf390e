import { AppError } from '../../platform/app-error';
import type { Tx } from '../../platform/database';
import { isAdministeredByAnother, type StoredDuty } from './person-store';

/**
 * Keeps the province governable: whoever loses an administrator's duty in it must not be the last who
 * holds it without an end. A city's administrators can be made anew by the province's.
 * @throws AppError LAST_ADMINISTRATOR {role}
 */
export async function requireAnotherAdministrator(tx: Tx, duty: StoredDuty, now: Date): Promise<void> {
  const { personId, tenantId, role, tenant } = duty;
  const isAdministrator = role === 'SYSTEM_ADMIN' || role === 'SECURITY_ADMIN';
  if (tenant.kind !== 'PROVINCE' || !isAdministrator) return;
  if (!(await isAdministeredByAnother(tx, { personId, tenantId, role }, now)))
    throw new AppError('LAST_ADMINISTRATOR', { role });
}
