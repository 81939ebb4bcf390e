import { createHash } from 'node:crypto';
import { addAbortSignal, PassThrough, Readable } from 'node:stream';
import { auditRangeSchema } from '@xietong/shared/audit';
import type { AuditRangeInput } from '@xietong/shared/audit';
import { canonicalJson } from '@xietong/shared/kernel';
import yazl from 'yazl';
import { asCaller } from '../../access/as-caller';
import type { AuditPort } from '../../access/audit-port';
import type { Call } from '../../access/call';
import { requireCan } from '../../access/require-can';
import { AppError } from '../../platform/app-error';
import type { Clock } from '../../platform/clock';
import { withTenant } from '../../platform/database';
import type { Database } from '../../platform/database';
import { boundsOf } from './audit-check-service';
import type { AuditIntegrity, Span } from './audit-integrity';
import { createAuditIntegrityStore } from './audit-integrity-store';
import { createArchivedEvents } from './archived-events';
import type { ArchivedEvents } from './archived-events';
import { createAuditLogStore } from './audit-log-store';
import type { AuditLogStore, StoredHead } from './audit-log-store';
import { createAuditTree } from './audit-tree';
import { createAuditSegmentStore } from './audit-segment-store';
import type { AuditSequencer } from './audit-sequencer';
import type { HeadSigner } from './head-signer';
import { nameContents } from './named-contents';
import type { NamedContents } from './named-contents';
import { packContents } from './pack-content-read-model';
import { packFileName, packRange, packReadme } from './pack-readme';
import type { SegmentFiles } from './segment-file';
import { PACK_VERIFIER } from './pack-verifier';
import { createTileSource } from './tile-source';

/** Places read in one transaction: a slow reader of the file holds no connection. */
const PART = 1_000;
/** Heads of a pack: of more, some evenly apart and the newest. */
const MAX_HEADS = 500;
const HEADS_READ = 5_000;

export interface AuditPackServiceDeps {
  readonly database: Database;
  readonly clock: Clock;
  readonly audit: AuditPort;
  readonly sequencer: AuditSequencer;
  readonly integrity: AuditIntegrity;
  readonly signer: HeadSigner;
  readonly files: SegmentFiles;
  readonly provinceId: () => Promise<string>;
}

export interface AuditPack {
  /** Of the file. */
  readonly name: string;
  readonly stream: Readable;
}

/**
 * Audit packs: what happened in some days, with everything that proves it to somebody who has only the
 * pack, written while it is read.
 */
