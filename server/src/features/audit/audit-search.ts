import {
  AUDIT_COUNTED_TO,
  blockOfDay,
  dayOf,
  termOfBlock,
  termOfDay,
  termsSought,
} from '@xietong/shared/audit';
import type { AuditConditions, AuditPlace, AuditSearchStore } from './audit-search-store';

export interface SearchLimits {
  /** Events that are looked at one by one first: what is frequent fills a page there. */
  readonly steps: number;
  /** So many events with all terms are read at once; where there are more, they are read by spans of time. */
  readonly mostAtOnce: number;
  /** Counted one by one; of more, the number is estimated. */
  readonly countedTo: number;
}
const LIMITS: SearchLimits = { steps: 3_000, mostAtOnce: 3_000, countedTo: AUDIT_COUNTED_TO };
/** So many events in some pages of the table make an estimate good enough: about ± 10%. */
const SEEN_ENOUGH = 200;
/** A place after everything of its instant. */
const LAST_ID = 'ffffffff-ffff-ffff-ffff-ffffffffffff';

/** The terms that every event meeting the conditions holds, besides those of its day; empty where there are none. */
function wordsOf({ text, actor, act, subjectType, tenant, result }: AuditConditions): string[] {
  const fields = [text, actor].flatMap((field) => (field ? termsSought(field) : []));
  // These are known whole: the space keeps their last word from being taken for a beginning.
  const whole = [act, subjectType, tenant?.code, result].flatMap((field) =>
    field ? termsSought(`${field} `) : [],
  );
  return [...new Set([...fields, ...whole])];
}

const hasConditions = ({ text, actor, act, subjectType, result }: AuditConditions) =>
  [text, actor, act, subjectType, result].some(Boolean);

/**
 * Searches the events of a log of millions, newest first. What is frequent is found by going back event by
 * event; what is rare by its terms, all of it at once; what is neither by its terms in spans of time, the
 * newest first, so that no search reads more than a page and some spans.
 */
export function createAuditSearch(
  store: AuditSearchStore,
  { steps, mostAtOnce, countedTo }: SearchLimits = LIMITS,
) {
  /** Days `[first, last]` from the last back to the first. */
  async function* backwards(words: string[], first: number, last: number): AsyncGenerator<string> {
    for (let block = blockOfDay(last); block >= blockOfDay(first); block -= 1) {
      const inBlock = [...words, `'${termOfBlock(block)}'`].join(' & ');
      const count = await store.countTerms(inBlock, mostAtOnce + 1);
      if (count === 0) continue;
      if (count <= mostAtOnce) {
        yield inBlock;
        continue;
      }
      for (let day = last; day >= first; day -= 1)
        if (blockOfDay(day) === block) yield [...words, `'${termOfDay(day)}'`].join(' & ');
    }
  }

  async function byTerms(
    words: string[],
    conditions: AuditConditions,
    before: AuditPlace,
    most: number,
  ): Promise<AuditPlace[]> {
    const all = words.join(' & ');
    if ((await store.countTerms(all, mostAtOnce + 1)) <= mostAtOnce)
      return store.find(all, conditions, before, most);
    const bounds = await store.bounds();
    if (!bounds) return [];
    const first = dayOf(conditions.from && conditions.from > bounds.first ? conditions.from : bounds.first);
    const last = dayOf(new Date(Math.min(Date.parse(before.at), bounds.last.getTime())));
    const found: AuditPlace[] = [];
    for await (const span of backwards(words, first, last)) {
      found.push(...(await store.find(span, conditions, before, most - found.length)));
      if (found.length >= most) break;
    }
    return found;
  }

  return {
    /** Places of the newest `most` events that meet the conditions and stand before a place. */
    async find(conditions: AuditConditions, before: AuditPlace | null, most: number): Promise<AuditPlace[]> {
      const words = wordsOf(conditions);
      const canJump = words.length > 0;
      const found: AuditPlace[] = [];
      let place = before;
      do {
        const { found: more, end } = await store.walk(
          conditions,
          place,
          hasConditions(conditions) ? steps : most,
        );
        found.push(...more.slice(0, most - found.length));
        place = end;
      } while (!canJump && place && found.length < most);
      if (place && found.length < most)
        found.push(...(await byTerms(words, conditions, place, most - found.length)));
      return found;
    },

    /** How many events meet the conditions: the number, or where there are many an estimate. */
    async count(conditions: AuditConditions): Promise<{ total: number; approximate: boolean }> {
      const most = countedTo + 1;
      const words = wordsOf(conditions);
      const { total: estimated, seen, isWhole } = await store.estimate(conditions);
      // Counting what is that frequent takes seconds, and tells no more.
      if (!isWhole && seen >= SEEN_ENOUGH) return { total: estimated, approximate: true };
      const isRare = words.length > 0 && (await store.countTerms(words.join(' & '), most)) <= countedTo;
      if (isRare) {
        const found = await store.find(words.join(' & '), conditions, null, most);
        return { total: found.length, approximate: false };
      }
      if (words.length === 0) {
        const total = await store.countBetween(conditions, most);
        if (total <= countedTo) return { total, approximate: false };
      }
      return { total: Math.max(estimated, most), approximate: true };
    },

    /** Where a list begins that starts before an instant. */
    startBefore: (at: string): AuditPlace => ({ at, id: LAST_ID }),
  };
}
