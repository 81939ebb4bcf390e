import { z } from 'zod';
import { eventFilterSchema, eventSpanSchema } from '../events';
import { COMPARISON_BASES } from './day-span';

const comparison = { basis: z.enum(COMPARISON_BASES).default('days') };

/** One city's numbers, or those of all its cities for the province. */
export const cityMetricsSchema = eventFilterSchema.safeExtend(comparison);
export type CityMetricsInput = z.input<typeof cityMetricsSchema>;

/** The cities side by side. */
export const provinceMetricsSchema = eventSpanSchema.safeExtend(comparison);
export type ProvinceMetricsInput = z.input<typeof provinceMetricsSchema>;
