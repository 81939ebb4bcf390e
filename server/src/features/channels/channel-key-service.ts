import { createHash, randomBytes } from 'node:crypto';
import { channelKeyCreateSchema } from '@xietong/shared/channels';
import type { ChannelKeyCreateInput, ChannelKeyView } from '@xietong/shared/channels';
import { actorId } from '@xietong/shared/tenants';
import { asCaller } from '../../access/as-caller';
import type { AuditPort, RepeatPort } from '../../access/audit-port';
import type { Call } from '../../access/call';
import { createOnce } from '../../access/create-once';
import { requireCan, requireRow } from '../../access/require-can';
import { AppError } from '../../platform/app-error';
import type { Clock } from '../../platform/clock';
import type { Database, Tx } from '../../platform/database';
import type { Ids } from '../../platform/ids';
import { createChannelKeyStore } from './channel-key-store';
import type { ChannelKeyRow } from './channel-key-store';

export interface ChannelKeyServiceDeps {
  readonly database: Database;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly audit: AuditPort & RepeatPort;
}

/** 256 random bits: nothing to guess, so a plain hash of it is enough to store. */
function newSecret(channel: string): string {
  return `xt_${channel}_${randomBytes(32).toString('base64url')}`;
}

/** SHA-256 in hex, as it is stored. */
export function hashSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

function viewOf(row: ChannelKeyRow): ChannelKeyView {
  const { id, channel, name, prefix, cities, mayExplain, demo, ratePerSecond, createdAt, revokedAt } = row;
  return { id, channel, name, prefix, cities, mayExplain, demo, ratePerSecond, createdAt, revokedAt };
}

/** Makes, lists and revokes the keys by which channels ask and report. */
export function createChannelKeyService({ database, clock, ids, audit }: ChannelKeyServiceDeps) {
  return {
    async list(call: Call): Promise<ChannelKeyView[]> {
      requireCan(call.actor, 'read', 'ChannelKey');
      return asCaller(database, call, async (tx) => (await createChannelKeyStore(tx).list()).map(viewOf));
    },

    /**
     * Makes a key; its secret is in this answer and nowhere else, ever: whoever sends the same form again is told that
     * the key is there, and gets none.
     * @throws AppError CHANNEL_UNKNOWN, CITY_UNKNOWN with the codes, CHANNEL_KEY_ALREADY_CREATED {name, prefix}, FORBIDDEN
     */
    async create(call: Call, input: ChannelKeyCreateInput): Promise<ChannelKeyView & { secret: string }> {
      const tenantId = call.actor.tenant.id;
      requireCan(call.actor, 'create', 'ChannelKey', { tenantId });
      const { idempotencyKey: key, ...values } = channelKeyCreateSchema.parse(input);
      const find = async (tx: Tx, id: string): Promise<undefined> => {
        const made = await createChannelKeyStore(tx).findById(id);
        if (!made) return;
        const { name, prefix } = made;
        throw new AppError('CHANNEL_KEY_ALREADY_CREATED', { name, prefix });
      };
      const create = async (tx: Tx, id: string): Promise<ChannelKeyView & { secret: string }> => {
        const store = createChannelKeyStore(tx);
        if (!(await store.channelExists(values.channel)))
          throw new AppError('CHANNEL_UNKNOWN', { channel: values.channel });
        const cities = [...new Set(values.cities)].sort();
        const unknown = await store.unknownCities(cities);
        if (unknown.length > 0) throw new AppError('CITY_UNKNOWN', { city: unknown.join(', ') });
        const secret = newSecret(values.channel);
        const machineActorId = ids.next();
        const row = {
          ...values,
          id,
          tenantId,
          machineActorId,
          cities,
          prefix: secret.slice(0, values.channel.length + 8),
          secretHash: hashSecret(secret),
          createdBy: actorId(call.actor),
          createdAt: clock.now(),
        };
        await store.insert(row, {
          id: machineActorId,
          kind: 'CHANNEL',
          name: `channel:${values.channel}:${id}`,
          grants: ['decide', 'report'],
        });
        const { secretHash, ...shown } = row;
        await audit.success(tx, call, {
          act: 'channelKeys.create',
          subject: { type: 'ChannelKey', id },
          after: { channel: shown.channel, name: shown.name, cities: cities.join(','), prefix: shown.prefix },
        });
        return { ...viewOf({ ...shown, secretHash, revokedAt: null }), secret };
      };
      const creation = { act: 'channelKeys.create', key, input: values, find, create };
      return createOnce({ database, ids, audit }, call, creation);
    },

    /** Revokes a key, for good; a second time changes nothing. */
    async revoke(call: Call, id: string): Promise<ChannelKeyView> {
      return asCaller(database, call, async (tx) => {
        const store = createChannelKeyStore(tx);
        const row = requireRow(await store.findById(id));
        requireCan(call.actor, 'archive', 'ChannelKey', { tenantId: row.tenantId });
        if (row.revokedAt !== null) return viewOf(row);
        const revokedAt = clock.now();
        await store.revoke(id, revokedAt);
        await audit.success(tx, call, {
          act: 'channelKeys.revoke',
          subject: { type: 'ChannelKey', id },
          before: { revoked: false },
          after: { revoked: true, prefix: row.prefix },
        });
        return viewOf({ ...row, revokedAt });
      });
    },
  };
}
export type ChannelKeyService = ReturnType<typeof createChannelKeyService>;
