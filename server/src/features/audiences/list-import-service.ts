import { isImportOver } from '@xietong/shared/audiences';
import type {
  FilePreview,
  ImportedList,
  ListImportStart,
  ListPurpose,
  UploadedList,
} from '@xietong/shared/audiences';
import { ERROR_KIND_BY_CODE } from '@xietong/shared/access';
import type { ErrorCode } from '@xietong/shared/access';
import type { Idempotent } from '@xietong/shared/kernel';
import { actorId, actorLabel } from '@xietong/shared/tenants';
import { asCaller } from '../../access/as-caller';
import type { AuditPort, RepeatPort } from '../../access/audit-port';
import type { Call } from '../../access/call';
import { createOnce } from '../../access/create-once';
import { requireCan, requireRow } from '../../access/require-can';
import { AppError } from '../../platform/app-error';
import type { Clock } from '../../platform/clock';
import type { Database, Tx } from '../../platform/database';
import type { Ids } from '../../platform/ids';
import type { FileChoices } from './list-file';
import { createListImportReadModel } from './list-import-read-model';
import { storedCall } from './list-import-run';
import type { ListImportRunner } from './list-import-runner';
import { createListImportStore } from './list-import-store';
import type { ListImportRecord } from './list-import-store';
import type { ListReader } from './list-reader';
import { createListStore } from './list-store';
import { shownFileName } from './list-version-writer';
import type { UploadFolder } from './upload-folder';
import { createUploadPlaces } from './upload-places';
import type { Recorder } from './upload-places';

/** Files of a tenant that may wait for choices: each is up to a quarter of a gigabyte. */
const MAX_WAITING = 10;

export interface ListImportServiceDeps {
  readonly database: Database;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly audit: AuditPort & RepeatPort;
  readonly uploads: UploadFolder;
  readonly reader: ListReader;
  readonly runner: ListImportRunner;
}

/** Bytes of a file as they come, and the name that it had. */
export interface ListUpload extends Idempotent {
  readonly fileName: string;
  readonly source: AsyncIterable<Uint8Array>;
}

