import { randomBytes } from 'node:crypto';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createDecisionTokens } from './decision-token';
import type { DecisionToken } from './decision-token';

const tokens = createDecisionTokens(randomBytes(32));
const sample: DecisionToken = {
  channel: 'web',
  city: '320100',
  point: 'home-banner',
  format: 'banner',
  placementId: '0197f0a0-0000-7000-8000-000000000001',
  releaseId: '0197f0a0-0000-7000-8000-000000000002',
  campaignNumber: '320100-2026-0001',
  campaignTenant: '320100',
  business: 'MPAPER',
  numberHash: randomBytes(32).toString('base64url'),
  fallback: false,
  expiresAt: 1_800_000_000_000,
};

describe('a decision token', () => {
  it('says what was sealed', () => {
    expect(tokens.open(tokens.seal(sample))).toEqual(sample);
  });
  it('shows no identifier and is never the same twice', () => {
    const sealed = tokens.seal(sample);
    expect(Buffer.from(sealed, 'base64url').toString('latin1')).not.toContain('320100');
    expect(tokens.seal(sample)).not.toBe(sealed);
  });
  it('is nothing once a byte of it is changed', () => {
    const sealed = Buffer.from(tokens.seal(sample), 'base64url');
    fc.assert(
      fc.property(fc.nat(sealed.length - 1), fc.integer({ min: 1, max: 255 }), (position, flip) => {
        const changed = Buffer.from(sealed);
        changed.writeUInt8(changed.readUInt8(position) ^ flip, position);
        expect(tokens.open(changed.toString('base64url'))).toBeNull();
      }),
    );
  });
  it.each(['', 'AQ', 'not a token', 'A'.repeat(400)])('is nothing when it is %j', (text) => {
    expect(tokens.open(text)).toBeNull();
  });
  it('is nothing to another installation', () => {
    expect(createDecisionTokens(randomBytes(32)).open(tokens.seal(sample))).toBeNull();
  });
});
