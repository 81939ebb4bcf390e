import { auditConsistencySchema, readTreeHead, verifyInclusion } from '@xietong/shared/audit';
import type { AuditConsistency, AuditHeadRow, AuditProof } from '@xietong/shared/audit';
import { asCaller } from '../../access/as-caller';
import type { Call } from '../../access/call';
import { requireCan, requireRow } from '../../access/require-can';
import { AppError } from '../../platform/app-error';
import { withTenant } from '../../platform/database';
import type { Database, Tx } from '../../platform/database';
import { createAuditLogStore } from './audit-log-store';
import type { AuditLogStore, StoredHead } from './audit-log-store';
import { createAuditReadModel } from './audit-read-model';
import { AuditTreeError, createAuditTree } from './audit-tree';
import type { HeadSigner } from './head-signer';
import { leafHashOf } from './node-hash';
import { createTileSource } from './tile-source';

const SHOWN_HEADS = 100;
const hex = (hash: Uint8Array) => Buffer.from(hash).toString('hex');

export interface AuditProofServiceDeps {
  readonly database: Database;
  readonly signer: HeadSigner;
  readonly provinceId: () => Promise<string>;
}

/**
 * Proofs for whoever may read the event they are of. The log itself is read in the province's name:
 * hashes of others' events are part of every proof, and tell nothing of them.
 */
export function createAuditProofService({ database, signer, provinceId }: AuditProofServiceDeps) {
  async function inLog<T>(read: (store: AuditLogStore) => Promise<T>): Promise<T> {
    const scope = { tenantId: await provinceId(), actorId: null, requestId: null };
    try {
      return await withTenant(database, scope, (tx: Tx) => read(createAuditLogStore(tx)));
    } catch (error) {
      if (error instanceof AuditTreeError) throw new AppError('AUDIT_LOG_BROKEN');
      throw error;
    }
  }

  function rowOf({ text, keyId, signature, size, at }: StoredHead): AuditHeadRow {
    return { text, keyId, signature, size, at: at.toISOString(), root: readTreeHead(text)?.root ?? '' };
  }

  return {
    /** The public key that heads are checked with, and its id. */
    publicKey: () => ({ keyId: signer.keyId, publicKey: signer.publicKey }),

    /** What proves that an event stands in the log. @throws AppError NOT_FOUND, AUDIT_LOG_BROKEN */
    async ofEvent(call: Call, id: string): Promise<AuditProof> {
      const event = await asCaller(database, call, async (tx) =>
        requireRow(await createAuditReadModel(tx, call.actor).findById(id)),
      );
      return inLog(async (store): Promise<AuditProof> => {
        const entry = await store.entryOf(id);
        const head = await store.newestHead();
        if (!entry || !head || entry.index >= head.size)
          return { state: 'WAITING', index: entry?.index ?? null };
        const tree = createAuditTree(createTileSource(store));
        const proof = await tree.inclusion(entry.index, head.size);
        const { root } = rowOf(head);
        const claim = { index: entry.index, treeSize: head.size, proof, rootHash: Buffer.from(root, 'hex') };
        return {
          state: 'PROVEN',
          ...{ index: entry.index, treeSize: head.size, rootHash: root, proof: proof.map(hex) },
          leafHash: hex(entry.leafHash),
          head: { text: head.text, keyId: head.keyId, signature: head.signature },
          publicKey: signer.publicKey,
          holds:
            signer.isSigned(head) && verifyInclusion({ ...claim, leafHash: leafHashOf(event.canonical) }),
        };
      });
    },

    /** The newest signed heads, newest first. */
    async heads(call: Call): Promise<AuditHeadRow[]> {
      requireCan(call.actor, 'read', 'AuditEvent');
      return inLog(async (store) => (await store.newestHeads(SHOWN_HEADS)).map(rowOf));
    },

    /** What shows that one signed head continues another. @throws AppError NOT_FOUND for sizes without a head */
    async consistency(call: Call, input: { size1: number; size2: number }): Promise<AuditConsistency> {
      requireCan(call.actor, 'read', 'AuditEvent');
      const { size1, size2 } = auditConsistencySchema.parse(input);
      return inLog(async (store) => {
        const first = requireRow(await store.headOf(size1));
        const second = requireRow(await store.headOf(size2));
        const proof = await createAuditTree(createTileSource(store)).consistency(size1, size2);
        return { size1, size2, root1: rowOf(first).root, root2: rowOf(second).root, proof: proof.map(hex) };
      });
    },
  };
}
export type AuditProofService = ReturnType<typeof createAuditProofService>;
