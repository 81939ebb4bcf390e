import type { ListDetail, ListOption, ListRow } from '@xietong/shared/audiences';
import type { Page } from '@xietong/shared/kernel';
import { asCaller } from '../../access/as-caller';
import type { AuditPort } from '../../access/audit-port';
import type { Call } from '../../access/call';
import { can, requireCan, requireRow } from '../../access/require-can';
import { AppError } from '../../platform/app-error';
import type { Clock } from '../../platform/clock';
import type { Database, Tx } from '../../platform/database';
import { createListReadModel } from './list-read-model';
import { createListStore } from './list-store';

/** A version as a release pins it. */
export interface PinnedList {
  versionId: string;
  listId: string;
  listName: string;
  version: number;
  tenantId: string;
  digest: string;
  size: number;
  createdBy: string;
  createdByName: string;
  createdByKind: 'PERSON' | 'MACHINE';
  createdAt: Date;
}

export interface ListServiceDeps {
  readonly database: Database;
  readonly clock: Clock;
  readonly audit: AuditPort;
  readonly releases: {
    /** Ends what is with the approvers and aims by one of these versions. */
    voidRequests(
      tx: Tx,
      call: Call,
      changed: { readonly tenantId: string; readonly listVersionIds: readonly string[] },
      because: 'LIST_ARCHIVED',
    ): Promise<number>;
  };
}

/** Lists for precise marketing and blocklists: files of numbers, of which only keyed hashes are kept. */
export function createListService({ database, clock, audit, releases }: ListServiceDeps) {
  return {
    async list(
      call: Call,
      input: Parameters<ReturnType<typeof createListReadModel>['list']>[0],
    ): Promise<Page<ListRow>> {
      return asCaller(database, call, (tx) => createListReadModel(tx, call.actor).list(input));
    },

    /** @throws AppError NOT_FOUND */
    async get(call: Call, id: string): Promise<ListDetail> {
      return asCaller(database, call, async (tx) => {
        const readModel = createListReadModel(tx, call.actor);
        const row = requireRow(await readModel.findById(id));
        const mayChange = can(call.actor, 'update', 'CustomerList', { tenantId: row.tenant.id });
        return {
          ...row,
          mayChange: mayChange && row.archivedAt === null,
          versions: await readModel.versionsOf(id),
        };
      });
    },

    async options(call: Call): Promise<ListOption[]> {
      return asCaller(database, call, (tx) => createListReadModel(tx, call.actor).options());
    },

    /**
     * Takes a list out of use. Releases that pin a version of it keep running, those that are with the approvers
     * come back to their authors; a blocklist is in force no more.
     * @throws AppError NOT_FOUND, FORBIDDEN, LIST_ARCHIVED
     */
    async archive(call: Call, id: string): Promise<void> {
      await asCaller(database, call, async (tx) => {
        const store = createListStore(tx);
        const list = requireRow(await store.findForChange(id));
        requireCan(call.actor, 'archive', 'CustomerList', list);
        if (list.archivedAt) throw new AppError('LIST_ARCHIVED', { name: list.name });
        const archivedAt = clock.now();
        await store.archive(id, archivedAt);
        const listVersionIds = await store.versionIds(id);
        await releases.voidRequests(tx, call, { tenantId: list.tenantId, listVersionIds }, 'LIST_ARCHIVED');
        await audit.success(tx, call, {
          act: 'lists.archive',
          subject: { type: 'CustomerList', id },
          before: { name: list.name, purpose: list.purpose, archivedAt: null },
          after: { name: list.name, purpose: list.purpose, archivedAt },
        });
      });
    },

    /**
     * The version that a release of the acting tenant may pin.
     * @throws AppError NOT_FOUND for another tenant's, LIST_ARCHIVED, LIST_IS_BLOCKLIST
     */
    async versionForRelease(tx: Tx, call: Call, listVersionId: string): Promise<PinnedList> {
      const { list, version } = requireRow(await createListStore(tx).findVersion(listVersionId));
      if (list.tenantId !== call.actor.tenant.id) throw new AppError('NOT_FOUND');
      if (list.archivedAt) throw new AppError('LIST_ARCHIVED', { name: list.name });
      if (list.purpose === 'BLOCKLIST') throw new AppError('LIST_IS_BLOCKLIST', { name: list.name });
      const { id, tenantId, digest, size, createdBy, createdByName, createdByKind, createdAt } = version;
      return {
        versionId: id,
        listId: list.id,
        listName: list.name,
        version: version.version,
        ...{ tenantId, digest, size, createdBy, createdByName, createdByKind, createdAt },
      };
    },
  };
}
export type ListService = ReturnType<typeof createListService>;
