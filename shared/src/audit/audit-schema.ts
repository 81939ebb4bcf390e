import { z } from 'zod';
import { idSchema, tenantCodeSchema } from '../kernel';
import { SUBJECTS } from '../tenants';

export const AUDIT_RESULTS = ['SUCCESS', 'REFUSED', 'FAILED'] as const;
export type AuditResult = (typeof AUDIT_RESULTS)[number];

export const AUDIT_ACTOR_KINDS = ['PERSON', 'MACHINE', 'ANONYMOUS'] as const;

const jsonSchema = z.json();
const fieldsSchema = z.record(z.string(), jsonSchema);

/** As it was first: the campaign stood beside the text, not in it. */
const firstAuditEventSchema = z.strictObject({
  schema: z.literal('xietong.audit/1'),
  id: idSchema,
  /** UTC with milliseconds, e.g. `2026-11-22T03:04:05.678Z`. */
  at: z.iso.datetime({ precision: 3 }),
  actor: z.strictObject({
    kind: z.enum(AUDIT_ACTOR_KINDS),
    id: idSchema.nullable(),
    name: z.string(),
  }),
  /** Code of the tenant in which it was done. */
  tenant: tenantCodeSchema,
  /** The procedure's path, e.g. `localCampaigns.submit`, or the job's or route's name in that form. */
  act: z.string().regex(/^[a-z][A-Za-z]*(?:\.[a-z][A-Za-z]*)+$/),
  subject: z.strictObject({ type: z.enum(SUBJECTS), id: z.string().nullable() }),
  /** The fields that changed, as they were and as they became. */
  before: fieldsSchema.nullable(),
  after: fieldsSchema.nullable(),
  requestId: z.string(),
  /** Client's address as the socket says it; null for the command line and jobs. */
  address: z.string().nullable(),
  result: z.enum(AUDIT_RESULTS),
  /** The error's code, of what did not succeed. */
  code: z.string().nullable(),
});

/**
 * One thing that somebody did, or was refused, as it is written now; texts already stored keep their version for ever.
 * Every key is always there: what does not apply is null, so that equal events have one text alone.
 */
export const auditEventSchema = firstAuditEventSchema.extend({
  schema: z.literal('xietong.audit/2'),
  /** The campaign whose history the event belongs to, where there is one. */
  campaignId: idSchema.nullable(),
});
export type AuditEvent = z.infer<typeof auditEventSchema>;

/** What a stored text may say: every version that was ever written. */
export const storedAuditEventSchema = z.discriminatedUnion('schema', [
  firstAuditEventSchema,
  auditEventSchema,
]);
export type StoredAuditEvent = z.infer<typeof storedAuditEventSchema>;

/** The version of the canonical form that a text says it has. */
export function auditSchemaVersionOf({ schema }: StoredAuditEvent): number {
  return Number(schema.slice(schema.indexOf('/') + 1));
}
