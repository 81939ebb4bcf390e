import { observeElementRect, useVirtualizer } from '@tanstack/vue-virtual';
import { computed, ref, type ComputedRef, type Ref } from 'vue';

/** Height of a row before it has been measured, in pixels. */
const ROW_PX = 44;
/** Rows that are in the document above and below those in sight. */
const OVERSCAN = 8;
/** What is taken as the frame's height while it has none, being hidden. */
const FRAME_PX = 600;

interface WindowedRow<Row> {
  index: number;
  row: Row;
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
  /** For the `ref` of each row. */
  measure: (row: unknown) => void;
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
  const virtualizer = useVirtualizer<HTMLElement, HTMLElement>(
    computed(() => ({
      count: count(),
      getScrollElement: () => frame.value,
      estimateSize: () => ROW_PX,
      overscan: OVERSCAN,
      initialRect: { width: 0, height: FRAME_PX },
      observeElementRect: (instance, tell) =>
        observeElementRect(instance, (rect) => {
          tell(rect.height > 0 ? rect : { ...rect, height: FRAME_PX });
        }),
      measureElement: (row) => row.offsetHeight || ROW_PX,
      rangeExtractor: ({ startIndex, endIndex, overscan, count: all }) => {
        const from = Math.max(0, startIndex - overscan);
        const to = Math.min(all - 1, endIndex + overscan);
        const indexes = Array.from({ length: to - from + 1 }, (_, place) => from + place);
        const kept = focused.value;
        if (kept === null || kept >= all || (kept >= from && kept <= to)) return indexes;
        return kept < from ? [kept, ...indexes] : [...indexes, kept];
      },
    })),
  );
  const items = computed(() => virtualizer.value.getVirtualItems());

  return {
    windowed: (rows) => {
      let end = 0;
      return items.value.flatMap(({ index, start, end: ownEnd }) => {
        const row = rows[index];
        if (row === undefined) return [];
        const before = start - end;
        end = ownEnd;
        return [{ index, row, before }];
      });
    },
    below: computed(() => virtualizer.value.getTotalSize() - (items.value.at(-1)?.end ?? 0)),
    first: computed(() => virtualizer.value.range?.startIndex ?? 0),
    last: computed(() => virtualizer.value.range?.endIndex ?? 0),
    measure: (row) => {
      if (row instanceof HTMLElement) virtualizer.value.measureElement(row);
    },
    focused,
    scrollTo: (index) => {
      virtualizer.value.scrollToIndex(index, { align: 'start' });
    },
  };
}
