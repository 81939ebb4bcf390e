import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { secretsFromMasterKey } from '../config/secrets';
import { createNumberVault, memberKeyOf } from './number-vault';

const secrets = secretsFromMasterKey(Buffer.alloc(32, 7));
const vault = createNumberVault(secrets);

describe('what is stored of a number', () => {
  it('is its HMAC-SHA-256 under the key of the installation', () => {
    const expected = createHmac('sha256', secrets.key('phone-hmac')).update('15400000001').digest();
    expect(vault.hash('15400000001')).toEqual(expected);
    const other = createNumberVault(secretsFromMasterKey(Buffer.alloc(32, 8)));
    expect(other.hash('15400000001')).not.toEqual(expected);
  });

  it('can be read again, and never looks the same twice', () => {
    const [first, second] = [vault.encrypt('15400000001'), vault.encrypt('15400000001')];
    expect(first).not.toEqual(second);
    expect(vault.decrypt(first)).toBe('15400000001');
    expect(first.toString('latin1')).not.toContain('154');
  });

  it('cannot be altered or cut unnoticed', () => {
    const bytes = vault.encrypt('15400000001');
    for (const at of [0, 12, bytes.length - 1]) {
      const altered = Buffer.from(bytes);
      altered.writeUInt8(altered.readUInt8(at) ^ 1, at);
      expect(() => vault.decrypt(altered)).toThrow();
    }
    expect(() => vault.decrypt(bytes.subarray(0, -1))).toThrow();
  });
});

describe('the member key', () => {
  it('is the first 53 bits of the hash', () => {
    expect(memberKeyOf(Buffer.alloc(32, 0xff))).toBe(Number.MAX_SAFE_INTEGER);
    expect(memberKeyOf(Buffer.from('00000000000008'.padEnd(64, 'f'), 'hex'))).toBe(1);
    const hash = vault.hash('15400000001');
    expect(memberKeyOf(hash)).toBe(Number(hash.readBigUInt64BE(0) >> 11n));
  });
});
