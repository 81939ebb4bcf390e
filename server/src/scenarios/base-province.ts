import type { CityFunction } from '@xietong/shared/tenants';
import type { Clock } from '../platform/clock';
import type { Database } from '../platform/database';
import type { Ids } from '../platform/ids';
import {
  grantFunction,
  insertChannels,
  insertSavingUnit,
  insertTenant,
  saveMachine,
} from './base-province-store';
import { CHANNELS, CITIES, PROVINCE } from './jiangsu-zh';
import { grantText, MACHINES } from './machine-actors';

/** What each city may do from the first day; the province revokes and grants from there. */
export const FIRST_FUNCTIONS: readonly CityFunction[] = [
  'LOCAL_CONTENT',
  'MARKETING_POINTS',
  'PRECISE_MARKETING',
  'MONITORING',
  'BEHAVIOUR_ANALYSIS',
];

/** What a transaction on an e-channel saves against one in a hall: 1.35 yuan, in fen. */
const SAVING = { version: 1, validFrom: '2020-01-01', fen: 135 } as const;

/** Duties and grants of the first day are valid before anything that is told of the past. */
const SINCE = new Date('2020-01-01T00:00:00+08:00');

/**
 * The rows without which nobody can act: the province, its cities and what they may do, channels,
 * machine actors, the saving unit. Adds what is missing, changes nothing else.
 */
export async function ensureBaseProvince({
  owner,
  ids,
  clock,
}: {
  owner: Database;
  ids: Ids;
  clock: Clock;
}): Promise<void> {
  await owner.transaction(async (tx) => {
    const provinceId = await insertTenant(tx, {
      id: ids.next(),
      kind: 'PROVINCE',
      ...PROVINCE,
      parentId: null,
    });
    for (const { code, nameZh, nameEn } of CITIES) {
      const tenantId = await insertTenant(tx, {
        id: ids.next(),
        code,
        kind: 'CITY',
        nameZh,
        nameEn,
        parentId: provinceId,
      });
      for (const name of FIRST_FUNCTIONS)
        await grantFunction(tx, { id: ids.next(), tenantId, function: name, grantedAt: SINCE });
    }
    await insertChannels(
      tx,
      CHANNELS.map((channel, position) => ({ ...channel, position })),
    );
    for (const { kind, name, grants } of MACHINES)
      await saveMachine(tx, { id: ids.next(), kind, name, grants: grants.map(grantText) });
    await insertSavingUnit(tx, { id: ids.next(), tenantId: provinceId, ...SAVING, setAt: clock.now() });
  });
}
