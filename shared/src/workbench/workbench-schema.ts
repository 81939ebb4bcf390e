import { z } from 'zod';
import { GUIDE_STEP_IDS } from './guide';

export const guideHiddenSchema = z.object({ hidden: z.boolean() });
export const guideStepSchema = z.object({ step: z.enum(GUIDE_STEP_IDS) });
