import { sql } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/node-postgres';
import type { NodePgDatabase } from 'drizzle-orm/node-postgres';
import { Pool } from 'pg';
import type { PoolClient } from 'pg';
import type { DatabaseRole } from './database-roles';
import type { DatabaseUrls } from './database-urls';
import type { Logger } from './logger';

export type Database = NodePgDatabase & { $client: Pool };
/** What a transaction's body gets; stores take `Database | Tx`. */
export type Tx = Parameters<Parameters<NodePgDatabase['transaction']>[0]>[0];
export type DatabaseOrTx = Database | Tx;

/** One pool per role; a role is chosen by the composition, never by a feature. */
export interface Databases extends Readonly<Record<DatabaseRole, Database>> {
  close: () => Promise<void>;
}

/** In whose name a transaction runs; null leaves the setting empty, and row-level security then shows no row. */
export interface TenantScope {
  tenantId: string | null;
  actorId: string | null;
  requestId: string | null;
}

const poolSizes: Readonly<Record<DatabaseRole, number>> = { app: 20, engine: 10, auth: 6, owner: 4 };
/** Migrations and queue work may take long; a request that takes longer has failed its user anyway. */
const statementTimeoutsMs: Readonly<Record<DatabaseRole, number>> = {
  app: 30_000,
  engine: 5_000,
  auth: 10_000,
  owner: 0,
};

/** Opens the pools; connections are made when first needed. */
export function openDatabases(
  urls: DatabaseUrls,
  logger: Logger,
  sizes: Partial<typeof poolSizes> = {},
): Databases {
  const open = (role: DatabaseRole): Database => {
    const pool = new Pool({
      connectionString: urls[role],
      application_name: `xietong ${role}`,
      max: sizes[role] ?? poolSizes[role],
      connectionTimeoutMillis: 10_000,
      idleTimeoutMillis: 30_000,
      statement_timeout: statementTimeoutsMs[role],
      idle_in_transaction_session_timeout: 60_000,
    });
    // An idle connection may break at any time (the server restarts); the pool replaces it.
    pool.on('error', (error) => {
      logger.warn({ role, reason: error.message }, 'a database connection was lost');
    });
    // One that breaks between two statements of a transaction is in nobody's hands: the next
    // statement rejects, and without a listener the whole process would end.
    pool.on('connect', (client) => {
      client.on('error', () => undefined);
    });
    return withReleasing(drizzle(pool));
  };
  const opened = { owner: open('owner'), app: open('app'), engine: open('engine'), auth: open('auth') };
  return {
    ...opened,
    close: async () => {
      await Promise.all(Object.values(opened).map((database) => database.$client.end()));
    },
  };
}

/**
 * Gives the connection of a transaction back to its pool however it ended. The library keeps one whose transaction could
 * not even begin, as when the server went away: so many deaths of the database, and no connection would be left.
 */
function withReleasing(database: Database): Database {
  const ofClient = new WeakMap<PoolClient, NodePgDatabase>();
  database.transaction = async (run, config) => {
    const client = await database.$client.connect();
    try {
      const own = ofClient.get(client) ?? drizzle(client);
      ofClient.set(client, own);
      return await own.transaction(run, config);
    } finally {
      client.release();
    }
  };
  return database;
}

/** Hears how a transaction ended. */
type OnEnd = (isCommitted: boolean) => void;

/** Of the transactions that run: who hears of their end. */
const hearers = new WeakMap<DatabaseOrTx, OnEnd[]>();

/**
 * Calls once the transaction has ended, with whether what it did stands. Of one inside another the end of the
 * outermost counts, or its own where it is undone alone.
 * @throws Error for a transaction that `withTenant` did not open
 */
export function onEnd(tx: Tx, hear: OnEnd): void {
  const listed = hearers.get(tx);
  if (!listed) throw new Error('not a running transaction of withTenant');
  listed.push(hear);
}

/**
 * A transaction in the name of a tenant and an actor: row-level security reads
 * `app.tenant`, audit reads `app.actor` and `app.request`. Every access by the
 * app role goes through here, reads too. The settings end with the transaction,
 * so a pooled connection carries nothing over. Rejects with what `run` rejects with.
 */
export async function withTenant<T>(
  database: DatabaseOrTx,
  { tenantId, actorId, requestId }: TenantScope,
  run: (tx: Tx) => Promise<T>,
): Promise<T> {
  const heard: OnEnd[] = [];
  let isCommitted = false;
  try {
    const result = await database.transaction(async (tx) => {
      hearers.set(tx, heard);
      await tx.execute(
        sql`select set_config('app.tenant', ${tenantId ?? ''}, true), set_config('app.actor', ${actorId ?? ''}, true), set_config('app.request', ${requestId ?? ''}, true)`,
      );
      return run(tx);
    });
    isCommitted = true;
    return result;
  } finally {
    const outer = hearers.get(database);
    if (isCommitted && outer) outer.push(...heard);
    else for (const hear of heard) hear(isCommitted);
  }
}
