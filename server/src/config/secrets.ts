import { hkdfSync, randomBytes, randomUUID } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  openSync,
  readFileSync,
  unlinkSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { makeDataFolder, unusable } from './data-folder';
import { StartupError } from './startup-error';
import { words } from './words/words';

const secretsFileSchema = z.object({
  keyVersion: z.literal(1),
  masterKey: z.string().refine((value) => Buffer.from(value, 'base64').length === 32),
});

/** What a derived key is for; a name is never reused for something else. */
export type KeyPurpose =
  | 'phone-hmac'
  | 'phone-encryption'
  | 'membership-hash'
  | 'upload-sealing'
  | 'token-sealing'
  | 'auth'
  | 'known-browsers'
  | 'audit-signing'
  | 'demo-hall-key'
  | 'settings-fingerprint'
  | 'database-role:superuser'
  | 'database-role:owner'
  | 'database-role:app'
  | 'database-role:engine'
  | 'database-role:auth';

/** The keys of one installation; all come from one master key. */
export interface Secrets {
  /** Stored beside everything a key made, so that keys can be rotated. */
  keyVersion: number;
  /** 32 bytes, the same for the same purpose as long as the master key lives. */
  key: (purpose: KeyPurpose) => Buffer;
  /** The same key as 43 URL-safe characters, for passwords and cookies' secrets. */
  text: (purpose: KeyPurpose) => string;
}

/** Secrets over a given 32-byte master key. */
export function secretsFromMasterKey(masterKey: Buffer): Secrets {
  const key = (purpose: KeyPurpose): Buffer =>
    Buffer.from(hkdfSync('sha256', masterKey, 'xietong.secrets.v1', purpose, 32));
  return { keyVersion: 1, key, text: (purpose) => key(purpose).toString('base64url') };
}

/**
 * Reads `<dataFolder>/secrets.json`, making it (mode 0600) when it is missing.
 * Whoever loses a race reads the winner's file.
 * @throws StartupError when the folder or the file cannot be used
 */
export function loadSecrets(dataFolder: string): Secrets {
  const file = join(dataFolder, 'secrets.json');
  makeDataFolder(dataFolder);
  try {
    return secretsFromMasterKey(readMasterKey(file) ?? makeMasterKey(file));
  } catch (error) {
    throw error instanceof StartupError ? error : unusable(dataFolder, error);
  }
}

/**
 * New keys for data that was stored with others would make it unreadable for good.
 * @throws StartupError where the folder has a database and no keys
 */
export function requireKeysOfData(dataFolder: string): void {
  const hasDatabase = ['postgres', 'postgres-location'].some((name) => existsSync(join(dataFolder, name)));
  if (!hasDatabase || existsSync(join(dataFolder, 'secrets.json'))) return;
  throw new StartupError(words().keys.gone(dataFolder));
}

function readMasterKey(file: string): Buffer | null {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
  try {
    return Buffer.from(secretsFileSchema.parse(JSON.parse(text)).masterKey, 'base64');
  } catch {
    throw new StartupError(words().keys.damaged(file));
  }
}

/** A link is made only when the name is free, so the file appears whole or not at all. */
function makeMasterKey(file: string): Buffer {
  const masterKey = randomBytes(32);
  const draft = `${file}.${randomUUID()}`;
  const handle = openSync(draft, 'wx', 0o600);
  try {
    writeSync(
      handle,
      `${JSON.stringify({ keyVersion: 1, masterKey: masterKey.toString('base64') }, null, 2)}\n`,
    );
    fsyncSync(handle);
    closeSync(handle);
    linkSync(draft, file);
    return masterKey;
  } catch (error) {
    const winner = readMasterKey(file);
    if (winner === null) throw error;
    return winner;
  } finally {
    unlinkSync(draft);
  }
}
