import { z } from 'zod';
import { idSchema } from '../kernel';
import { PASSWORD_LENGTH } from './password-rules';
import { roleSchema } from './role-schema';
import { cityFunctionSchema, tenantSummarySchema } from './tenant-schema';

/** Staff id 工号: letters, digits and inner dashes, kept in upper case. */
export const staffIdSchema = z
  .string()
  .trim()
  .toUpperCase()
  .regex(/^[A-Z0-9](?:[A-Z0-9-]{1,28})[A-Z0-9]$/);

export const signInInputSchema = z.object({
  username: staffIdSchema,
  password: z.string().min(1).max(PASSWORD_LENGTH.max),
});
export type SignInInput = z.infer<typeof signInInputSchema>;

export const switchDutyInputSchema = z.object({ dutyId: idSchema });
export type SwitchDutyInput = z.infer<typeof switchDutyInputSchema>;

/** One duty as the session shows it. */
export const dutySummarySchema = z.object({ id: idSchema, role: roleSchema, tenant: tenantSummarySchema });
export type DutySummary = z.infer<typeof dutySummarySchema>;

/** Who is signed in, in which duty. */
export const sessionPersonSchema = z.object({
  person: z.object({ id: idSchema, staffId: z.string(), name: z.string() }),
  duty: dutySummarySchema,
  duties: z.array(dutySummarySchema),
  functions: z.array(cityFunctionSchema),
  /** Nothing but setting a new password is open to this session. */
  mustChangePassword: z.boolean(),
});
export type SessionPerson = z.infer<typeof sessionPersonSchema>;

/** A sign-in of the demo province, shown on the sign-in page in demo mode alone. */
export interface DemoSignIn {
  readonly staffId: string;
  readonly role: z.infer<typeof roleSchema>;
  readonly tenant: { readonly code: string; readonly nameZh: string; readonly nameEn: string };
}
