import { createHash, randomBytes } from 'node:crypto';
import { checkNoneUnderWay, checkTaking, disclosureTextsIn } from '@xietong/shared/disclosures';
import type { DisclosedNumber } from '@xietong/shared/disclosures';
import type { Language } from '@xietong/shared/kernel';
import type { PersonActor } from '@xietong/shared/tenants';
import { asCaller } from '../../access/as-caller';
import type { Call } from '../../access/call';
import { requireCan, requireRow } from '../../access/require-can';
import { requirePerson } from '../../access/require-person';
import { AppError, unwrap } from '../../platform/app-error';
import type { Tx } from '../../platform/database';
import { csvExport } from '../../platform/table-export/csv-export';
import type { TablePart } from '../../platform/table-export/export-table';
import type { DisclosureDeps } from './disclosure-service';
import { createDisclosureStore } from './disclosure-store';
import type { DisclosureRecord } from './disclosure-store';
import { createNumberReadModel } from './number-read-model';

/** Numbers read at once: a part of the file, and what a revocation may be late by. */
const PART_SIZE = 5_000;
const MARK_BYTES = 16;

type KnownMember = Awaited<ReturnType<ReturnType<typeof createNumberReadModel>['knownAfter']>>[number];

/** A file on its way out. */
export interface DisclosedFile {
  readonly name: string;
  readonly body: ReadableStream<Uint8Array>;
}

interface Use {
  readonly id: string;
  readonly row: DisclosureRecord;
  readonly actor: PersonActor;
  readonly startedAt: Date;
  /** What left so far, whether all of it was read by then, and whether its last byte left, too. */
  readonly progress: { rows: number; isRead: boolean; sha256: string | null; isHandedOver: boolean };
}

