/** A city with customers by the million, and pairs of lists of them that overlap by nine tenths. */
import { sql } from 'drizzle-orm';
import type { Installation } from '../src/db/open-installation';
import { createNumberVault } from '../src/platform/number-vault';
import { systemIds } from '../src/platform/ids';

const CITY = '320100';
const AT_ONCE = 20_000;
/** The last so many numbers belong to nobody whom the province knows. */
const STRANGERS = 0.05;

export interface ListPair {
  readonly own: string;
  readonly other: string;
}

/** Customers of one city for the first numbers of all, each third of them with, without and against consent. */
export async function makeCustomers(
  { databases: { owner }, secrets }: Installation,
  all: number,
): Promise<void> {
  const vault = createNumberVault(secrets);
  await owner.execute(sql`create table bench_number (n integer, hash bytea, sealed bytea, id uuid)`);
  for (let first = 0; first < all; first += AT_ONCE) {
    const places = Array.from({ length: Math.min(AT_ONCE, all - first) }, (_, n) => first + n);
    const numbers = places.map((n) => `154${String(n).padStart(8, '0')}`);
    await owner.execute(sql`
      insert into bench_number select * from unnest(${sql.param(places)}::integer[],
        ${sql.param(numbers.map((each) => vault.hash(each)))}::bytea[], ${sql.param(numbers.map((each) => vault.encrypt(each)))}::bytea[],
        ${sql.param(places.map(() => systemIds.next()))}::uuid[])`);
  }
  await owner.execute(sql`
    insert into subscriber (id, tenant_id, number_hash, key_version, number_encrypted, home_tenant_id, attributes, consent_personalised, updated_at)
    select b.id, p.id, b.hash, ${vault.keyVersion}, b.sealed, c.id, '{}', (array[true, false, null])[1 + b.n % 3], now()
    from bench_number b, tenant p, tenant c where p.kind = 'PROVINCE' and c.code = ${CITY} and b.n < ${Math.floor(all * (1 - STRANGERS))} order by b.hash`);
  await owner.execute(sql`vacuum (analyze) subscriber`);
}

/** Two lists of `size` numbers, in the order of their hashes as an import leaves them. */
export async function makePair({ databases: { owner } }: Installation, size: number): Promise<ListPair> {
  const make = async (first: number): Promise<string> => {
    const [listId, id] = [systemIds.next(), systemIds.next()];
    await owner.execute(sql`
      insert into customer_list (id, tenant_id, name, created_by) select ${listId}::uuid, id, ${listId}, gen_random_uuid() from tenant where code = ${CITY}`);
    await owner.execute(sql`
      insert into list_version (id, tenant_id, list_id, version, size, digest, key_version, file_name, report, created_by, created_by_name, created_by_kind)
      select ${id}::uuid, id, ${listId}::uuid, 1, ${size}, repeat('0', 64), 1, 'list.csv', '{}'::jsonb, gen_random_uuid(), 'BENCH', 'PERSON' from tenant where code = ${CITY}`);
    await owner.execute(sql`
      insert into list_member (list_version_id, tenant_id, number_hash)
      select ${id}::uuid, c.id, b.hash from bench_number b, tenant c where c.code = ${CITY} and b.n >= ${first} and b.n < ${first + size} order by b.hash`);
    return id;
  };
  const pair = { own: await make(Math.floor(size / 10)), other: await make(0) };
  await owner.execute(sql`vacuum (analyze) list_member`);
  return pair;
}
