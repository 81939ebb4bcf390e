import { z } from 'zod';
import { idSchema, tenantCodeSchema } from '../kernel';

export const TENANT_KINDS = ['PROVINCE', 'CITY'] as const;
export const tenantKindSchema = z.enum(TENANT_KINDS);
export type TenantKind = z.infer<typeof tenantKindSchema>;

/** The tenant that an actor acts in. `parentId` is the province of a city, null for the province. */
export const tenantRefSchema = z.object({
  id: idSchema,
  code: tenantCodeSchema,
  kind: tenantKindSchema,
  parentId: idSchema.nullable(),
});
export type TenantRef = z.infer<typeof tenantRefSchema>;

/** A tenant as lists and pickers show it. */
export const tenantSummarySchema = tenantRefSchema.extend({ nameZh: z.string(), nameEn: z.string() });
export type TenantSummary = z.infer<typeof tenantSummarySchema>;

/** What the province may grant to a city and revoke again. */
export const CITY_FUNCTIONS = [
  'LOCAL_CONTENT',
  'MARKETING_POINTS',
  'STORE_ACTIVITIES',
  'CAMPAIGN_BUILDER',
  'PRECISE_MARKETING',
  'LOCAL_FUNCTIONS',
  'MONITORING',
  'BEHAVIOUR_ANALYSIS',
] as const;
export const cityFunctionSchema = z.enum(CITY_FUNCTIONS);
export type CityFunction = z.infer<typeof cityFunctionSchema>;