/** Hands numbers out under an authorisation: a list's as a file, one customer's to be seen. */
export function createDisclosureTaking({
  database,
  clock,
  ids,
  audit,
  vault,
  isAlone,
}: Omit<DisclosureDeps, 'news' | 'numbers'>) {
  /** Downloads that this process hands out now: in here before anybody else can see that they began. */
  const underWay = new Set<string>();

  /**
   * The authorisation, held until the transaction ends, if it covers one more use now. One that may still go on keeps
   * every other out; one whose process was killed counts as broken off, once that is known or its time is over.
   * @throws AppError NOT_FOUND, FORBIDDEN, DISCLOSURE_USED_UP, DISCLOSURE_NOT_IN_FORCE, DISCLOSURE_BROKEN_OFF,
   * DISCLOSURE_UNDER_WAY
   */
  async function requireCovered(tx: Tx, call: Call, id: string, kind: DisclosureRecord['kind']) {
    const store = createDisclosureStore(tx);
    const row = requireRow(await store.lockById(id));
    requireCan(call.actor, 'export', 'Disclosure', row);
    const now = clock.now();
    const requireTaking = async () => unwrap(checkTaking({ ...row, ...(await store.countUses(id)) }, now));
    await requireTaking();
    if (row.kind !== kind) throw new AppError('NOT_FOUND');
    const started = await store.findStarted(id);
    if (!started) return { store, row, broken: null };
    if (!isAlone || underWay.has(started.id)) unwrap(checkNoneUnderWay(started.startedAt, now));
    await store.endUse(started.id, { state: 'BROKEN', endedAt: now, rows: null, sha256: null });
    await requireTaking();
    return { store, row, broken: started.id };
  }

  async function begin(call: Call, id: string): Promise<Use> {
    const actor = requirePerson(call);
    const useId = ids.next();
    underWay.add(useId);
    const begun = asCaller(database, call, async (tx) => {
      const { store, row, broken } = await requireCovered(tx, call, id, 'LIST');
      const startedAt = clock.now();
      await store.insertUse({
        ...{ id: useId, tenantId: row.tenantId, disclosureId: id, state: 'STARTED', startedAt },
        ...{ usedBy: actor.personId, usedByName: actor.staffId },
      });
      const { number, title, rows } = row;
      await audit.success(tx, call, {
        act: 'disclosures.beginDownload',
        subject: { type: 'Disclosure', id },
        after: { number, title, rows, download: useId, brokenOff: broken },
      });
      return {
        id: useId,
        row,
        actor,
        startedAt,
        progress: { rows: 0, isRead: false, sha256: null, isHandedOver: false },
      };
    });
    return begun.catch((error: unknown) => {
      underWay.delete(useId);
      throw error;
    });
  }

  /**
   * Once. Whole is what left to its last byte, whoever went away then. Of what another one took over it is told all the
   * same what had left by then.
   */
  async function end(call: Call, { id, row, progress }: Use): Promise<void> {
    const { rows, isHandedOver } = progress;
    const sha256 = isHandedOver ? progress.sha256 : null;
    underWay.delete(id);
    await asCaller(database, call, async (tx) => {
      const state = isHandedOver ? 'DONE' : 'BROKEN';
      const ended = { state, endedAt: clock.now(), rows, sha256 } as const;
      const isDone = (await createDisclosureStore(tx).endUse(id, ended)) && isHandedOver;
      const { number, title, missing } = row;
      await audit.success(tx, call, {
        act: isDone ? 'disclosures.download' : 'disclosures.breakDownload',
        subject: { type: 'Disclosure', id: row.id },
        after: { number, title, rows, missing, download: id, sha256 },
      });
    });
  }

  /**
   * In parts, each in a short transaction of its own: a slow reader holds no connection, and a revocation or the
   * expiry ends it in the middle.
   */
  async function* read(call: Call, { id, row, progress }: Use): AsyncGenerator<string[]> {
    const versionId = requireRow(row.listVersionId);
    for (let after: Buffer | null = null; ;) {
      const from: Buffer | null = after;
      const found: KnownMember[] = await asCaller(database, call, async (tx) => {
        const store = createDisclosureStore(tx);
        const present = requireRow(await store.findById(row.id));
        unwrap(checkTaking({ ...present, ...(await store.countUses(row.id)) }, clock.now()));
        if ((await store.findUse(id))?.state !== 'STARTED') throw new AppError('ALREADY_DONE');
        return createNumberReadModel(tx).knownAfter(versionId, from, PART_SIZE + 1);
      });
      const part = found.slice(0, PART_SIZE);
      progress.isRead = part.length === found.length;
      if (part.length > 0) yield part.map(({ numberEncrypted }) => vault.decrypt(numberEncrypted));
      if (progress.isRead) return;
      after = part.at(-1)?.numberHash ?? null;
    }
  }

  /** The bytes of the file, counted and hashed as they go; the hash is there before the last of them. */
  async function* bytesOf(call: Call, use: Use, language: Language): AsyncGenerator<Uint8Array> {
    const { column, table } = disclosureTextsIn(language);
    const mark = `${use.actor.staffId} ${use.row.number}`;
    // Its hash is kept, and numbers are few enough to be tried: the file holds something that nobody else knows.
    const secret = randomBytes(MARK_BYTES).toString('hex');
    const hash = createHash('sha256');
    const { progress } = use;
    const parts = (async function* (): AsyncGenerator<TablePart> {
      for await (const numbers of read(call, use)) {
        progress.rows += numbers.length;
        yield numbers.map((number) => [mark, number]);
      }
    })();
    const columns = [
      { header: `${column.mark} ${secret}`, kind: 'text' as const },
      { header: column.number, kind: 'text' as const },
    ];
    const file = csvExport({ name: table, columns, parts });
    try {
      const chunks = file[Symbol.asyncIterator]();
      for (let next = await chunks.next(); !next.done;) {
        const bytes = Buffer.from(next.value as string | Buffer);
        hash.update(bytes);
        // Looked ahead where all is read: what is revoked meanwhile ends what is not.
        const ahead = progress.isRead ? await chunks.next() : null;
        if (ahead?.done) progress.sha256 = hash.digest('hex');
        yield bytes;
        next = ahead ?? (await chunks.next());
      }
    } finally {
      // Whoever went away is read for no further.
      file.destroy();
      await end(call, use);
    }
  }

  return {
    /**
     * The numbers of a list as a CSV file, read while they are sent. The use ends when the last byte was taken,
     * or broke off when the reader went away before.
     * @throws AppError NOT_FOUND, FORBIDDEN, DISCLOSURE_USED_UP, DISCLOSURE_NOT_IN_FORCE, DISCLOSURE_BROKEN_OFF,
     * DISCLOSURE_UNDER_WAY
     */
    async download(call: Call, id: string, language: Language): Promise<DisclosedFile> {
      const use = await begin(call, id);
      const bytes = bytesOf(call, use, language);
      let isStarted = false;
      const body = new ReadableStream<Uint8Array>(
        {
          async pull(controller) {
            isStarted = true;
            const next = await bytes.next();
            if (next.done) {
              controller.close();
              return;
            }
            // What was taken too slowly may be taken anew by now.
            if (checkNoneUnderWay(use.startedAt, clock.now()).ok) {
              await bytes.return(undefined);
              throw new AppError('ALREADY_DONE');
            }
            controller.enqueue(next.value);
            use.progress.isHandedOver = use.progress.sha256 !== null;
          },
          async cancel() {
            await bytes.return(undefined);
            // A generator that never began ends without its last words.
            if (!isStarted) await end(call, use);
          },
        },
        // Nothing is read ahead of who takes it, so that "taken" means something.
        { highWaterMark: 0 },
      );
      const { table } = disclosureTextsIn(language);
      return { name: `${table}-${use.row.number}-${use.actor.staffId}.csv`, body };
    },

    /** The number of one customer, once. @throws AppError as download */
    async reveal(call: Call, id: string): Promise<DisclosedNumber> {
      const actor = requirePerson(call);
      return asCaller(database, call, async (tx) => {
        const { store, row } = await requireCovered(tx, call, id, 'NUMBER');
        const found = requireRow(
          await createNumberReadModel(tx).findSubscriber(requireRow(row.subscriberId)),
        );
        const now = clock.now();
        await store.insertUse({
          ...{ id: ids.next(), tenantId: row.tenantId, disclosureId: id, state: 'DONE', rows: 1 },
          ...{ usedBy: actor.personId, usedByName: actor.staffId, startedAt: now, endedAt: now },
        });
        await audit.success(tx, call, {
          act: 'disclosures.reveal',
          subject: { type: 'Disclosure', id },
          after: { number: row.number, title: row.title, rows: 1 },
        });
        return { number: vault.decrypt(found.numberEncrypted) };
      });
    },
  };
}
export type DisclosureTaking = ReturnType<typeof createDisclosureTaking>;