export function createAuditPackService(deps: AuditPackServiceDeps) {
  const { database, clock, audit, sequencer, integrity, signer } = deps;

  async function inLog<T>(read: (store: AuditLogStore) => Promise<T>): Promise<T> {
    const scope = { tenantId: await deps.provinceId(), actorId: null, requestId: null };
    return withTenant(database, scope, (tx) => read(createAuditLogStore(tx)));
  }

  /** What the caller may see of some places, in parts: a city's auditor sees the city's. */
  async function* rows(call: Call, { first, end }: Span, archived?: ArchivedEvents) {
    for (let from = first; from < end; from += PART) {
      const to = Math.min(from + PART, end);
      yield await asCaller(database, call, async (tx) => {
        const part = await createAuditIntegrityStore(tx).entries(from, to);
        await archived?.follow(tx, part);
        return part;
      });
    }
  }

  /** Heads up to the newest one, thinned out where there are many. */
  async function heads(newest: StoredHead): Promise<StoredHead[]> {
    const all: StoredHead[] = [];
    for (let after = 0; after < newest.size;) {
      const from = after;
      const read = await inLog((store) => store.headsAfter(from, HEADS_READ));
      all.push(...read.filter(({ size }) => size <= newest.size));
      after = read.at(-1)?.size ?? newest.size;
    }
    const step = Math.ceil(all.length / MAX_HEADS);
    return all.filter((head, n) => (all.length - 1 - n) % step === 0 || head === newest);
  }

  /** Lines of the events, and on the way the hashes of the contents that they name. */
  async function* eventLines(
    call: Call,
    span: Span,
    { archived, named }: { archived: ArchivedEvents; named: NamedContents },
  ): AsyncGenerator<string> {
    for await (const part of rows(call, span, archived)) {
      const lines = part.flatMap(
        ({ entry, event }) => event?.canonical ?? archived.textAt(entry.index) ?? [],
      );
      for (const line of lines) nameContents(line, named);
      if (lines.length > 0) yield `${lines.join('\n')}\n`;
    }
  }

  /** One line a place: with the proof, and the leaf hash as it was logged, whatever its event says now. */
  async function* proofLines(
    call: Call,
    span: Span,
    size: number,
    told: { count: number; first: number; last: number } | null,
  ): AsyncGenerator<string> {
    // Tiles are read anew in each transaction and kept over all of them.
    let log: AuditLogStore | null = null;
    const current = () => {
      if (!log) throw new Error('the log is read outside a transaction');
      return log;
    };
    const tree = createAuditTree(
      createTileSource({
        tile: (...at) => current().tile(...at),
        leafHashes: (...at) => current().leafHashes(...at),
        tileRoots: (...at) => current().tileRoots(...at),
      }),
    );
    for await (const part of rows(call, span)) {
      const lines = await inLog(async (store) => {
        log = store;
        const made: string[] = [];
        for (const { entry } of part) {
          const proof = (await tree.inclusion(entry.index, size)).map(hex);
          made.push(JSON.stringify({ index: entry.index, leaf: hex(entry.leafHash), proof }));
          if (!told) continue;
          if (told.count === 0) told.first = entry.index;
          told.last = entry.index;
          told.count += 1;
        }
        return made;
      });
      if (lines.length > 0) yield `${lines.join('\n')}\n`;
    }
  }

  async function* consistencyLines(chosen: readonly StoredHead[]): AsyncGenerator<string> {
    for (const [n, { size: size2 }] of chosen.entries()) {
      const size1 = chosen[n - 1]?.size;
      if (size1 === undefined) continue;
      const proof = await inLog((store) =>
        createAuditTree(createTileSource(store)).consistency(size1, size2),
      );
      yield `${JSON.stringify({ size1, size2, proof: proof.map(hex) })}\n`;
    }
  }

  async function fill(zip: yazl.ZipFile, call: Call, span: Span, about: PackFacts): Promise<void> {
    const { signal } = about;
    const files: Record<string, string> = {};
    const named: NamedContents = { releases: new Set(), fallbacks: new Set() };
    // Of everything that there is the log says which places there are, whatever of it is left; of a city its own rows do.
    const isOfAll = call.actor.tenant.kind === 'PROVINCE';
    const told = isOfAll
      ? { count: span.end - span.first, first: span.first, last: span.end - 1 }
      : { count: 0, first: 0, last: 0 };
    const at = clock.now();
    const add = async (name: string, content: PackFile['content']) => {
      files[name] = await addFile(zip, { name, content, at, signal });
    };
    const { head, range } = about;
    const chosen = await heads(head);
    await add('README.md', [packReadme({ range, keyId: signer.keyId })]);
    await add('verify.mjs', [PACK_VERIFIER]);
    await add('public-key.pem', [signer.publicKey]);
    await add('events.jsonl', eventLines(call, span, { archived: about.archived, named }));
    await add('proofs.jsonl', proofLines(call, span, head.size, isOfAll ? null : told));
    const signed = chosen.map(({ text, keyId, signature }) => JSON.stringify({ text, keyId, signature }));
    await add('heads.jsonl', [`${signed.join('\n')}\n`]);
    await add('consistency.jsonl', consistencyLines(chosen));
    const missing: string[] = [];
    for await (const { name, content } of packContents(database, call, named)) {
      if (content === null) missing.push(name);
      else await add(name, [content]);
    }
    const { root } = JSON.parse(head.text) as { root: string };
    const manifest = canonicalJson({
      ...{ schema: 'xietong.audit-pack/1', madeAt: at.toISOString(), madeBy: about.madeBy },
      ...{ tenant: call.actor.tenant.code, range, events: told, tree: { size: head.size, root } },
      ...{ files, missing },
    });
    await addFile(zip, { name: 'manifest.json', content: [manifest], at, signal });
    const signature = `${signer.signText(manifest)}\n`;
    await addFile(zip, { name: 'manifest.sig', content: [signature], at, signal });
    zip.end();
  }

  /** What of the places left the database. @throws AppError AUDIT_SEGMENT_MISSING where a file of it is not there */
  async function archivedIn(call: Call, { first, end }: Span): Promise<ArchivedEvents> {
    const segments = await asCaller(database, call, (tx) => createAuditSegmentStore(tx).list());
    for (const { firstIndex, endIndex, removedAt, file } of segments)
      if (removedAt && firstIndex < end && endIndex > first && !deps.files.exists(file))
        throw new AppError('AUDIT_SEGMENT_MISSING', { file });
    return createArchivedEvents(deps.files, segments);
  }

  return {
    /**
     * A pack of what happened in a range of days, or of everything. Audited before anything leaves.
     * @throws AppError AUDIT_LOG_BROKEN where the log does not continue its signed heads,
     *   AUDIT_SEGMENT_MISSING where archived events are asked for whose file is not there
     */
    async make(call: Call, input: AuditRangeInput): Promise<AuditPack> {
      requireCan(call.actor, 'export', 'AuditEvent');
      const range = auditRangeSchema.parse(input);
      const { from = null, to = null } = range;
      const { state } = await sequencer.run('NOW');
      const head = await inLog((store) => store.newestHead());
      if (state === 'BROKEN' || !head) throw new AppError('AUDIT_LOG_BROKEN');
      const wanted = await integrity.spanOf(boundsOf(range));
      const span = { first: wanted.first, end: Math.min(wanted.end, head.size) };
      const archived = await archivedIn(call, span);
      await audit.standalone(call, {
        act: 'audit.pack',
        subject: { type: 'AuditEvent', id: 'list' },
        after: { from, to },
      });
      const { actor } = call;
      const zip = new yazl.ZipFile();
      const output = zip.outputStream.pipe(new PassThrough());
      const stop = new AbortController();
      // Whoever took the file away has broken it off, or has all of it.
      output.once('close', () => {
        stop.abort();
      });
      zip.on('error', (error: Error) => output.destroy(error));
      fill(zip, call, span, {
        ...{ head, archived },
        signal: stop.signal,
        range: packRange({ from, to }),
        madeBy: actor.kind === 'PERSON' ? `${actor.name} ${actor.staffId}` : actor.name,
      }).catch((error: unknown) => {
        // A file that is broken off cannot be taken for a whole one: its directory is at its end.
        output.destroy(error instanceof Error ? error : new Error(String(error)));
      });
      return { name: packFileName({ from, to }), stream: output };
    },
  };
}
export type AuditPackService = ReturnType<typeof createAuditPackService>;

