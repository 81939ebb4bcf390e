import type { Config } from '../config/load-config';
import { requireNoRestore } from '../config/data-folder';
import { loadSecrets, requireKeysOfData } from '../config/secrets';
import type { Secrets } from '../config/secrets';
import { systemClock } from '../platform/clock';
import { openDatabases } from '../platform/database';
import type { Databases } from '../platform/database';
import { openDatabaseServer } from '../platform/database-server';
import { requireServingRole } from '../platform/database-roles';
import { withClient } from '../platform/database-urls';
import type { DatabaseUrls } from '../platform/database-urls';
import { requireFreeSpace, roomIn, UNSEEN_ROOM } from '../platform/free-space';
import type { Room } from '../platform/free-space';
import type { Logger } from '../platform/logger';
import { requireAgreeingClocks, requirePlausibleClock } from './clock-check';
import { requireFittingKeys } from './key-check';
import { migrateDatabase } from './migrate';

/** Secrets and a migrated database of one installation, ready for services. */
export interface Installation {
  secrets: Secrets;
  dataFolder: string;
  urls: DatabaseUrls;
  /** Whether the database is the one that comes with the installation. */
  embedded: boolean;
  databases: Databases;
  /** Of the disk on which the embedded database lies. */
  room: Room;
  /** Starts the embedded database anew where it has ended; resolves to whether it had to. */
  revive: () => Promise<boolean>;
  /** Closes the pools, then lets go of the embedded server, which the last process stops. */
  close: () => Promise<void>;
}

/**
 * What the service and the command line start with. Another process may have the
 * same installation open.
 * @throws StartupError with what a person has to change
 */
export async function openInstallation(config: Config, logger: Logger): Promise<Installation> {
  requireNoRestore(config.dataFolder);
  if (config.externalDatabase === null) requireKeysOfData(config.dataFolder);
  const secrets = loadSecrets(config.dataFolder);
  if (config.externalDatabase === null) requireFreeSpace(config.dataFolder);
  const server = await openDatabaseServer(config, secrets);
  try {
    await requireFittingData(server.urls.owner, { config, secrets, logger });
    await migrateDatabase(server.urls.owner);
    await requireServingRoles(server.urls);
  } catch (error) {
    await server.release();
    throw error;
  }
  const databases = openDatabases(server.urls, logger);
  return {
    secrets,
    dataFolder: config.dataFolder,
    urls: server.urls,
    embedded: server.cluster !== null,
    databases,
    room: server.cluster === null ? UNSEEN_ROOM : roomIn(server.cluster.folder),
    revive: server.revive,
    close: async () => {
      await databases.close();
      await server.release();
    },
  };
}

interface FittingDeps {
  readonly config: Config;
  readonly secrets: Secrets;
  readonly logger: Logger;
}

/** Looked at before anything is changed. */
async function requireFittingData(
  ownerUrl: string,
  { config: { acceptClock, externalDatabase }, secrets, logger }: FittingDeps,
): Promise<void> {
  await withClient(
    ownerUrl,
    async (owner) => {
      await requireFittingKeys(owner, secrets);
      if (externalDatabase !== null) await requireAgreeingClocks(owner, systemClock.now);
      if (!acceptClock)
        await requirePlausibleClock(owner, systemClock.now(), (text) => {
          logger.warn(text);
        });
    },
    'DATABASE_OWNER_URL',
  );
}

async function requireServingRoles(urls: DatabaseUrls): Promise<void> {
  const variables = {
    app: 'DATABASE_URL',
    engine: 'DATABASE_ENGINE_URL',
    auth: 'DATABASE_AUTH_URL',
  } as const;
  for (const role of ['app', 'engine', 'auth'] as const) {
    const variable = variables[role];
    await withClient(urls[role], (client) => requireServingRole(client, role, variable), variable);
  }
}
