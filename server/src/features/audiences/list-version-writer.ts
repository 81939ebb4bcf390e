import type { ImportedList, ListPurpose } from '@xietong/shared/audiences';
import { redactText } from '@xietong/shared/audit';
import { storableText } from '@xietong/shared/kernel';
import { actorId, actorLabel } from '@xietong/shared/tenants';
import type { AuditPort } from '../../access/audit-port';
import type { Call } from '../../access/call';
import { requireCan, requireRow } from '../../access/require-can';
import { AppError } from '../../platform/app-error';
import type { Clock } from '../../platform/clock';
import type { Tx } from '../../platform/database';
import type { Room } from '../../platform/free-space';
import type { Ids } from '../../platform/ids';
import type { NumberVault } from '../../platform/number-vault';
import { constraintOf } from '../../platform/sql-state';
import { createListStore } from './list-store';
import type { ListRecord, ListStore } from './list-store';
import type { ReadList } from './list-worker-messages';
import { HASH_BYTES } from './member-set';

/** Members that one statement writes. */
const BATCH = 10_000;

/** A new list by `name`, or a further version of the list `listId`. */
export interface ListTarget {
  readonly fileName: string;
  readonly name: string | null;
  readonly listId: string | null;
  /** Of a new list. */
  readonly purpose: ListPurpose;
}

export interface WriteListeners {
  /** Looked at before every statement; aborting takes everything back. */
  readonly signal: AbortSignal;
  readonly written: (members: number) => void;
}

export interface ListVersionWriterDeps {
  readonly clock: Clock;
  readonly ids: Ids;
  readonly audit: AuditPort;
  readonly vault: NumberVault;
  readonly room: Room;
}

/** Writes versions of lists, whole or not at all: everything happens in the caller's transaction. */
export function createListVersionWriter({ clock, ids, audit, vault, room }: ListVersionWriterDeps) {
  /** The list that a file goes to: locked, or made now. */
  async function targetOf(store: ListStore, call: Call, target: ListTarget): Promise<ListRecord> {
    if (target.listId !== null) {
      const list = requireRow(await store.findForChange(target.listId));
      requireCan(call.actor, 'update', 'CustomerList', list);
      if (list.archivedAt) throw new AppError('LIST_ARCHIVED', { name: list.name });
      return list;
    }
    const list = {
      id: ids.next(),
      tenantId: call.actor.tenant.id,
      name: target.name ?? '',
      purpose: target.purpose,
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

  return {
    /** @throws AppError STORAGE_FULL, LIST_NAME_TAKEN, LIST_ARCHIVED, NOT_FOUND, FORBIDDEN; the signal's reason */
    async write(
      tx: Tx,
      call: Call,
      { target, list: { hashes, digest, report: found } }: { target: ListTarget; list: ReadList },
      { signal, written }: WriteListeners,
    ): Promise<ImportedList> {
      const store = createListStore(tx);
      const list = await targetOf(store, call, target);
      const previous = await store.newestVersion(list.id);
      const version = (previous?.version ?? 0) + 1;
      const size = hashes.length / HASH_BYTES;
      const kept = previous ? await countKept(store, previous.id, hashes, signal) : 0;
      const difference = previous ? { added: size - kept, removed: previous.size - kept } : null;
      const report = { ...found, difference };
      const versionId = ids.next();
      const facts = { version, size, digest, fileName: shownFileName(target.fileName) };
      await store.insertVersion({
        id: versionId,
        tenantId: list.tenantId,
        listId: list.id,
        ...facts,
        keyVersion: vault.keyVersion,
        report,
        createdBy: actorId(call.actor),
        createdByName: actorLabel(call.actor),
        createdByKind: call.actor.kind,
        createdAt: clock.now(),
      });
      for (const { batch, end } of batchesOf(hashes)) {
        signal.throwIfAborted();
        room.require();
        await store.insertMembers(versionId, list.tenantId, batch);
        written(end);
      }
      if (list.purpose === 'BLOCKLIST') await store.release(versionId, clock.now());
      await audit.success(tx, call, {
        act: 'lists.import',
        subject: { type: 'CustomerList', id: list.id },
        ...(previous
          ? { before: { version: previous.version, size: previous.size, digest: previous.digest } }
          : {}),
        after: {
          ...{ name: list.name, purpose: list.purpose, ...facts },
          ...{ rows: report.rows, rejected: report.rejected.total },
        },
      });
      return { listId: list.id, versionId, version, size, report };
    },
  };
}
export type ListVersionWriter = ReturnType<typeof createListVersionWriter>;

async function countKept(
  store: ListStore,
  versionId: string,
  hashes: Uint8Array<ArrayBuffer>,
  signal: AbortSignal,
): Promise<number> {
  let kept = 0;
  for (const { batch } of batchesOf(hashes)) {
    signal.throwIfAborted();
    kept += await store.countKnown(versionId, batch);
  }
  return kept;
}

function* batchesOf(hashes: Uint8Array<ArrayBuffer>): Generator<{ batch: Buffer; end: number }> {
  for (let at = 0; at < hashes.length; at += BATCH * HASH_BYTES) {
    const end = Math.min(at + BATCH * HASH_BYTES, hashes.length);
    yield { batch: Buffer.from(hashes.buffer, at, end - at), end: end / HASH_BYTES };
  }
}

/** A file's name without folders and numbers. */
export function shownFileName(name: string): string {
  return storableText(redactText(name.split(/[\\/]/).at(-1) ?? '').slice(0, 200));
}
