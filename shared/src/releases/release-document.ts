import { z } from 'zod';
import { contentSchema, offerValueSchema, SHA256_HEX } from '../content';
import { pushSchema } from '../inheritance';
import { canonicalJson, domainHash, idSchema, tenantCodeSchema } from '../kernel';

/**
 * What runs before what at a point, strictly: a higher tier always wins over a lower one.
 * The order of this list is the rule.
 */
export const TIERS = [
  'MANDATORY_NOTICE',
  'PROVINCE_SPONSORED',
  'GUARANTEED',
  'STANDARD',
  'LOCAL',
  'HOUSE',
] as const;
export type Tier = (typeof TIERS)[number];
export const tierSchema = z.enum(TIERS);

/** Tiers that a city may choose for its own placements; the others are the province's. */
export const CITY_TIERS = ['LOCAL', 'HOUSE'] as const satisfies readonly Tier[];

/** How strongly a placement is pushed inside its tier. */
export const leverSchema = z.number().int().min(1).max(100);
export const DEFAULT_LEVER = 50;

export const CITY_DEFAULTS = ['NONE', 'SHOW_STANDARD'] as const;
export const cityDefaultSchema = z.enum(CITY_DEFAULTS);
export type CityDefault = z.infer<typeof cityDefaultSchema>;

/** A condition as its author wrote it; compiled and checked by the conditions feature. */
export const conditionSchema = z.record(z.string(), z.unknown());

/** The list version is pinned by its digest: SHA-256 over the sorted member hashes. */
const audienceListSchema = z.strictObject({
  versionId: idSchema,
  listName: z.string(),
  digest: z.string().regex(SHA256_HEX),
  size: z.number().int().min(0),
});

/** Both given = a customer must be in the list and match the rule. Null = everybody. */
export const audienceSchema = z.strictObject({
  list: audienceListSchema.nullable(),
  rule: conditionSchema.nullable(),
});
export type Audience = z.infer<typeof audienceSchema>;

export const releasePlacementSchema = z.strictObject({
  id: idSchema,
  point: z.string(),
  channel: z.string(),
  /** How the point shows things; absent before it was sealed: then it is the point's own, which never changes. */
  format: z.string().optional(),
  startsAt: z.iso.datetime(),
  endsAt: z.iso.datetime(),
  tier: tierSchema,
  lever: leverSchema,
  audience: audienceSchema.nullable(),
});
export type ReleasePlacement = z.infer<typeof releasePlacementSchema>;

export const RELEASE_KINDS = ['STANDARD', 'STANDARD_PLACEMENT', 'LOCAL'] as const;
export type ReleaseKind = (typeof RELEASE_KINDS)[number];

const versionReference = z.strictObject({
  campaignId: idSchema,
  number: z.string(),
  versionId: idSchema,
  version: z.number().int().min(1),
});

const assetReference = z.strictObject({
  sha256: z.string().regex(SHA256_HEX),
  mime: z.string(),
  width: z.number().int(),
  height: z.number().int(),
  bytes: z.number().int(),
  /** SHA-256 of the upload that this is a cut of; absent for an upload, and before there were cuts. */
  of: z.string().regex(SHA256_HEX).optional(),
});

/** A city's release that a mandatory push replaces, and the hash of the one that takes its place. */
const correctionSchema = z.strictObject({
  tenant: tenantCodeSchema,
  campaignId: idSchema,
  number: z.string(),
  title: z.string(),
  replaces: z.string().regex(SHA256_HEX),
  hash: z.string().regex(SHA256_HEX),
});
export type ListedCorrection = z.infer<typeof correctionSchema>;

/**
 * The unit of approval and the only thing the decision engine serves: everything that a customer
 * will see, where, when and who, resolved. Its canonical text is stored exactly and hashed.
 */
export const releaseDocumentSchema = z.strictObject({
  schema: z.literal('xietong.release/1'),
  tenant: z.strictObject({ code: tenantCodeSchema, kind: z.enum(['PROVINCE', 'CITY']) }),
  subject: z.strictObject({
    kind: z.enum(RELEASE_KINDS),
    campaignId: idSchema,
    number: z.string(),
    title: z.string(),
    versionId: idSchema,
    version: z.number().int().min(1),
    base: versionReference.nullable(),
  }),
  cityDefault: cityDefaultSchema.nullable(),
  content: contentSchema,
  assets: z.array(assetReference),
  renderers: z.record(z.string(), z.string()),
  /** Sender of its messages; absent before it was sealed. */
  smsSignature: z.string().optional(),
  placements: z.array(releasePlacementSchema).max(50),
  offer: offerValueSchema.nullable(),
  /** How a standard reaches the cities; absent = optional, for all of them. */
  push: pushSchema.optional(),
  /** What a mandatory push makes of the cities' releases: its approval binds to these hashes. Absent = nothing. */
  corrections: z.array(correctionSchema).min(1).max(1000).optional(),
});
export type ReleaseDocument = z.infer<typeof releaseDocumentSchema>;

/** Sender of every message until releases sealed it: those of then go on with what they were approved with. */
const FORMER_SMS_SIGNATURE = '演示';

/** The sender of a release's messages, as it was approved. */
export function signatureOf({ smsSignature }: Pick<ReleaseDocument, 'smsSignature'>): string {
  return smsSignature ?? FORMER_SMS_SIGNATURE;
}

const RELEASE_HASH_DOMAIN = 'xietong.release.v1';

/** A release as it is stored: the exact canonical text (RFC 8785) and its domain-separated SHA-256. */
export interface SealedRelease {
  readonly text: string;
  readonly hash: string;
}

export function sealRelease(document: ReleaseDocument): SealedRelease {
  const text = canonicalJson(document);
  return { text, hash: domainHash(RELEASE_HASH_DOMAIN, text) };
}

/** Whether a stored text is the one that a hash was approved for. */
export function isSealIntact(release: SealedRelease): boolean {
  return domainHash(RELEASE_HASH_DOMAIN, release.text) === release.hash;
}
