import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { z } from 'zod';

/** What a decision was, as its events need to know it. Empty text = without. */
export interface DecisionToken {
  readonly channel: string;
  readonly city: string;
  readonly point: string;
  readonly format: string;
  readonly placementId: string | null;
  readonly releaseId: string | null;
  readonly campaignNumber: string;
  readonly campaignTenant: string;
  /** Code of the offer shown. */
  readonly business: string;
  /** Keyed hash of the number, base64url. */
  readonly numberHash: string | null;
  readonly fallback: boolean;
  /** Last instant for events of it, in ms. */
  readonly expiresAt: number;
}

const fieldsSchema = z.tuple([
  z.string(),
  z.string(),
  z.string(),
  z.string(),
  z.string().nullable(),
  z.string().nullable(),
  z.string(),
  z.string(),
  z.string(),
  z.string().nullable(),
  z.boolean(),
  z.number(),
]);

const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const FORMAT = Buffer.from([1]);

/**
 * Seals decisions into tokens by authenticated encryption (AES-256-GCM): nobody outside can read an
 * identifier in one, make one or change one. Layout: format byte, nonce, cipher text, tag; base64url.
 */
export function createDecisionTokens(key: Buffer) {
  return {
    seal(token: DecisionToken): string {
      const fields: z.infer<typeof fieldsSchema> = [
        token.channel,
        token.city,
        token.point,
        token.format,
        token.placementId,
        token.releaseId,
        token.campaignNumber,
        token.campaignTenant,
        token.business,
        token.numberHash,
        token.fallback,
        token.expiresAt,
      ];
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv('aes-256-gcm', key, nonce);
      cipher.setAAD(FORMAT);
      const sealed = Buffer.concat([cipher.update(JSON.stringify(fields), 'utf8'), cipher.final()]);
      return Buffer.concat([FORMAT, nonce, sealed, cipher.getAuthTag()]).toString('base64url');
    },

    /** What a token says, or null for one that is not ours, whole and unchanged. */
    open(text: string): DecisionToken | null {
      const bytes = Buffer.from(text, 'base64url');
      if (bytes.length <= FORMAT.length + NONCE_BYTES + TAG_BYTES || bytes[0] !== FORMAT[0]) return null;
      const nonce = bytes.subarray(FORMAT.length, FORMAT.length + NONCE_BYTES);
      const decipher = createDecipheriv('aes-256-gcm', key, nonce);
      decipher.setAAD(FORMAT);
      decipher.setAuthTag(bytes.subarray(bytes.length - TAG_BYTES));
      try {
        const plain = Buffer.concat([
          decipher.update(bytes.subarray(FORMAT.length + NONCE_BYTES, bytes.length - TAG_BYTES)),
          decipher.final(),
        ]);
        return tokenOf(fieldsSchema.parse(JSON.parse(plain.toString('utf8'))));
      } catch {
        return null;
      }
    },
  };
}
export type DecisionTokens = ReturnType<typeof createDecisionTokens>;

function tokenOf(fields: z.infer<typeof fieldsSchema>): DecisionToken {
  const [channel, city, point, format, placementId, releaseId, campaignNumber, campaignTenant] = fields;
  const [, , , , , , , , business, numberHash, fallback, expiresAt] = fields;
  return {
    channel,
    city,
    point,
    format,
    placementId,
    releaseId,
    campaignNumber,
    campaignTenant,
    business,
    numberHash,
    fallback,
    expiresAt,
  };
}
