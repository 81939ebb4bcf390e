import { sql } from 'drizzle-orm';
import type { SQL } from 'drizzle-orm';
import { pointFallback } from './schema';

/**
 * That a person is among the authors of the proposal of the query: who proposed anything for its point since something
 * was approved there, for what waits may hold words of each of them. Ids come in the order of time.
 */
export function isFallbackAuthor(personId: SQL): SQL {
  return sql`exists (select from point_fallback own where own.point_id = ${pointFallback.pointId} and own.proposed_by = ${personId}
    and not exists (select from point_fallback f where f.point_id = own.point_id and f.state = 'APPROVED' and f.id >= own.id))`;
}
