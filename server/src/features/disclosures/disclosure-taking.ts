import { createHash, randomBytes } from 'node:crypto';
import { checkTaking, disclosureTextsIn } from '@xietong/shared/disclosures';
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
}

/** Hands numbers out under an authorisation: a list's as a file, one customer's to be seen. */
export function createDisclosureTaking({
  database,
  clock,
  ids,
  audit,
  vault,
}: Omit<DisclosureDeps, 'news' | 'numbers'>) {
  /**
   * The authorisation, held until the transaction ends, if it covers one more use now. A use that never ended,
   * because its process was killed or another page began one, counts as broken off.
   * @throws AppError NOT_FOUND, FORBIDDEN, DISCLOSURE_USED_UP, DISCLOSURE_NOT_IN_FORCE, DISCLOSURE_BROKEN_OFF
   */
  async function requireCovered(tx: Tx, call: Call, id: string, kind: DisclosureRecord['kind']) {
    const store = createDisclosureStore(tx);
    const row = requireRow(await store.lockById(id));
    requireCan(call.actor, 'export', 'Disclosure', row);
    const broken = await store.breakStarted(id, clock.now());
    unwrap(checkTaking({ ...row, ...(await store.countUses(id)) }, clock.now()));
    if (row.kind !== kind) throw new AppError('NOT_FOUND');
    return { store, row, broken };
  }

  async function begin(call: Call, id: string): Promise<Use> {
    const actor = requirePerson(call);
    return asCaller(database, call, async (tx) => {
      const { store, row, broken } = await requireCovered(tx, call, id, 'LIST');
      const useId = ids.next();
      await store.insertUse({
        ...{ id: useId, tenantId: row.tenantId, disclosureId: id, state: 'STARTED' },
        ...{ usedBy: actor.personId, usedByName: actor.staffId, startedAt: clock.now() },
      });
      const { number, title, rows } = row;
      await audit.success(tx, call, {
        act: 'disclosures.beginDownload',
        subject: { type: 'Disclosure', id },
        after: { number, title, rows, download: useId, brokenOff: broken },
      });
      return { id: useId, row, actor };
    });
  }

  /** Once. What another one took over stays ended as it was; what had left by then is told all the same. */
  async function end(call: Call, use: Use, outcome: { rows: number; sha256: string | null }): Promise<void> {
    const { rows, sha256 } = outcome;
    await asCaller(database, call, async (tx) => {
      const state = sha256 === null ? 'BROKEN' : 'DONE';
      const ended = { state, endedAt: clock.now(), rows, sha256 } as const;
      const isDone = (await createDisclosureStore(tx).endUse(use.id, ended)) && sha256 !== null;
      const { number, title, missing } = use.row;
      await audit.success(tx, call, {
        act: isDone ? 'disclosures.download' : 'disclosures.breakDownload',
        subject: { type: 'Disclosure', id: use.row.id },
        after: { number, title, rows, missing, download: use.id, sha256 },
      });
    });
  }

  /**
   * In parts, each in a short transaction of its own: a slow reader holds no connection, and a revocation, the
   * expiry or another download ends it in the middle.
   */
  async function* read(call: Call, { id, row }: Use): AsyncGenerator<string[]> {
    const versionId = requireRow(row.listVersionId);
    for (let after: Buffer | null = null; ;) {
      const from: Buffer | null = after;
      const found: KnownMember[] = await asCaller(database, call, async (tx) => {
        const store = createDisclosureStore(tx);
        const present = requireRow(await store.findById(row.id));
        unwrap(checkTaking({ ...present, ...(await store.countUses(row.id)) }, clock.now()));
        if ((await store.findUse(id))?.state !== 'STARTED') throw new AppError('ALREADY_DONE');
        return createNumberReadModel(tx).knownAfter(versionId, from, PART_SIZE);
      });
      if (found.length > 0) yield found.map(({ numberEncrypted }) => vault.decrypt(numberEncrypted));
      if (found.length < PART_SIZE) return;
      after = found.at(-1)?.numberHash ?? null;
    }
  }

  /** The bytes of the file, counted and hashed as they go. */
  async function* bytesOf(call: Call, use: Use, language: Language): AsyncGenerator<Uint8Array> {
    const { column, table } = disclosureTextsIn(language);
    const mark = `${use.actor.staffId} ${use.row.number}`;
    // Its hash is kept, and numbers are few enough to be tried: the file holds something that nobody else knows.
    const secret = randomBytes(MARK_BYTES).toString('hex');
    const hash = createHash('sha256');
    let rows = 0;
    let sha256: string | null = null;
    const parts = (async function* (): AsyncGenerator<TablePart> {
      for await (const numbers of read(call, use)) {
        rows += numbers.length;
        yield numbers.map((number) => [mark, number]);
      }
    })();
    const columns = [
      { header: `${column.mark} ${secret}`, kind: 'text' as const },
      { header: column.number, kind: 'text' as const },
    ];
    try {
      for await (const chunk of csvExport({ name: table, columns, parts })) {
        const bytes = Buffer.from(chunk as string | Buffer);
        hash.update(bytes);
        yield bytes;
      }
      sha256 = hash.digest('hex');
    } finally {
      await end(call, use, { rows, sha256 });
    }
  }

  return {
    /**
     * The numbers of a list as a CSV file, read while they are sent. The use ends when the last byte was taken,
     * or broke off when the reader went away before.
     * @throws AppError NOT_FOUND, FORBIDDEN, DISCLOSURE_USED_UP, DISCLOSURE_NOT_IN_FORCE, DISCLOSURE_BROKEN_OFF
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
            if (next.done) controller.close();
            else controller.enqueue(next.value);
          },
          async cancel() {
            await bytes.return(undefined);
            // A generator that never began ends without its last words.
            if (!isStarted) await end(call, use, { rows: 0, sha256: null });
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