interface PackFile {
  readonly name: string;
  readonly content: AsyncIterable<string> | Iterable<string | Buffer>;
  readonly at: Date;
  readonly signal: AbortSignal;
}

interface PackFacts {
  readonly head: StoredHead;
  readonly archived: ArchivedEvents;
  readonly range: string;
  readonly madeBy: string;
  /** Aborted when nobody takes the file any more. */
  readonly signal: AbortSignal;
}

const hex = (hash: Uint8Array) => Buffer.from(hash).toString('hex');

/** Writes a file into the zip as its content comes; resolves with its SHA-256 when all of it was read. */
async function addFile(zip: yazl.ZipFile, { name, content, at, signal }: PackFile): Promise<string> {
  const digest = createHash('sha256');
  async function* hashed(): AsyncGenerator<Buffer> {
    for await (const part of content) {
      const bytes = typeof part === 'string' ? Buffer.from(part, 'utf8') : part;
      digest.update(bytes);
      yield bytes;
    }
  }
  await new Promise<void>((resolve, reject) => {
    const stream = Readable.from(hashed(), { objectMode: false });
    stream.once('error', reject).once('end', resolve);
    addAbortSignal(signal, stream);
    zip.addReadStream(stream, name, { mtime: at });
  });
  return digest.digest('hex');
}
