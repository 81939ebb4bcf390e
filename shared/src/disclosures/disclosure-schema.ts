import { z } from 'zod';
import { idempotentShape, idSchema, LANGUAGES, pageSchema } from '../kernel';

/** LIST: the numbers of one version of a list, as a file. NUMBER: the number of one customer, shown. */
export const DISCLOSURE_KINDS = ['LIST', 'NUMBER'] as const;
export type DisclosureKind = (typeof DISCLOSURE_KINDS)[number];

/** What numbers in clear may be needed for; a text beside it says more. */
export const DISCLOSURE_PURPOSES = [
  'CAMPAIGN_CHECK',
  'COMPLAINT',
  'OUTSIDE_DELIVERY',
  'SUPERVISION',
  'OTHER',
] as const;
export type DisclosurePurpose = (typeof DISCLOSURE_PURPOSES)[number];

/** Hours for which an authorisation holds, counted from when it is given. */
export const DEFAULT_DISCLOSURE_HOURS = 24;
export const MOST_DISCLOSURE_HOURS = 7 * 24;
/** Complete downloads that can be asked for. */
export const MOST_DOWNLOADS = 3;
/** Downloads that broke off are not counted among those, and there may be so many of them. */
export const MOST_BROKEN_DOWNLOADS = 4;
/** A download that takes longer breaks off; until then no second one begins. */
export const DOWNLOAD_MINUTES = 15;
/** A request that nobody decided for so many days lapses. */
export const DISCLOSURE_LAPSE_DAYS = 7;

export const askDisclosureSchema = z
  .strictObject({
    kind: z.enum(DISCLOSURE_KINDS),
    /** Of LIST a version of a list, of NUMBER a customer. */
    id: idSchema,
    purpose: z.enum(DISCLOSURE_PURPOSES),
    purposeNote: z.string().trim().min(1).max(500),
    /** Who will get to see the numbers. */
    recipient: z.string().trim().min(1).max(200),
    hours: z.number().int().min(1).max(MOST_DISCLOSURE_HOURS).default(DEFAULT_DISCLOSURE_HOURS),
    downloads: z.number().int().min(1).max(MOST_DOWNLOADS).default(1),
    ...idempotentShape,
  })
  .refine(({ kind, downloads }) => kind === 'LIST' || downloads === 1, { path: ['downloads'] });
export type AskDisclosureInput = z.infer<typeof askDisclosureSchema>;
export type AskDisclosureForm = z.input<typeof askDisclosureSchema>;

/** What numbers could be asked for. */
export const disclosureTargetSchema = z.strictObject({ kind: z.enum(DISCLOSURE_KINDS), id: idSchema });
export type DisclosureTargetInput = z.infer<typeof disclosureTargetSchema>;

export const disclosureIdSchema = z.strictObject({ id: idSchema });
const reasonSchema = z.string().trim().min(1).max(500);

export const decideDisclosureSchema = z
  .strictObject({
    id: idSchema,
    outcome: z.enum(['AUTHORISED', 'REFUSED']),
    reason: reasonSchema.nullable().default(null),
  })
  .refine(({ outcome, reason }) => outcome === 'AUTHORISED' || reason !== null, { path: ['reason'] });
export type DecideDisclosureInput = z.infer<typeof decideDisclosureSchema>;

export const revokeDisclosureSchema = z.strictObject({ id: idSchema, reason: reasonSchema });
export type RevokeDisclosureInput = z.infer<typeof revokeDisclosureSchema>;

/** MINE: what the reader asked for. TO_AUTHORISE: what waits for the reader. ALL: everything that the reader may see. */
export const DISCLOSURE_BOXES = ['MINE', 'TO_AUTHORISE', 'ALL'] as const;
export type DisclosureBox = (typeof DISCLOSURE_BOXES)[number];
export const disclosureListSchema = pageSchema.extend({ box: z.enum(DISCLOSURE_BOXES).default('ALL') });
export type DisclosureListInput = z.infer<typeof disclosureListSchema>;

export const disclosureFileSchema = z.strictObject({ language: z.enum(LANGUAGES) });
