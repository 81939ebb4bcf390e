import { checkViewTexts, MAX_VIEWS } from '@xietong/shared/views';
import type { CreateViewInput, SavedView, UpdateViewInput, ViewList } from '@xietong/shared/views';
import { asCaller } from '../../access/as-caller';
import type { AuditPort } from '../../access/audit-port';
import type { Call } from '../../access/call';
import { requireCan, requireRow } from '../../access/require-can';
import { AppError, unwrap } from '../../platform/app-error';
import type { Clock } from '../../platform/clock';
import type { Database } from '../../platform/database';
import type { Ids } from '../../platform/ids';
import { createViewStore } from './view-store';
import type { ViewRow } from './view-store';

export interface ViewServiceDeps {
  readonly database: Database;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly audit: AuditPort;
}

const viewOf = ({ id, name, query }: ViewRow): SavedView => ({ id, name, query });

/** A person's named filters of a list: kept for themselves alone. */
export function createViewService({ database, clock, ids, audit }: ViewServiceDeps) {
  return {
    async list(call: Call, { list }: { list: ViewList }): Promise<SavedView[]> {
      requireCan(call.actor, 'read', 'SavedView');
      return asCaller(database, call, async (tx) =>
        (await createViewStore(tx, call.actor).list(list)).map(viewOf),
      );
    },

    /** @throws AppError VIEW_NAME_TAKEN, VIEW_TOO_MANY, VIEW_HOLDS_PHONE, FORBIDDEN for a machine */
    async create(call: Call, { list, name, query }: CreateViewInput): Promise<SavedView> {
      const { actor } = call;
      if (actor.kind !== 'PERSON') throw new AppError('FORBIDDEN');
      const owner = { tenantId: actor.tenant.id, personId: actor.personId };
      requireCan(actor, 'create', 'SavedView', owner);
      unwrap(checkViewTexts({ name, query }));
      return asCaller(database, call, async (tx) => {
        const store = createViewStore(tx, actor);
        await store.lock(actor.personId);
        const present = await store.list(list);
        if (present.some((view) => view.name === name)) throw new AppError('VIEW_NAME_TAKEN', { name });
        if (present.length >= MAX_VIEWS) throw new AppError('VIEW_TOO_MANY', { max: MAX_VIEWS });
        const id = ids.next();
        await store.insert({ id, ...owner, list, name, query, updatedAt: clock.now() });
        await audit.success(tx, call, {
          act: 'savedViews.create',
          subject: { type: 'SavedView', id },
          after: { list, name, query },
        });
        return { id, name, query };
      });
    },

    /**
     * Keeps other filters under a name that is there.
     * @throws AppError NOT_FOUND, VIEW_HOLDS_PHONE
     */
    async update(call: Call, { id, query }: UpdateViewInput): Promise<SavedView> {
      unwrap(checkViewTexts({ query }));
      return asCaller(database, call, async (tx) => {
        const store = createViewStore(tx, call.actor);
        const before = requireRow(await store.findById(id));
        requireCan(call.actor, 'update', 'SavedView', before);
        await store.update(id, { query, updatedAt: clock.now() });
        await audit.success(tx, call, {
          act: 'savedViews.update',
          subject: { type: 'SavedView', id },
          before: { query: before.query },
          after: { query },
        });
        return { id, name: before.name, query };
      });
    },

    /** @throws AppError NOT_FOUND */
    async archive(call: Call, { id }: { id: string }): Promise<{ id: string }> {
      return asCaller(database, call, async (tx) => {
        const store = createViewStore(tx, call.actor);
        const view = requireRow(await store.findById(id));
        requireCan(call.actor, 'archive', 'SavedView', view);
        const now = clock.now();
        await store.update(id, { archivedAt: now, updatedAt: now });
        await audit.success(tx, call, {
          act: 'savedViews.archive',
          subject: { type: 'SavedView', id },
          before: { list: view.list, name: view.name },
        });
        return { id };
      });
    },
  };
}
export type ViewService = ReturnType<typeof createViewService>;
