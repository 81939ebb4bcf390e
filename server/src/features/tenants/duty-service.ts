import {
  actorId,
  actorLabel,
  dutyEnd,
  dutyPhase,
  dutySpanOfDays,
  validateDuties,
  type GrantDutyInput,
} from '@xietong/shared/tenants';
import { asCaller } from '../../access/as-caller';
import type { AuditPort } from '../../access/audit-port';
import type { Call } from '../../access/call';
import { findTenantByCode } from '../../access/named-tenant-store';
import { requireCan, requireRow } from '../../access/require-can';
import type { Sessions } from '../../http/sessions';
import { AppError, unwrap } from '../../platform/app-error';
import type { Clock } from '../../platform/clock';
import type { Database } from '../../platform/database';
import type { Ids } from '../../platform/ids';
import { requireAnotherAdministrator } from './last-administrator';
import { endDuty, findDuty, findPerson, insertDuties, listDuties, lockDuties } from './person-store';

export interface DutyServiceDeps {
  /** Connection of the app role. */
  database: Database;
  sessions: Pick<Sessions, 'forgetAll'>;
  audit: AuditPort;
  clock: Clock;
  ids: Ids;
}

export type DutyService = ReturnType<typeof createDutyService>;

/** Gives people their duties and ends them: the work of security administrators, who keep no people. */
export function createDutyService({ database, sessions, audit, clock, ids }: DutyServiceDeps) {
  return {
    /**
     * Gives a person a role in a tenant. A city's administrators give their own people duties in their
     * own city; the province's may give any.
     * @throws AppError NOT_FOUND, FORBIDDEN, OWN_DUTY, PERSON_ARCHIVED, DUTIES_CONFLICT {first, second},
     * DUTY_REPEATED {role}, DUTY_SPAN_EMPTY, DUTY_STARTS_IN_PAST
     */
    async grant(call: Call, input: GrantDutyInput): Promise<{ id: string }> {
      const { actor } = call;
      const { personId, role } = input;
      const id = ids.next();
      await asCaller(database, call, async (tx) => {
        await lockDuties(tx, personId);
        const person = requireRow(await findPerson(tx, personId));
        const tenant = requireRow(await findTenantByCode(tx, input.tenantCode));
        requireCan(actor, 'create', 'Duty', { tenantId: person.tenantId });
        requireCan(actor, 'create', 'Duty', { tenantId: tenant.id });
        if (actorId(actor) === personId) throw new AppError('OWN_DUTY');
        if (person.disabledAt !== null) throw new AppError('PERSON_ARCHIVED', { staffId: person.staffId });
        const now = clock.now();
        const span = { tenantId: tenant.id, role, ...unwrap(dutySpanOfDays(input, now)) };
        const held = (await listDuties(tx, personId)).filter((duty) => dutyPhase(duty, now) !== 'CANCELLED');
        unwrap(validateDuties([...held, span]));
        const given = { id, personId, personTenantId: person.tenantId, grantedByName: actorLabel(actor) };
        await insertDuties(tx, [{ ...span, ...given }]);
        await audit.success(tx, call, {
          act: 'duties.grant',
          subject: { type: 'Duty', id },
          tenant,
          after: {
            staffId: person.staffId,
            tenant: tenant.code,
            role,
            validFrom: span.validFrom,
            validUntil: span.validUntil,
          },
        });
      });
      sessions.forgetAll();
      return { id };
    },

    /**
     * Ends a duty now, or cancels one that has not begun.
     * @throws AppError NOT_FOUND, FORBIDDEN, OWN_DUTY, ALREADY_DONE, LAST_ADMINISTRATOR {role}
     */
    async end(call: Call, id: string): Promise<void> {
      const { actor } = call;
      await asCaller(database, call, async (tx) => {
        const { personId } = requireRow(await findDuty(tx, id));
        await lockDuties(tx, personId);
        const duty = requireRow(await findDuty(tx, id));
        requireCan(actor, 'archive', 'Duty', { tenantId: duty.tenantId });
        if (actorId(actor) === personId) throw new AppError('OWN_DUTY');
        const now = clock.now();
        if (!['HELD', 'COMING'].includes(dutyPhase(duty, now))) throw new AppError('ALREADY_DONE');
        await requireAnotherAdministrator(tx, duty, now);
        const validUntil = dutyEnd(duty, now);
        await endDuty(tx, id, validUntil, actorLabel(actor));
        const person = requireRow(await findPerson(tx, personId));
        await audit.success(tx, call, {
          act: 'duties.end',
          subject: { type: 'Duty', id },
          tenant: duty.tenant,
          before: { validUntil: duty.validUntil },
          after: { validUntil, staffId: person.staffId, tenant: duty.tenant.code, role: duty.role },
        });
      });
      sessions.forgetAll();
    },
  };
}
