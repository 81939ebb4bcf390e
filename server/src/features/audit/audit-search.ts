import {
  AUDIT_COUNTED_TO,
  blockOfDay,
  dayOf,
  daysOfBlock,
  startOfDay,
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
  /** Of more actors with a name its words are looked for instead of their ids. */
  readonly mostActors: number;
  /** A search that has not filled its page after so long says how far it came, and is gone on with from there. */
  readonly mostMs: number;
}
const LIMITS: SearchLimits = {
  ...{ steps: 3_000, mostAtOnce: 3_000 },
  ...{ countedTo: AUDIT_COUNTED_TO, mostActors: 64, mostMs: 500 },
};
/** So many events in some pages of the table make an estimate good enough: about ± 10%. */
const SEEN_ENOUGH = 200;
/** So many blocks are asked for at once, a good half year. */
const MOST_BLOCKS = 8;
/** A place after everything of its instant. */
const LAST_ID = 'ffffffff-ffff-ffff-ffff-ffffffffffff';
const FIRST_ID = '00000000-0000-0000-0000-000000000000';

/** What a search has found. `end`: where it stopped before its page was full, null where nothing is behind that. */
export interface Found {
  readonly places: readonly AuditPlace[];
  readonly end: AuditPlace | null;
}
/** Terms of a span of time, and its first day. */
interface Span {
  readonly words: string;
  readonly first: number;
}

/** The blocks of days of a search between two days, if they are few, so that no others are read. */
function spanOf({ from, to }: AuditConditions): string[] {
  if (!from || !to) return [];
  const [first, last] = [blockOfDay(dayOf(from)), blockOfDay(dayOf(to))];
  if (last < first || last - first >= MOST_BLOCKS) return [];
  const blocks = Array.from({ length: last - first + 1 }, (_, n) => `'${termOfBlock(first + n)}'`);
  return [`(${blocks.join(' | ')})`];
}

const hasConditions = ({ text, actor, actorKind, act, subjectType, result }: AuditConditions) =>
  [text, actor, actorKind, act, subjectType, result].some(Boolean);

/**
 * Searches the events of a log of millions, newest first. What is frequent is found by going back event by
 * event; what is rare by its terms, all of it at once; what is neither by its terms in spans of time, the
 * newest first, so that no search reads more than a page and some spans.
 */
