import { z } from 'zod';
import { eventFilterSchema } from '../events';
import type { EventFilterInput } from '../events';
import { localDateSchema, tableFileSchema } from '../kernel';

/** A saving of more than this, in fen, is a slip of the finger. */
export const MAX_SAVING_FEN = 10_000;

/** What one transaction saves from a Shanghai day on, and why. */
export const savingUnitInputSchema = z.object({
  /** The newest version that was seen when this one was written; 0 where there was none. */
  version: z.number().int().min(0),
  fen: z.number().int().min(1).max(MAX_SAVING_FEN),
  validFrom: localDateSchema,
  reason: z.string().trim().min(1).max(200),
});
export type SavingUnitInput = z.input<typeof savingUnitInputSchema>;

/** The days, the city and the channel whose transactions are reckoned. */
export const savingLedgerSchema = eventFilterSchema;
export type SavingLedgerInput = EventFilterInput;

/** The ledger as a file. */
export const savingExportSchema = tableFileSchema.extend({ filter: savingLedgerSchema });
export type SavingExportInput = z.input<typeof savingExportSchema>;
