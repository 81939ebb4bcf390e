import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadSecrets } from './secrets';

describe('loadSecrets', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'xietong-secrets-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  it('makes the file once, for its owner alone, and leaves no draft', () => {
    const first = loadSecrets(folder);
    expect(loadSecrets(folder).text('auth')).toBe(first.text('auth'));
    expect(readdirSync(folder)).toEqual(['secrets.json']);
    if (process.platform !== 'win32') {
      expect(statSync(join(folder, 'secrets.json')).mode & 0o777).toBe(0o600);
    }
  });

  it('derives another key for every purpose', () => {
    const secrets = loadSecrets(folder);
    expect(secrets.key('phone-hmac')).toHaveLength(32);
    expect(secrets.key('phone-hmac')).not.toEqual(secrets.key('phone-encryption'));
  });

  it('refuses a damaged file instead of making new keys', () => {
    writeFileSync(join(folder, 'secrets.json'), '{"keyVersion":1,"masterKey":"short"}');
    expect(() => loadSecrets(folder)).toThrow(/damaged/);
  });

  it('names the folder that cannot be written', () => {
    writeFileSync(join(folder, 'file'), '');
    expect(() => loadSecrets(join(folder, 'file', 'data'))).toThrow(/XIETONG_DATA/);
  });
});
