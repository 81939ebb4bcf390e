import { eventListSchema } from '@xietong/shared/events';
import type { EventListInput, EventPage } from '@xietong/shared/events';
import { z } from 'zod';
import { asCaller } from '../../access/as-caller';
import type { Call } from '../../access/call';
import { findTenantByCode } from '../../access/named-tenant-store';
import { requireCan, requireRow } from '../../access/require-can';
import { AppError } from '../../platform/app-error';
import type { Database } from '../../platform/database';
import { createEventReadModel, shownEvent } from './event-read-model';
import type { EventPlaceInOrder } from './event-read-model';

const cursorSchema = z.tuple([z.iso.datetime(), z.string(), z.string()]);

function cursorOf({ at, channel, eventId }: EventPlaceInOrder): string {
  return Buffer.from(JSON.stringify([at, channel, eventId])).toString('base64url');
}

/** @throws AppError INVALID_INPUT for what is no cursor of ours */
function readCursor(text: string | undefined): EventPlaceInOrder | null {
  if (text === undefined) return null;
  try {
    const [at, channel, eventId] = cursorSchema.parse(JSON.parse(Buffer.from(text, 'base64url').toString()));
    return { at, channel, eventId };
  } catch {
    throw new AppError('INVALID_INPUT');
  }
}

/** Opens the events behind a number. */
export function createEventListService({ database }: { database: Database }) {
  return {
    /**
     * One page, newest first; `total` equals the number that the same filter counts.
     * @throws AppError NOT_FOUND for a city that the actor may not see; INVALID_INPUT for a bad cursor
     */
    async list(call: Call, input: EventListInput): Promise<EventPage> {
      const { city, cursor, limit, ...filter } = eventListSchema.parse(input);
      const after = readCursor(cursor);
      return asCaller(database, call, async (tx) => {
        const found = requireRow(await findTenantByCode(tx, city ?? call.actor.tenant.code));
        requireCan(call.actor, 'read', 'Event', { tenantId: found.id });
        const selection = { ...filter, tenantId: found.kind === 'CITY' ? found.id : undefined };
        const model = createEventReadModel(tx, call.actor);
        const rows = await model.page(selection, after, limit + 1);
        const shown = rows.slice(0, limit);
        const last = rows.length > limit ? shown.at(-1) : undefined;
        return {
          rows: shown.map(shownEvent),
          total: await model.total(selection),
          nextCursor: last ? cursorOf(last) : null,
        };
      });
    },
  };
}
export type EventListService = ReturnType<typeof createEventListService>;
