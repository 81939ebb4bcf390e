import { observeElementRect, useVirtualizer } from '@tanstack/vue-virtual';
import { computed, ref, watch, type ComputedRef, type Ref } from 'vue';
import { idle } from '../lib/idle';

/** Height of a row before it has been measured, in pixels. */
const ROW_PX = 44;
/** Rows that are in the document above and below those in sight. */
const OVERSCAN = 8;
/** What is taken as the frame's height while it has none, being hidden. */
const FRAME_PX = 600;

interface WindowedRow<Row> {
  index: number;
  row: Row;
  /** Name of its place in the document, for the `key`: kept while the row is in it, and handed on afterwards. */
  slot: number;
  /** Pixels that the rows left out above it would take. */
  before: number;
}

export interface RowWindow {
  /** The rows to put into the document. */
  windowed: <Row>(rows: readonly Row[]) => WindowedRow<Row>[];
  /** Pixels of the rows left out below. */
  below: ComputedRef<number>;
  first: ComputedRef<number>;
  last: ComputedRef<number>;
  /** To be told of each row in the document, and again whenever it may have another height. */
  measure: (row: HTMLElement) => void;
  /** A row that holds the focus stays in the document, however far it is scrolled away. */
  focused: Ref<number | null>;
  scrollTo: (index: number) => void;
}

/**
 * Which of a list's rows are in sight of the frame that scrolls them. Rows may differ in height; heights are kept by
 * place, as a name for each row would be asked for of all rows whenever one is measured.
 */
export function useRowWindow(frame: Readonly<Ref<HTMLElement | null>>, count: () => number): RowWindow {
  const focused = ref<number | null>(null);
  /** What is in sight comes first: nobody has scrolled yet. */
  const overscan = ref(0);
  watch(
    () => count() > 0,
    async (hasRows) => {
      if (!hasRows) return;
      await idle();
      overscan.value = OVERSCAN;
    },
    { immediate: true },
  );
  const virtualizer = useVirtualizer<HTMLElement, HTMLElement>(
    computed(() => ({
      count: count(),
      getScrollElement: () => frame.value,
      estimateSize: () => ROW_PX,
      overscan: overscan.value,
      initialRect: { width: 0, height: FRAME_PX },
      observeElementRect: (instance, tell) =>
        observeElementRect(instance, (rect) => {
          tell(rect.height > 0 ? rect : { ...rect, height: FRAME_PX });
        }),
      measureElement: (row) => row.offsetHeight || ROW_PX,
      rangeExtractor: ({ startIndex, endIndex, overscan: more, count: all }) => {
        const from = Math.max(0, startIndex - more);
        const to = Math.min(all - 1, endIndex + more);
        const indexes = Array.from({ length: to - from + 1 }, (_, place) => from + place);
        const kept = focused.value;
        if (kept === null || kept >= all || (kept >= from && kept <= to)) return indexes;
        return kept < from ? [kept, ...indexes] : [...indexes, kept];
      },
    })),
  );
  const items = computed(() => virtualizer.value.getVirtualItems());
  const slotOf = slotKeeper();

  return {
    windowed: (rows) => {
      let end = 0;
      const slots = slotOf(items.value.map(({ index }) => index));
      return items.value.flatMap(({ index, start, end: ownEnd }, place) => {
        const row = rows[index];
        if (row === undefined) return [];
        const before = start - end;
        end = ownEnd;
        return [{ index, row, before, slot: slots[place] ?? index }];
      });
    },
    below: computed(() => virtualizer.value.getTotalSize() - (items.value.at(-1)?.end ?? 0)),
    first: computed(() => virtualizer.value.range?.startIndex ?? 0),
    last: computed(() => virtualizer.value.range?.endIndex ?? 0),
    measure: (row) => {
      virtualizer.value.measureElement(row);
    },
    focused,
    scrollTo: (index) => {
      virtualizer.value.scrollToIndex(index, { align: 'start' });
    },
  };
}

/**
 * Gives the rows in the document their slots. What comes into sight takes over from what leaves it, in the order of
 * both: to change the words of a row that is there takes a fraction of the time of making one.
 */
function slotKeeper(): (indexes: readonly number[]) => number[] {
  let held = new Map<number, number>();
  let made = 0;
  return (indexes) => {
    const wanted = new Set(indexes);
    const free = [...held].flatMap(([index, slot]) => (wanted.has(index) ? [] : [slot])).values();
    held = new Map(indexes.map((index) => [index, held.get(index) ?? free.next().value ?? (made += 1)]));
    return [...held.values()];
  };
}
