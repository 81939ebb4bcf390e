import type { Tx } from '../../platform/database';
import { createAuditSegmentStore } from './audit-segment-store';
import type { SegmentRow } from './audit-segment-store';
import type { SegmentFiles } from './segment-file';

/** What was found where an archived event should be: its text, `null` where it is gone, undefined where its file is. */
export type ArchivedText = string | null | undefined;

interface OpenSegment {
  readonly row: SegmentRow;
  /** Null: there is no file. */
  readonly texts: readonly (string | null)[] | null;
}

/**
 * Events of segments that left the database, read from their files in rising order; one file is in memory at a
 * time. `onFile` is told once of each file that is read.
 */
export function createArchivedEvents(
  files: SegmentFiles,
  segments: readonly SegmentRow[],
  onFile: (row: SegmentRow, state: 'SOUND' | 'CHANGED' | 'MISSING') => void = () => undefined,
) {
  let open: OpenSegment | null = null;
  const removedOf = (rows: readonly SegmentRow[]) => rows.filter(({ removedAt }) => removedAt !== null);
  let removed = removedOf(segments);
  const has = (index: number): boolean => index < (removed.at(-1)?.endIndex ?? 0);

  function load(row: SegmentRow): OpenSegment {
    const read = files.read(row.file);
    onFile(row, !read ? 'MISSING' : read.sha256 === row.sha256 ? 'SOUND' : 'CHANGED');
    if (!read) return { row, texts: null };
    const { lines } = read;
    const size = row.endIndex - row.firstIndex;
    // As many lines as events: each stands for its place, so that a pair in another order is seen as one.
    if (lines.length === size) return { row, texts: lines.map((line) => line?.text ?? null) };
    const byIndex = new Map(lines.flatMap((line) => (line ? [[line.index, line.text] as const] : [])));
    return {
      row,
      texts: Array.from({ length: size }, (_, n) => byIndex.get(row.firstIndex + n) ?? null),
    };
  }

  return {
    /** Whether the event at a place has left the database. */
    has,

    /**
     * Looks for segments that left since the last look, where one of the rows has lost its event to none that is known.
     * A segment's events go in the transaction that says so: whoever reads the rows first finds it in the same one.
     */
    async follow(
      tx: Tx,
      rows: readonly { readonly entry: { readonly index: number }; readonly event: unknown }[],
    ): Promise<void> {
      if (rows.some(({ entry, event }) => event === null && !has(entry.index)))
        removed = removedOf(await createAuditSegmentStore(tx).list());
    },

    textAt(index: number): ArchivedText {
      if (!open || index < open.row.firstIndex || index >= open.row.endIndex) {
        const row = removed.find(({ firstIndex, endIndex }) => firstIndex <= index && index < endIndex);
        if (!row) return null;
        open = load(row);
      }
      return open.texts === null ? undefined : (open.texts[index - open.row.firstIndex] ?? null);
    },
  };
}
export type ArchivedEvents = ReturnType<typeof createArchivedEvents>;
