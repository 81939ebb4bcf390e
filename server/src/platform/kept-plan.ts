import { createHash } from 'node:crypto';
import { sql } from 'drizzle-orm';
import type { SQL } from 'drizzle-orm';
import type { Tx } from './database';

/**
 * Rows of a query whose plan each connection keeps: for what is asked often, in few forms, and takes longer to plan than
 * to run. The rows come as JSON, instants as ISO texts. The query's text names its plan, so what varies in it must vary
 * by its parameters.
 */
export async function rowsOfKeptPlan<Row>(tx: Tx, query: SQL): Promise<Row[]> {
  const statement = tx.select({ row: sql<Row>`to_jsonb(found)` }).from(sql`(${query}) found`);
  const name = createHash('sha256').update(statement.toSQL().sql).digest('base64url');
  const rows = await statement.prepare(name).execute();
  return rows.map(({ row }) => row);
}