export function createAuditSearch(
  store: AuditSearchStore,
  { steps, mostAtOnce, countedTo, mostActors, mostMs }: SearchLimits = LIMITS,
) {
  /**
   * What the terms of every event by an actor of this name hold. Words of a name (`JS`, `OPS`, `01`) stand in very many
   * events of others, so actors are looked for by their ids; who was not signed in has none, and where very many have
   * the name, its words are as good.
   */
  async function whoTerms(name: string): Promise<string[]> {
    const words = termsSought(name);
    const actors = await store.actorsNamed(name, mostActors + 1);
    if (actors.length > mostActors) return words;
    const unknown = [...termsSought('ANONYMOUS '), ...words].join(' & ');
    return [`(${[...actors.flatMap((id) => termsSought(`${id} `)), `(${unknown})`].join(' | ')})`];
  }

  /** The terms that every event meeting the conditions holds; empty where no word is looked for. */
  async function wordsOf(conditions: AuditConditions): Promise<string[]> {
    const { text, actor, actorKind, act, subjectType, tenant, result } = conditions;
    // These are known whole: the space keeps their last word from being taken for a beginning.
    const whole = [actorKind, act, subjectType, tenant?.code, result].flatMap((field) =>
      field ? termsSought(`${field} `) : [],
    );
    const who = actor ? await whoTerms(actor) : [];
    const words = [...new Set([...(text ? termsSought(text) : []), ...who, ...whole])];
    return words.length > 0 ? [...words, ...spanOf(conditions)] : [];
  }

  /**
   * Spans of time from the last day back to the first, each with few enough events to be read at once, or of days.
   * Spans widen from one to the next: who needs no more than the newest reads little, and who has to go far back does
   * so in few statements and reads at most twice of what had to be read.
   */
  async function* backwards(words: string[], first: number, last: number): AsyncGenerator<Span> {
    const during = (terms: readonly string[]) =>
      [...words, `(${terms.map((term) => `'${term}'`).join(' | ')})`].join(' & ');
    let daysAtOnce = 1;
    function* daysOf(block: number): Generator<Span> {
      const days = daysOfBlock(block).filter((day) => day >= first && day <= last);
      while (days.length > 0) {
        const some = days.splice(0, daysAtOnce);
        yield { words: during(some.map(termOfDay)), first: Math.min(...some) };
        daysAtOnce *= 2;
      }
    }
    async function* within(blocks: readonly number[]): AsyncGenerator<Span> {
      const all = during(blocks.map(termOfBlock));
      const count = await store.countTerms(all, mostAtOnce + 1);
      if (count === 0) return;
      const [newest] = blocks;
      if (count <= mostAtOnce)
        yield { words: all, first: Math.min(...blocks.flatMap((block) => daysOfBlock(block))) };
      else if (blocks.length === 1 && newest !== undefined) yield* daysOf(newest);
      else {
        const half = Math.ceil(blocks.length / 2);
        yield* within(blocks.slice(0, half));
        yield* within(blocks.slice(half));
      }
    }
    const length = blockOfDay(last) - blockOfDay(first) + 1;
    const blocks = Array.from({ length: Math.max(0, length) }, (_, n) => blockOfDay(last) - n);
    for (let atOnce = 1; blocks.length > 0; atOnce = Math.min(atOnce * 2, MOST_BLOCKS))
      yield* within(blocks.splice(0, atOnce));
  }

  async function byTerms(
    words: string[],
    conditions: AuditConditions,
    before: AuditPlace,
    most: number,
    isLate: () => boolean,
  ): Promise<Found> {
    const all = words.join(' & ');
    if ((await store.countTerms(all, mostAtOnce + 1)) <= mostAtOnce)
      return { places: await store.find(all, conditions, before, most), end: null };
    const bounds = await store.bounds();
    if (!bounds) return { places: [], end: null };
    const first = dayOf(conditions.from && conditions.from > bounds.first ? conditions.from : bounds.first);
    const last = dayOf(new Date(Math.min(Date.parse(before.at), bounds.last.getTime())));
    const places: AuditPlace[] = [];
    for await (const span of backwards(words, first, last)) {
      places.push(...(await store.find(span.words, conditions, before, most - places.length)));
      if (places.length >= most) break;
      if (span.first > first && isLate())
        return { places, end: { at: startOfDay(span.first).toISOString(), id: FIRST_ID } };
    }
    return { places, end: null };
  }

  return {
    /**
     * Places of the newest `most` events that meet the conditions and stand before a place; fewer where no others do,
     * or with the `end` that had been reached when the time was over.
     */
    async find(conditions: AuditConditions, before: AuditPlace | null, most: number): Promise<Found> {
      const startedAt = performance.now();
      const isLate = () => performance.now() - startedAt >= mostMs;
      const atOnce = hasConditions(conditions) ? steps : most;
      const places: AuditPlace[] = [];
      let place = before;
      /** Known once the newest events have not been enough. */
      let words: string[] | undefined;
      for (;;) {
        const { found, end } = await store.walk(conditions, place, atOnce);
        places.push(...found.slice(0, most - places.length));
        if (!end || places.length >= most) return { places, end: null };
        words ??= await wordsOf(conditions);
        if (words.length > 0) {
          const more = await byTerms(words, conditions, end, most - places.length, isLate);
          return { places: [...places, ...more.places], end: more.end };
        }
        if (isLate()) return { places, end };
        place = end;
      }
    },

    /**
     * How many events meet the conditions: the number, or where there are many an estimate; null where only a look at
     * very many events would tell.
     */
    async count(conditions: AuditConditions): Promise<{ total: number | null; approximate: boolean }> {
      const most = countedTo + 1;
      // Of one tenant the index tells in no time.
      if (conditions.tenant && !hasConditions(conditions)) {
        const total = await store.countBetween(conditions, most);
        if (total <= countedTo) return { total, approximate: false };
      }
      const { total: estimated, seen, isWhole } = await store.estimate(conditions);
      // Counting what is that frequent takes seconds, and tells no more.
      if (!isWhole && seen >= SEEN_ENOUGH) return { total: estimated, approximate: true };
      const words = await wordsOf(conditions);
      const isRare = words.length > 0 && (await store.countTerms(words.join(' & '), most)) <= countedTo;
      if (isRare) {
        const found = await store.find(words.join(' & '), conditions, null, most);
        return { total: found.length, approximate: false };
      }
      if (!hasConditions(conditions)) {
        const total = await store.countBetween(conditions, most);
        if (total <= countedTo) return { total, approximate: false };
      }
      if (isWhole) return { total: estimated, approximate: true };
      return seen > 0
        ? { total: Math.max(estimated, most), approximate: true }
        : { total: null, approximate: false };
    },

    /** Where a list begins that starts before an instant. */
    startBefore: (at: string): AuditPlace => ({ at, id: LAST_ID }),
  };
}
