import { createHmac } from 'node:crypto';
import { DEFAULT_RATE_PER_SECOND } from '@xietong/shared/channels';
import { DEMO_HALL_CHANNELS } from '@xietong/shared/demo-hall';
import type { MachineActor } from '@xietong/shared/tenants';
import { asCaller } from '../../access/as-caller';
import type { AuditPort } from '../../access/audit-port';
import type { Call } from '../../access/call';
import type { Clock } from '../../platform/clock';
import type { Database } from '../../platform/database';
import type { Ids } from '../../platform/ids';
import { createDemoKeyStore } from './demo-key-store';
import { DEMO_KEY_NAME } from './demo-key-name-zh';

export interface DemoKeysDeps {
  readonly database: Database;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly audit: AuditPort;
  /** Root of the hall's secrets: they are derived, so they are stored nowhere and survive every restart. */
  readonly key: Buffer;
  /** As the channels' keys are hashed. */
  readonly hashSecret: (secret: string) => string;
  readonly province: () => Promise<{ id: string; code: string } | null>;
}

/** The keys by which the demo hall plays each channel, over the same API as a real one. */
export function createDemoKeys({ database, clock, ids, audit, key, hashSecret, province }: DemoKeysDeps) {
  const secretOf = (channel: string): string =>
    `xt_${channel}_${createHmac('sha256', key).update(channel).digest('base64url')}`;

  async function ensureOne(call: Call, channel: string): Promise<void> {
    await asCaller(database, call, async (tx) => {
      const store = createDemoKeyStore(tx);
      const secret = secretOf(channel);
      const secretHash = hashSecret(secret);
      const cities = await store.cityCodes();
      const found = await store.findByHash(secretHash);
      if (found) {
        // A revoked key stays revoked: whoever revoked it meant the hall.
        if (found.revokedAt === null && found.cities.join() !== cities.join())
          await store.setCities(found.id, cities);
        return;
      }
      const id = ids.next();
      const machineActorId = ids.next();
      const row = {
        id,
        tenantId: call.actor.tenant.id,
        machineActorId,
        channel,
        name: DEMO_KEY_NAME,
        prefix: secret.slice(0, channel.length + 8),
        secretHash,
        cities,
        mayExplain: true,
        demo: true,
        ratePerSecond: DEFAULT_RATE_PER_SECOND,
        createdBy: machineActorId,
        createdAt: clock.now(),
      };
      await store.insert(row, `channel:${channel}:${id}`);
      await audit.success(tx, call, {
        act: 'channelKeys.create',
        subject: { type: 'ChannelKey', id },
        after: { channel, name: row.name, cities: cities.join(','), prefix: row.prefix },
      });
    });
  }

  return {
    secretOf,

    /** Makes what is missing, and gives the keys every city there is. Call it at start, once the province exists. */
    async ensure(): Promise<void> {
      const owner = await province();
      if (!owner) return;
      const actor: MachineActor = {
        kind: 'MACHINE',
        machineId: ids.next(),
        name: 'demo-hall',
        grants: [{ action: 'create', subject: 'ChannelKey' }],
        tenant: { ...owner, kind: 'PROVINCE', parentId: null },
      };
      const call: Call = { actor, requestId: ids.next(), address: null };
      const present = await asCaller(database, call, (tx) => createDemoKeyStore(tx).channelCodes());
      for (const channel of present) if (DEMO_HALL_CHANNELS.includes(channel)) await ensureOne(call, channel);
    },
  };
}
