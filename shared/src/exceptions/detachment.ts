import { z } from 'zod';
import { idSchema } from '../kernel';
import { reasonSchema } from './exception-schema';

/** A city asks to let its campaign go from its standard (脱离标准). */
export const askDetachmentSchema = z.strictObject({ localCampaignId: idSchema, reason: reasonSchema });
export type AskDetachmentInput = z.infer<typeof askDetachmentSchema>;
