import { z } from 'zod';
import { idempotentShape, idSchema, LANGUAGES, MAX_PAGE_SIZE, pageSchema } from '../kernel';
import { listNameSchema, listPurposeSchema, listReportSchema, rowsReportSchema } from './list-schema';
import { REJECTION_REASONS } from './number-check';

/** Largest file of a list in bytes, and most rows in it; larger ones have to be split. */
export const MAX_LIST_BYTES = 256 * 1024 * 1024;
export const MAX_LIST_ROWS = 1_000_000;
/** Rows of a file that are shown before it is imported. */
export const PREVIEW_ROWS = 20;

/**
 * UPLOADED waits for a person's choices, QUEUED for its turn; READING and WRITING run; the others
 * are the end. Only DONE leaves anything behind in the list.
 */
export const LIST_IMPORT_STATES = [
  'UPLOADED',
  'QUEUED',
  'READING',
  'WRITING',
  'DONE',
  'FAILED',
  'CANCELLED',
] as const;
export const listImportStateSchema = z.enum(LIST_IMPORT_STATES);
export type ListImportState = z.infer<typeof listImportStateSchema>;

const ENDED: ReadonlySet<ListImportState> = new Set(['DONE', 'FAILED', 'CANCELLED']);

/** Whether an import is over, well or not. */
export function isImportOver(state: ListImportState): boolean {
  return ENDED.has(state);
}

const count = z.number().int().min(0);
const column = z.number().int().min(0).max(1000);

/** Stands beside the bytes of an upload, in the address. */
export const listUploadSchema = z.object({ fileName: z.string().trim().min(1).max(255), ...idempotentShape });
export const uploadedListSchema = z.object({ importId: idSchema });
export type UploadedList = z.infer<typeof uploadedListSchema>;

/** What is chosen about a file; what is left out is guessed from its first rows. */
export const listPreviewInputSchema = z.object({
  id: idSchema,
  column: column.optional(),
  header: z.boolean().optional(),
});

/** What was recognised: a text and its separators, or a workbook and its first visible sheet. */
export const fileFormatSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('TEXT'), encoding: z.string(), delimiter: z.string() }),
  z.object({ kind: z.literal('WORKBOOK'), sheet: z.string() }),
]);
export type FileFormat = z.infer<typeof fileFormatSchema>;

/** How a file was understood, before anything of it is kept. Cells that hold numbers are masked. */
export const filePreviewSchema = z.object({
  fileName: z.string(),
  format: fileFormatSchema,
  header: z.boolean(),
  columns: z.array(z.object({ index: count, name: z.string().nullable() })),
  /** The column that holds most mobile numbers, if any does. */
  numberColumn: count.nullable(),
  rows: z.array(z.object({ line: count, cells: z.array(z.string()) })),
  /** What would become of the first rows; `complete` when they are all. Null where no column can be meant. */
  check: rowsReportSchema.extend({ complete: z.boolean() }).nullable(),
});
export type FilePreview = z.infer<typeof filePreviewSchema>;

/** A version is added to `listId`, whose purpose it keeps, or a list `name` is made, MARKETING without a `purpose`. */
export const listImportStartSchema = listPreviewInputSchema
  .extend({
    name: listNameSchema.optional(),
    listId: idSchema.optional(),
    purpose: listPurposeSchema.optional(),
  })
  .refine((input) => (input.name === undefined) !== (input.listId === undefined), { path: ['name'] })
  .refine((input) => input.listId === undefined || input.purpose === undefined, { path: ['purpose'] });
export type ListImportStart = z.infer<typeof listImportStartSchema>;

export const listImportSchema = z.object({
  id: idSchema,
  tenant: z.object({ id: idSchema, code: z.string(), nameZh: z.string(), nameEn: z.string() }),
  state: listImportStateSchema,
  fileName: z.string(),
  bytes: count,
  /** Name of the list it goes to; null until it was chosen. */
  listName: z.string().nullable(),
  listId: idSchema.nullable(),
  version: count.nullable(),
  rows: count,
  accepted: count,
  duplicates: count,
  rejected: count,
  /** How far the present step is: bytes read, or numbers written. */
  progress: z.object({ done: count, total: count }),
  /** While it runs; `secondsLeft` null until it can be told. */
  pace: z.object({ rowsPerSecond: z.number(), secondsLeft: z.number().nullable() }).nullable(),
  failure: z
    .object({ code: z.string(), params: z.record(z.string(), z.union([z.string(), z.number()])) })
    .nullable(),
  createdByName: z.string(),
  createdAt: z.date(),
  startedAt: z.date().nullable(),
  endedAt: z.date().nullable(),
});
export type ListImport = z.infer<typeof listImportSchema>;

export const listImportDetailSchema = listImportSchema.extend({
  /** Whether the caller may start or cancel it. */
  mayChange: z.boolean(),
  report: listReportSchema.nullable(),
});
export type ListImportDetail = z.infer<typeof listImportDetailSchema>;

export const listImportsInputSchema = pageSchema.extend({ open: z.boolean().default(false) });
/** In the order of the file; `cursor` is the `nextCursor` of the page before. */
export const rejectedRowsInputSchema = z.object({
  id: idSchema,
  cursor: z
    .string()
    .regex(/^\d{1,9}$/)
    .optional(),
  limit: z.number().int().min(1).max(MAX_PAGE_SIZE).default(20),
});
export type RejectedRowsInput = z.input<typeof rejectedRowsInputSchema>;

/** A row that gave no member; its cell is masked. */
export const rejectedRowSchema = z.object({
  line: count,
  reason: z.enum(REJECTION_REASONS),
  value: z.string(),
});
export type RejectedRow = z.infer<typeof rejectedRowSchema>;

/** What the file of refused rows is told: the language of the page it was asked from. */
export const rejectedFileSchema = z.object({ language: z.enum(LANGUAGES) });
