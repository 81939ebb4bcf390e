import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';
import type { Secrets } from '../config/secrets';

/**
 * The one place where subscribers' numbers become what is stored of them. Numbers are plain 11
 * digits, as `normalisePhone` gives them.
 */
export interface NumberVault {
  /** Stored beside every hash, so that keys can be rotated over the encrypted numbers. */
  readonly keyVersion: number;
  /** HMAC-SHA-256 of the 11 digits: 32 bytes, the same for the same number. */
  hash(number: string): Buffer;
  /** AES-256-GCM: 12 bytes nonce, cipher text, 16 bytes tag. */
  encrypt(number: string): Buffer;
  /** @throws Error when the bytes were not made by this key, or were altered */
  decrypt(bytes: Buffer): string;
}

const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const CONTEXT = Buffer.from('xietong.number.v1');

/** The hash of a vault by itself, for a thread that only hashes. `key`: of the purpose `phone-hmac`. */
export function numberHash(key: Buffer): NumberVault['hash'] {
  return (number) => createHmac('sha256', key).update(number, 'ascii').digest();
}

export function createNumberVault(secrets: Secrets): NumberVault {
  const cipherKey = secrets.key('phone-encryption');
  return {
    keyVersion: secrets.keyVersion,
    hash: numberHash(secrets.key('phone-hmac')),
    encrypt: (number) => {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv('aes-256-gcm', cipherKey, nonce).setAAD(CONTEXT);
      return Buffer.concat([nonce, cipher.update(number, 'ascii'), cipher.final(), cipher.getAuthTag()]);
    },
    decrypt: (bytes) => {
      const decipher = createDecipheriv('aes-256-gcm', cipherKey, bytes.subarray(0, NONCE_BYTES), {
        authTagLength: TAG_BYTES,
      });
      decipher.setAAD(CONTEXT).setAuthTag(bytes.subarray(-TAG_BYTES));
      const text = bytes.subarray(NONCE_BYTES, -TAG_BYTES);
      return Buffer.concat([decipher.update(text), decipher.final()]).toString('ascii');
    },
  };
}

/** The first 53 bits of a number's hash, an exact integer: what in-memory indexes of members hold. */
export function memberKeyOf(hash: Buffer): number {
  return hash.readUIntBE(0, 6) * 32 + (hash.readUInt8(6) >>> 3);
}
