import type {
  FilePreview,
  ImportedList,
  ListDetail,
  ListOption,
  ListReport,
  ListRow,
} from '@xietong/shared/audiences';
import { redactText } from '@xietong/shared/audit';
import type { Page } from '@xietong/shared/kernel';
import { actorId } from '@xietong/shared/tenants';
import { asCaller } from '../../access/as-caller';
import type { AuditPort } from '../../access/audit-port';
import type { Call } from '../../access/call';
import { can, requireCan, requireRow } from '../../access/require-can';
import { AppError } from '../../platform/app-error';
import type { Clock } from '../../platform/clock';
import type { Database, Tx } from '../../platform/database';
import type { Ids } from '../../platform/ids';
import type { NumberVault } from '../../platform/number-vault';
import { constraintOf } from '../../platform/sql-state';
import { previewListFile, readListFile, requireFileSize } from './list-file';
import type { FileChoices } from './list-file';
import { createListReadModel } from './list-read-model';
import { createListStore } from './list-store';
import type { ListRecord, ListStore } from './list-store';
import { distinctNumbers, hashMembers } from './member-set';
import type { MemberSet } from './member-set';

const BATCH = 5_000;

/** A file of numbers: a new list by `name`, or a further version of the list `listId`. */
export interface ListImport extends FileChoices {
  fileName: string;
  bytes: Buffer;
  name?: string | undefined;
  listId?: string | undefined;
}

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
  readonly ids: Ids;
  readonly audit: AuditPort;
  readonly vault: NumberVault;
}

/** Precise-marketing lists: files of numbers, of which only keyed hashes are kept. */
export function createListService({ database, clock, ids, audit, vault }: ListServiceDeps) {
  const label = (call: Call) => (call.actor.kind === 'PERSON' ? call.actor.staffId : call.actor.name);

  /** The list that a file goes to: locked, or made now. */
  async function targetOf(store: ListStore, call: Call, input: ListImport): Promise<ListRecord> {
    if (input.listId !== undefined) {
      const list = requireRow(await store.findForChange(input.listId));
      requireCan(call.actor, 'update', 'CustomerList', list);
      if (list.archivedAt) throw new AppError('LIST_ARCHIVED', { name: list.name });
      return list;
    }
    const list = {
      id: ids.next(),
      tenantId: call.actor.tenant.id,
      name: input.name ?? '',
      createdBy: actorId(call.actor),
      createdAt: clock.now(),
      archivedAt: null,
    };
    try {
      await store.insert(list);
    } catch (error) {
      if (constraintOf(error) === 'customer_list_name')
        throw new AppError('LIST_NAME_TAKEN', { name: list.name });
      throw error;
    }
    return list;
  }

  async function storeVersion(
    tx: Tx,
    call: Call,
    input: ListImport,
    members: MemberSet,
    partial: Omit<ListReport, 'difference'>,
  ): Promise<ImportedList> {
    const store = createListStore(tx);
    const list = await targetOf(store, call, input);
    const previous = await store.newestVersion(list.id);
    const version = (previous?.version ?? 0) + 1;
    const report = { ...partial, difference: previous ? await differenceTo(store, previous, members) : null };
    const versionId = ids.next();
    const facts = {
      version,
      size: members.size,
      digest: members.digest,
      fileName: shownFileName(input.fileName),
    };
    await store.insertVersion({
      id: versionId,
      tenantId: list.tenantId,
      listId: list.id,
      ...facts,
      keyVersion: vault.keyVersion,
      report,
      createdBy: actorId(call.actor),
      createdByName: label(call),
      createdByKind: call.actor.kind,
      createdAt: clock.now(),
    });
    for (const hashes of members.batches(BATCH)) await store.insertMembers(versionId, list.tenantId, hashes);
    await audit.success(tx, call, {
      act: 'lists.import',
      subject: { type: 'CustomerList', id: list.id },
      ...(previous
        ? { before: { version: previous.version, size: previous.size, digest: previous.digest } }
        : {}),
      after: { name: list.name, ...facts, rows: report.rows, rejected: report.rejected.total },
    });
    return { listId: list.id, versionId, version, size: members.size, report };
  }

  return {
    /** How a file is understood; nothing of it is kept. Errors as of `import`. */
    async preview(
      call: Call,
      input: { fileName: string; bytes: Buffer } & FileChoices,
    ): Promise<FilePreview> {
      requireCan(call.actor, 'create', 'CustomerList', { tenantId: call.actor.tenant.id });
      return previewListFile(input.bytes, input.fileName, input);
    },

    /**
     * Imports a file whole or not at all. Rows that give no member are reported, not refused.
     * @throws AppError LIST_TOO_LARGE, LIST_EMPTY {rows, rejected, duplicates}, LIST_NAME_TAKEN,
     * LIST_ARCHIVED, FILE_EMPTY, FILE_NOT_TEXT, FILE_BROKEN {line}, FILE_COLUMN_UNKNOWN {column},
     * NOT_FOUND, FORBIDDEN
     */
    async import(call: Call, input: ListImport): Promise<ImportedList> {
      requireCan(call.actor, 'create', 'CustomerList', { tenantId: call.actor.tenant.id });
      requireFileSize(input.bytes.length);
      const { numbers, report } = await readListFile(input.bytes, input);
      const distinct = distinctNumbers(numbers);
      if (distinct.length === 0) {
        throw new AppError('LIST_EMPTY', { rows: report.rows, rejected: report.rejected.total });
      }
      const members = await hashMembers(distinct, vault);
      const partial = { ...report, accepted: members.size, duplicates: numbers.length - members.size };
      return asCaller(database, call, (tx) => storeVersion(tx, call, input, members, partial));
    },

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
     * Takes a list out of use. Releases that pin a version of it keep running.
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
        await audit.success(tx, call, {
          act: 'lists.archive',
          subject: { type: 'CustomerList', id },
          before: { name: list.name, archivedAt: null },
          after: { name: list.name, archivedAt },
        });
      });
    },

    /**
     * The version that a release of the acting tenant may pin.
     * @throws AppError NOT_FOUND for another tenant's, LIST_ARCHIVED
     */
    async versionForRelease(tx: Tx, call: Call, listVersionId: string): Promise<PinnedList> {
      const { list, version } = requireRow(await createListStore(tx).findVersion(listVersionId));
      if (list.tenantId !== call.actor.tenant.id) throw new AppError('NOT_FOUND');
      if (list.archivedAt) throw new AppError('LIST_ARCHIVED', { name: list.name });
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

async function differenceTo(
  store: ListStore,
  previous: { id: string; size: number },
  members: MemberSet,
): Promise<{ added: number; removed: number }> {
  let kept = 0;
  for (const hashes of members.batches(BATCH)) kept += await store.countKnown(previous.id, hashes);
  return { added: members.size - kept, removed: previous.size - kept };
}

/** A file's name without folders and numbers. */
function shownFileName(name: string): string {
  return redactText(name.split(/[\\/]/).at(-1) ?? '').slice(0, 200);
}
