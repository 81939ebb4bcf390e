import { DEFAULT_DICTIONARY } from '@xietong/shared/content-check';
import type { Dictionary, DictionaryBase } from '@xietong/shared/content-check';
import { canonicalJson, domainHash } from '@xietong/shared/kernel';
import { and, desc, eq, sql } from 'drizzle-orm';
import { checkDictionary } from '../../db/schema';
import type { DatabaseOrTx } from '../../platform/database';

export type DictionaryRecord = typeof checkDictionary.$inferSelect;

/** A dictionary under its number; 0 = the one that the product brings. */
export interface NumberedDictionary {
  readonly version: number;
  readonly hash: string;
  readonly dictionary: Dictionary;
}

function numbered(version: number, dictionary: Dictionary): NumberedDictionary {
  return { version, dictionary, hash: domainHash('xietong.check-dictionary.v1', canonicalJson(dictionary)) };
}

const SHIPPED = numbered(0, DEFAULT_DICTIONARY);

/** The province's dictionaries; there is one province, so that nothing asks whose they are. */
export function createDictionaryStore(db: DatabaseOrTx) {
  /** Undefined for one that was never confirmed. */
  async function ofVersion(version: number): Promise<Dictionary | undefined> {
    if (version === 0) return DEFAULT_DICTIONARY;
    const [row] = await db
      .select({ body: checkDictionary.body })
      .from(checkDictionary)
      .where(eq(checkDictionary.version, version));
    return row?.body;
  }

  return {
    /** The one that content is checked against: the last confirmed, else the product's. */
    async current(): Promise<NumberedDictionary> {
      const [row] = await db
        .select({ version: checkDictionary.version, body: checkDictionary.body })
        .from(checkDictionary)
        .where(eq(checkDictionary.state, 'CONFIRMED'))
        .orderBy(desc(checkDictionary.version))
        .limit(1);
      return row?.version == null ? SHIPPED : numbered(row.version, row.body);
    },

    /** The same as what the next one is made from. */
    async base(): Promise<DictionaryBase> {
      const [row] = await db
        .select({
          version: checkDictionary.version,
          dictionary: checkDictionary.body,
          formerWords: checkDictionary.formerWords,
        })
        .from(checkDictionary)
        .where(eq(checkDictionary.state, 'CONFIRMED'))
        .orderBy(desc(checkDictionary.version))
        .limit(1);
      return row?.version == null
        ? { version: 0, dictionary: DEFAULT_DICTIONARY, formerWords: [] }
        : { ...row, version: row.version };
    },

    /** A confirmed version as what another was made from; undefined for one that was never confirmed. */
    async baseOf(version: number): Promise<DictionaryBase | undefined> {
      const dictionary = await ofVersion(version);
      if (!dictionary || version === 0) return dictionary && { version, dictionary, formerWords: [] };
      const [row] = await db
        .select({ formerWords: checkDictionary.formerWords })
        .from(checkDictionary)
        .where(eq(checkDictionary.version, version));
      return { version, dictionary, formerWords: row?.formerWords ?? null };
    },

    ofVersion,

    /** Newest first. */
    async list(): Promise<DictionaryRecord[]> {
      return db
        .select()
        .from(checkDictionary)
        .orderBy(desc(checkDictionary.proposedAt), desc(checkDictionary.id))
        .limit(200);
    },

    async findById(id: string): Promise<DictionaryRecord | undefined> {
      return (await db.select().from(checkDictionary).where(eq(checkDictionary.id, id)))[0];
    },

    /** Of two that change the dictionaries at once the second waits. */
    async lock(): Promise<void> {
      await db.execute(sql`select pg_advisory_xact_lock(hashtextextended('check_dictionary', 0))`);
    },

    async findOpen(): Promise<DictionaryRecord | undefined> {
      return (await db.select().from(checkDictionary).where(eq(checkDictionary.state, 'PROPOSED')))[0];
    },

    async insert(row: typeof checkDictionary.$inferInsert): Promise<void> {
      await db.insert(checkDictionary).values(row);
    },

    async decide(
      id: string,
      change: Pick<DictionaryRecord, 'state'> & Partial<DictionaryRecord>,
    ): Promise<void> {
      await db
        .update(checkDictionary)
        .set(change)
        .where(and(eq(checkDictionary.id, id), eq(checkDictionary.state, 'PROPOSED')));
    },
  };
}
