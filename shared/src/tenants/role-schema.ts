import { z } from 'zod';

/** What a person does in a tenant. Each role exists in the province and in a city. */
export const ROLES = ['OPERATOR', 'APPROVER', 'AUDITOR', 'SYSTEM_ADMIN', 'SECURITY_ADMIN'] as const;
export const roleSchema = z.enum(ROLES);
export type Role = z.infer<typeof roleSchema>;
