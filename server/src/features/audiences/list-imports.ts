import { join } from 'node:path';
import type { AuditPort, FailurePort, RepeatPort } from '../../access/audit-port';
import type { Secrets } from '../../config/secrets';
import type { Clock } from '../../platform/clock';
import type { Database } from '../../platform/database';
import type { Room } from '../../platform/free-space';
import type { Ids } from '../../platform/ids';
import type { Logger } from '../../platform/logger';
import type { NumberVault } from '../../platform/number-vault';
import { workerFile } from '../../platform/worker-file';
import { createListImportOverviewService } from './list-import-overview-service';
import { createListImportRun } from './list-import-run';
import type { ListImportNews } from './list-import-run';
import { createListImportRunner } from './list-import-runner';
import { createListImportService } from './list-import-service';
import { createListReader } from './list-reader';
import { createListVersionWriter } from './list-version-writer';
import { createUploadFolder } from './upload-folder';

export interface ListImportDeps {
  readonly database: Database;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly audit: AuditPort & RepeatPort;
  readonly failures: FailurePort;
  readonly news: ListImportNews;
  readonly logger: Logger;
  readonly vault: NumberVault;
  readonly secrets: Secrets;
  /** Uploaded files wait in its folder `uploads`, encrypted. */
  readonly dataFolder: string;
  readonly room: Room;
  readonly provinceId: () => Promise<string>;
}

/** The parts of an import put together: what people call, and what runs in the background. */
export function createListImports(deps: ListImportDeps) {
  const { dataFolder, secrets, room } = deps;
  const uploads = createUploadFolder({ folder: join(dataFolder, 'uploads'), secrets, room });
  const reader = createListReader({ worker: workerFile('list-worker'), secrets });
  const run = createListImportRun({ ...deps, reader, uploads, writer: createListVersionWriter(deps) });
  const listImportRunner = createListImportRunner({ ...deps, uploads, run });
  const listImportService = createListImportService({ ...deps, uploads, reader, runner: listImportRunner });
  return {
    listImportService,
    listImportRunner,
    listImportOverviewService: createListImportOverviewService(deps),
  };
}
