import { actorLabel, type ChangeCityFunctionInput, type CityFunctionMatrix } from '@xietong/shared/tenants';
import { asCaller } from '../../access/as-caller';
import type { AuditPort } from '../../access/audit-port';
import type { Call } from '../../access/call';
import { findTenantByCode } from '../../access/named-tenant-store';
import { requireCan, requireRow } from '../../access/require-can';
import type { Sessions } from '../../http/sessions';
import { AppError } from '../../platform/app-error';
import type { Clock } from '../../platform/clock';
import type { Database, Tx } from '../../platform/database';
import type { Ids } from '../../platform/ids';
import { insertGrant, listCities, listSpans, revokeGrant } from './city-function-store';

export interface CityFunctionServiceDeps {
  /** Connection of the app role. */
  database: Database;
  sessions: Pick<Sessions, 'forgetAll'>;
  audit: AuditPort;
  clock: Clock;
  ids: Ids;
}

export type CityFunctionService = ReturnType<typeof createCityFunctionService>;

/**
 * What the province lets its cities do. Either change holds for the next request of everybody in the
 * city; what runs already goes on, because the channels are served what was released.
 */
export function createCityFunctionService({
  database,
  sessions,
  audit,
  clock,
  ids,
}: CityFunctionServiceDeps) {
  /** @throws AppError NOT_FOUND for what is no city */
  async function findCity(tx: Tx, code: string) {
    const tenant = await findTenantByCode(tx, code);
    return requireRow(tenant?.kind === 'CITY' ? tenant : null);
  }

  return {
    async list(call: Call): Promise<CityFunctionMatrix> {
      requireCan(call.actor, 'read', 'CityFunction');
      return asCaller(database, call, async (tx) => ({
        cities: await listCities(tx, call),
        spans: await listSpans(tx, call),
      }));
    },

    /** @throws AppError NOT_FOUND, FORBIDDEN, ALREADY_DONE when the city has it */
    async grant(call: Call, input: ChangeCityFunctionInput): Promise<void> {
      const { cityCode, function: name, reason } = input;
      await asCaller(database, call, async (tx) => {
        const city = await findCity(tx, cityCode);
        requireCan(call.actor, 'create', 'CityFunction', { tenantId: city.id });
        const id = ids.next();
        const made = await insertGrant(tx, {
          id,
          tenantId: city.id,
          function: name,
          grantedAt: clock.now(),
          grantedByName: actorLabel(call.actor),
          grantReason: reason,
        });
        if (!made) throw new AppError('ALREADY_DONE');
        await audit.success(tx, call, {
          act: 'cityFunctions.grant',
          subject: { type: 'CityFunction', id },
          tenant: city,
          before: { granted: false },
          after: { granted: true, function: name, reason },
        });
      });
      sessions.forgetAll();
    },

    /** @throws AppError NOT_FOUND, FORBIDDEN, ALREADY_DONE when the city does not have it */
    async revoke(call: Call, input: ChangeCityFunctionInput): Promise<void> {
      const { cityCode, function: name, reason } = input;
      await asCaller(database, call, async (tx) => {
        const city = await findCity(tx, cityCode);
        requireCan(call.actor, 'archive', 'CityFunction', { tenantId: city.id });
        const id = await revokeGrant(tx, {
          tenantId: city.id,
          function: name,
          revokedAt: clock.now(),
          revokedByName: actorLabel(call.actor),
          revokeReason: reason,
        });
        if (id === null) throw new AppError('ALREADY_DONE');
        await audit.success(tx, call, {
          act: 'cityFunctions.revoke',
          subject: { type: 'CityFunction', id },
          tenant: city,
          before: { granted: true },
          after: { granted: false, function: name, reason },
        });
      });
      sessions.forgetAll();
    },
  };
}