/** Imports of lists: a file is received, looked at, and then imported in the background. */
export function createListImportService(deps: ListImportServiceDeps) {
  const { database, clock, ids, audit, uploads, reader, runner } = deps;
  const requireImporter = (call: Call): void => {
    requireCan(call.actor, 'create', 'CustomerList', { tenantId: call.actor.tenant.id });
  };

  async function changeable(tx: Tx, call: Call, id: string): Promise<ListImportRecord> {
    const record = requireRow(await createListImportStore(tx).findForChange(id));
    requireCan(call.actor, 'create', 'CustomerList', record);
    return record;
  }

  /** Refuses early what the end of the import would refuse. Resolves to what the list is for. */
  async function requireTarget(
    tx: Tx,
    call: Call,
    { name, listId, purpose = 'MARKETING' }: ListImportStart,
  ): Promise<ListPurpose> {
    const store = createListStore(tx);
    if (name !== undefined && (await store.isNameTaken(call.actor.tenant.id, name)))
      throw new AppError('LIST_NAME_TAKEN', { name });
    if (listId === undefined) return purpose;
    const list = requireRow(await store.findForChange(listId));
    requireCan(call.actor, 'update', 'CustomerList', list);
    if (list.archivedAt) throw new AppError('LIST_ARCHIVED', { name: list.name });
    return list.purpose;
  }

  const places = createUploadPlaces(MAX_WAITING);

  async function upload(call: Call, file: ListUpload): Promise<UploadedList> {
    requireImporter(call);
    const tenantId = call.actor.tenant.id;
    const countWaiting = () =>
      asCaller(database, call, (tx) => createListImportStore(tx).countUploaded(tenantId));
    const received = await places.within(tenantId, countWaiting, (recorded) => receive(call, file, recorded));
    if (!received) throw new AppError('LIST_IMPORTS_WAITING', { limit: MAX_WAITING });
    return received;
  }

  async function receive(
    call: Call,
    { fileName, source, idempotencyKey: key }: ListUpload,
    recorded: Recorder,
  ): Promise<UploadedList> {
    const act = 'listImports.upload';
    const tenantId = call.actor.tenant.id;
    // Under a name of its own, as the same file may be on its way twice.
    const incoming = ids.next();
    const { bytes, utf8 } = await uploads.receive(incoming, source);
    const file = { fileName: shownFileName(fileName), bytes };
    const find = async (tx: Tx, id: string) => {
      const made = await createListImportStore(tx).findById(id);
      const { fileName: name, bytes: size } = made ?? {};
      return made && { input: { fileName: name, bytes: size }, answer: { importId: id } };
    };
    const create = async (tx: Tx, id: string): Promise<UploadedList> => {
      await createListImportStore(tx).insert({
        ...{ id, tenantId, ...file, isUtf8: utf8, state: 'UPLOADED', createdAt: clock.now() },
        ...{ createdBy: actorId(call.actor), createdByName: actorLabel(call.actor) },
      });
      await audit.success(tx, call, { act, subject: { type: 'CustomerList', id }, after: file });
      await uploads.keep(incoming, id);
      return { importId: id };
    };
    try {
      return await recorded(() =>
        createOnce({ database, ids, audit }, call, { act, key, input: file, find, create }),
      );
    } finally {
      await uploads.remove(incoming);
    }
  }

  async function start(call: Call, input: ListImportStart): Promise<void> {
    await asCaller(database, call, async (tx) => {
      const record = await changeable(tx, call, input.id);
      if (record.state !== 'UPLOADED') throw new AppError('LIST_IMPORT_STARTED');
      const purpose = await requireTarget(tx, call, input);
      const target = { listName: input.name ?? null, listId: input.listId ?? null, purpose };
      await createListImportStore(tx).update(input.id, {
        ...{ state: 'QUEUED', ...target, call: storedCall(call) },
        ...{ numberColumn: input.column ?? null, hasHeader: input.header ?? null },
      });
      const subject = { type: 'CustomerList', id: input.id } as const;
      await audit.success(tx, call, {
        ...{ act: 'listImports.start', subject },
        after: { fileName: record.fileName, ...target },
      });
    });
    runner.wake();
  }

  return {
    /**
     * Receives a file, encrypted on the disk from its first byte on; nothing of it is imported yet. The same one
     * sent again is the first one.
     * @throws AppError LIST_TOO_LARGE {maxBytes}, FILE_EMPTY, UPLOAD_CUT, UPLOAD_NO_SPACE,
     * LIST_IMPORTS_WAITING {limit}, ALREADY_CREATED, FORBIDDEN
     */
    upload,

    /**
     * How a received file is understood with these choices; numbers are masked.
     * @throws AppError as `previewList`, LIST_IMPORT_STARTED, NOT_FOUND
     */
    async preview(call: Call, { id, ...choices }: FileChoices & { id: string }): Promise<FilePreview> {
      const record = await asCaller(database, call, async (tx) =>
        requireRow(await createListImportStore(tx).findById(id)),
      );
      requireCan(call.actor, 'create', 'CustomerList', record);
      if (record.state !== 'UPLOADED') throw new AppError('LIST_IMPORT_STARTED');
      const { fileName, isUtf8 } = record;
      return reader.preview({ path: uploads.pathOf(id), fileName, utf8: isUtf8 }, choices);
    },

    /**
     * Puts a received file in line; it is imported whole or not at all, whoever looks at it meanwhile.
     * @throws AppError LIST_IMPORT_STARTED, LIST_NAME_TAKEN, LIST_ARCHIVED, NOT_FOUND, FORBIDDEN
     */
    start,

    /**
     * Ends an import before it has written anything that is seen.
     * @throws AppError LIST_IMPORT_OVER, NOT_FOUND, FORBIDDEN
     */
    async cancel(call: Call, id: string): Promise<void> {
      await asCaller(database, call, async (tx) => {
        const { state, fileName } = await changeable(tx, call, id);
        if (isImportOver(state)) throw new AppError('LIST_IMPORT_OVER');
        const store = createListImportStore(tx);
        await store.update(id, { state: 'CANCELLED', endedAt: clock.now() });
        await store.removeRejections(id);
        await audit.success(tx, call, {
          ...{ act: 'listImports.cancel', subject: { type: 'CustomerList', id } },
          ...{ before: { fileName, state }, after: { fileName, state: 'CANCELLED' } },
        });
      });
      runner.letGo(id);
      await uploads.remove(id);
    },

    /**
     * Receives a file and imports it here, for programs that wait for the result.
     * @throws AppError as `upload` and `start`, and with the code by which the import failed
     */
    async importFile(
      call: Call,
      { fileName, source, ...choices }: ListUpload & Omit<ListImportStart, 'id'>,
    ): Promise<ImportedList> {
      const { importId } = await upload(call, { fileName, source });
      await start(call, { id: importId, ...choices });
      const record = await runner.runToEnd(importId);
      if (record.state !== 'DONE' || record.versionId === null || record.listId === null)
        throw failureOf(record);
      const { version, report } = await asCaller(database, call, async (tx) =>
        requireRow(await createListImportReadModel(tx, call.actor, clock.now()).findById(importId)),
      );
      if (version === null || report === null) throw new Error('the import left no version');
      const { listId, versionId } = record;
      return { listId, versionId, version, size: report.accepted, report };
    },
  };
}
export type ListImportService = ReturnType<typeof createListImportService>;

function failureOf({ state, errorCode, errorParams }: ListImportRecord): AppError {
  const known = errorCode !== null && isErrorCode(errorCode) ? errorCode : null;
  return new AppError(known ?? (state === 'CANCELLED' ? 'LIST_IMPORT_OVER' : 'INTERNAL'), errorParams ?? {});
}

function isErrorCode(code: string): code is ErrorCode {
  return Object.hasOwn(ERROR_KIND_BY_CODE, code);
}
