import type { FilePreview, ListReport, RejectedRow } from '@xietong/shared/audiences';
import type { ErrorCode } from '@xietong/shared/access';
import type { ErrorParams } from '@xietong/shared/kernel';
import type { FileChoices } from './list-file';

/** A file that was uploaded, as its thread gets it. */
export interface UploadedFile {
  readonly path: string;
  readonly fileName: string;
  /** Whether all of its bytes are UTF-8. */
  readonly utf8: boolean;
}

/** What the thread is started for. Keys stay within the process. */
export interface ListWork {
  readonly task: 'preview' | 'read';
  readonly file: UploadedFile;
  readonly choices: FileChoices;
  readonly sealKey: Uint8Array;
  readonly hashKey: Uint8Array;
}

/** How far a file is read. */
export interface ReadProgress {
  readonly rows: number;
  readonly accepted: number;
  readonly rejected: number;
  /** Bytes read, of how many. */
  readonly done: number;
  readonly total: number;
}

/** Everything that is kept of a file: hashes in their order, 32 bytes each, and what became of its rows. */
export interface ReadList {
  readonly hashes: Uint8Array<ArrayBuffer>;
  readonly digest: string;
  readonly report: Omit<ListReport, 'difference'>;
}

export type ListWorkMessage =
  | { readonly kind: 'progress'; readonly progress: ReadProgress }
  /** The thread goes on when these were taken: it answers to any message. */
  | { readonly kind: 'rejected'; readonly rows: RejectedRow[] }
  | { readonly kind: 'preview'; readonly preview: FilePreview }
  | { readonly kind: 'read'; readonly list: ReadList }
  | { readonly kind: 'failed'; readonly code: ErrorCode; readonly params: ErrorParams };
