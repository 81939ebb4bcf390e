import { z } from 'zod';
import { idSchema, pageSchema } from '../kernel';
import { REJECTION_REASONS } from './number-check';

/** Refused rows that a report lists one by one; all others are counted by reason. */
export const REPORTED_REJECTIONS = 200;

/**
 * What a list is for: shown a placement that pins it, or kept from all marketing as long as it is in use.
 * It never changes.
 */
export const LIST_PURPOSES = ['MARKETING', 'BLOCKLIST'] as const;
export const listPurposeSchema = z.enum(LIST_PURPOSES);
export type ListPurpose = z.infer<typeof listPurposeSchema>;

export const listNameSchema = z.string().trim().min(1).max(60);

const count = z.number().int().min(0);

export const rowsReportSchema = z.object({
  rows: count,
  accepted: count,
  duplicates: count,
  rejected: z.object({
    total: count,
    byReason: z.partialRecord(z.enum(REJECTION_REASONS), count),
    first: z.array(z.object({ line: count, reason: z.enum(REJECTION_REASONS), value: z.string() })),
  }),
});

/** What became of the rows of a file. It holds no number: refused cells are masked. */
export const listReportSchema = rowsReportSchema.extend({
  /** Against the version before; null for the first one. */
  difference: z.object({ added: count, removed: count }).nullable(),
});
export type ListReport = z.infer<typeof listReportSchema>;

export const importedListSchema = z.object({
  listId: idSchema,
  versionId: idSchema,
  version: z.number().int(),
  size: count,
  report: listReportSchema,
});
export type ImportedList = z.infer<typeof importedListSchema>;

export const listsInputSchema = pageSchema.extend({
  search: z.string().trim().max(60).default(''),
  archived: z.boolean().default(false),
});

export const listRowSchema = z.object({
  id: idSchema,
  name: z.string(),
  purpose: listPurposeSchema,
  tenant: z.object({ id: idSchema, code: z.string(), nameZh: z.string(), nameEn: z.string() }),
  version: z.number().int(),
  size: count,
  updatedAt: z.date(),
  updatedBy: z.string(),
  archivedAt: z.date().nullable(),
});
export type ListRow = z.infer<typeof listRowSchema>;

export const listVersionSchema = z.object({
  id: idSchema,
  version: z.number().int(),
  size: count,
  digest: z.string(),
  fileName: z.string(),
  report: listReportSchema,
  /** The import that made it; its page shows every refused row. */
  importId: idSchema.nullable(),
  createdByName: z.string(),
  createdAt: z.date(),
  /** When a release that pins it was first approved; of a blocklist, since when it is in force. */
  releasedAt: z.date().nullable(),
});
export type ListVersion = z.infer<typeof listVersionSchema>;

export const listDetailSchema = listRowSchema.extend({
  createdAt: z.date(),
  mayChange: z.boolean(),
  versions: z.array(listVersionSchema),
});
export type ListDetail = z.infer<typeof listDetailSchema>;

/** A list as a picker offers it, the newest version first. */
export const listOptionSchema = z.object({
  listId: idSchema,
  name: z.string(),
  versions: z.array(
    z.object({ versionId: idSchema, version: z.number().int(), size: count, createdAt: z.date() }),
  ),
});
export type ListOption = z.infer<typeof listOptionSchema>;
