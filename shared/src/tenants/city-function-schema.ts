import { z } from 'zod';
import { tenantCodeSchema } from '../kernel';
import { cityFunctionSchema, type CityFunction, type TenantSummary } from './tenant-schema';

/** Grants a function to a city, or takes it back, with the reason that the log keeps. */
export const changeCityFunctionSchema = z.object({
  cityCode: tenantCodeSchema,
  function: cityFunctionSchema,
  reason: z.string().trim().min(1).max(500),
});
export type ChangeCityFunctionInput = z.input<typeof changeCityFunctionSchema>;

/** One time that a city had a function, `[grantedAt, revokedAt)`; null = it has it still. */
export interface CityFunctionSpan {
  id: string;
  cityCode: string;
  function: CityFunction;
  grantedAt: string;
  grantedByName: string | null;
  grantReason: string | null;
  revokedAt: string | null;
  revokedByName: string | null;
  revokeReason: string | null;
}

/** Cities and everything that they were ever granted, the latest first. */
export interface CityFunctionMatrix {
  cities: TenantSummary[];
  spans: CityFunctionSpan[];
}
