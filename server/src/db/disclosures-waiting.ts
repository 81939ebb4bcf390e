import { DISCLOSURE_LAPSE_DAYS } from '@xietong/shared/disclosures';
import { sql } from 'drizzle-orm';
import type { SQL } from 'drizzle-orm';
import { disclosure } from './schema';

/** Requests for numbers in clear that still wait and of which a person may be the second: neither asked nor imported by them. */
export function disclosuresWaitingFor(personId: string, now: Date): SQL {
  return sql`${disclosure.state} = 'ASKED' and ${disclosure.askedBy} <> ${personId}::uuid
    and ${disclosure.askedAt} > ${now.toISOString()}::timestamptz - make_interval(days => ${DISCLOSURE_LAPSE_DAYS})
    and not exists (select from list_version asked join list_version every on every.list_id = asked.list_id
      where asked.id = ${disclosure.listVersionId} and every.created_by = ${personId}::uuid)`;
}
