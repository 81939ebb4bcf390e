import { withTenant } from '../../platform/database';
import { createAuditArchiveService } from './audit-archive-service';
import { createAuditCheckService } from './audit-check-service';
import type { AuditCheckServiceDeps } from './audit-check-service';
import { createAuditIntegrity } from './audit-integrity';
import { createAuditPackService } from './audit-pack-service';
import { createAuditLogStore } from './audit-log-store';
import type { StoredHead } from './audit-log-store';
import { createAuditProofService } from './audit-proof-service';
import { createAuditSampleService } from './audit-sample-service';
import type { AuditSampleServiceDeps } from './audit-sample-service';
import { createAuditSequencer } from './audit-sequencer';
import { createHeadFile } from './head-file';
import { createHeadSigner } from './head-signer';
import { createSegmentFiles } from './segment-file';

/** The tenants of the installation, wherever they are kept. */
export interface AuditTenants {
  /** Null before it was made. */
  province(): Promise<{ id: string } | null>;
  provinceId(): Promise<string>;
  idsByCode(): Promise<ReadonlyMap<string, string>>;
}

export interface AuditLogDeps extends Pick<AuditCheckServiceDeps, 'database' | 'clock' | 'ids' | 'logger'> {
  readonly audit: AuditSampleServiceDeps['audit'];
  readonly directory: AuditTenants;
  /** 32 secret bytes of the key that signs heads. */
  readonly key: Buffer;
  /** Where the copy outside the database lies. */
  readonly dataFolder: string;
}

/** The verifiable log over the audit events, with all that reads it. */
export function createAuditLog({ directory, dataFolder, key, ...common }: AuditLogDeps) {
  const { database } = common;
  const provinceId = () => directory.provinceId();
  const signer = createHeadSigner(key);
  const file = createHeadFile(dataFolder);
  const files = createSegmentFiles(dataFolder);
  const sequencer = createAuditSequencer({ ...common, signer, file, province: () => directory.province() });
  const integrity = createAuditIntegrity({
    ...{ ...common, signer, file, files, provinceId },
    tenantIds: () => directory.idsByCode(),
  });
  return {
    sequencer,
    publicKey: signer.publicKey,
    services: {
      auditArchiveService: createAuditArchiveService({ ...common, sequencer, signer, files }),
      auditCheckService: createAuditCheckService({ ...common, sequencer, integrity }),
      auditPackService: createAuditPackService({
        ...{ ...common, sequencer, integrity, signer, files, provinceId },
      }),
      auditSampleService: createAuditSampleService({ ...common, sequencer, provinceId }),
      auditProofService: createAuditProofService({ database, signer, provinceId }),
    },

    /** Signed heads of trees larger than `size`, smallest first. */
    headsAfter: async (size: number, limit: number): Promise<StoredHead[]> => {
      const scope = { tenantId: await provinceId(), actorId: null, requestId: null };
      return withTenant(database, scope, (tx) => createAuditLogStore(tx).headsAfter(size, limit));
    },
  };
}
export type AuditLog = ReturnType<typeof createAuditLog>;
