import { z } from 'zod';
import { tableFileSchema } from '../kernel';
import { TREND_STEPS } from './day-span';
import { cityMetricsSchema, provinceMetricsSchema } from './metric-schema';
import { CITY_SORT_KEYS } from './metric-tables';

/** Tables of one city's numbers, and of the cities side by side. */
export const CITY_TABLES = ['totals', 'points', 'campaigns', 'days'] as const;
export const PROVINCE_TABLES = ['totals', 'cities', 'shares', 'days'] as const;

const fileFields = tableFileSchema.shape;

/** A table as a page shows it: its filter, order and language. */
export const metricExportSchema = z.discriminatedUnion('page', [
  z.object({
    page: z.literal('city'),
    table: z.enum(CITY_TABLES),
    filter: cityMetricsSchema,
    ...fileFields,
  }),
  z.object({
    page: z.literal('province'),
    table: z.enum(PROVINCE_TABLES),
    filter: provinceMetricsSchema,
    sort: z
      .object({ key: z.enum(CITY_SORT_KEYS), descending: z.boolean() })
      .default({ key: 'transactions', descending: true }),
    step: z.enum(TREND_STEPS).default('day'),
    ...fileFields,
  }),
]);
export type MetricExportInput = z.input<typeof metricExportSchema>;
export type MetricExport = z.infer<typeof metricExportSchema>;
