import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalAuditEvent, changedFields, redact, redactText, type AuditEvent } from './index';

const event: AuditEvent = {
  schema: 'xietong.audit/1',
  id: '0192f0c1-2345-7000-8000-13912345678a',
  at: '2026-11-22T03:04:05.678Z',
  actor: { kind: 'PERSON', id: '0192f0c1-0000-7000-8000-000000000001', name: '市运营 NJ-OPS-01' },
  tenant: '320100',
  act: 'localCampaigns.submit',
  subject: { type: 'LocalCampaign', id: '0192f0c1-0000-7000-8000-000000000002' },
  before: { state: 'DRAFT' },
  after: { state: 'IN_REVIEW' },
  requestId: 'r-1',
  address: '203.0.113.7',
  result: 'SUCCESS',
  code: null,
};

describe('the canonical form of an audit event', () => {
  it('is one text whatever the order of the keys, and its RFC 6962 leaf hash', () => {
    const { text, leafHash } = canonicalAuditEvent(event);
    const reordered = Object.fromEntries(Object.entries(event).toReversed()) as AuditEvent;
    expect(canonicalAuditEvent(reordered).text).toBe(text);
    expect(text.startsWith('{"act":"localCampaigns.submit","actor":{"id":"0192f0c1')).toBe(true);
    const leaf = createHash('sha256')
      .update(Buffer.from([0]))
      .update(text, 'utf8')
      .digest();
    expect(Buffer.from(leafHash)).toEqual(leaf);
  });

  it('has a fixed shape', () => {
    expect(() => canonicalAuditEvent({ ...event, at: '2026-11-22T03:04:05Z' })).toThrow();
    expect(() => canonicalAuditEvent({ ...event, act: 'Submit it' })).toThrow();
    expect(() => canonicalAuditEvent({ ...event, extra: 1 } as AuditEvent)).toThrow();
  });

  it('keeps no phone number and no secret, wherever they stand', () => {
    const { text } = canonicalAuditEvent({
      ...event,
      actor: { ...event.actor, name: 'called 15400000001' },
      subject: { type: 'Subscriber', id: '15400000001' },
      after: {
        note: 'ring +86 154 0000 0001 or 154-0000-0001, １５４００００００01',
        list: [{ phone: '15400000001' }, 15400000001],
        newPassword: 'Xietong-demo-154',
        sessionToken: 'abc',
        keySecret: 'abc',
        '15400000001': true,
      },
    });
    expect(text).not.toMatch(/1540?\s?-?0000|abc|demo-154/);
    expect(text).toContain('154****0001');
  });

  it('masks every mobile number inside every text', () => {
    const mobile = fc
      .tuple(fc.integer({ min: 3, max: 9 }), fc.integer({ min: 0, max: 999_999_999 }))
      .map(([second, rest]) => `1${second}${String(rest).padStart(9, '0')}`);
    const around = fc.string().map((text) => text.replace(/[\d\s+-]/g, ''));
    fc.assert(
      fc.property(around, mobile, around, (head, number, tail) => {
        expect(redactText(`${head}${number}${tail}`)).not.toContain(number);
      }),
    );
  });

  it('leaves ids, hashes, instants and money alone', () => {
    const hash = 'a13912345678'.padEnd(64, 'b');
    expect(redactText(hash)).toBe(hash);
    expect(redactText(event.id)).toBe(event.id);
    expect(redact({ at: new Date(0), fen: 500, big: 2n ** 60n, ms: 1_795_000_000_000 })).toEqual({
      at: '1970-01-01T00:00:00.000Z',
      fen: 500,
      big: '1152921504606846976',
      ms: 1_795_000_000_000,
    });
  });
});

describe('changed fields', () => {
  it('keeps only what differs, and null for what is missing on one side', () => {
    const changed = changedFields(
      { title: 'a', state: 'DRAFT', tags: [1] },
      { title: 'b', tags: [1], gift: 'x' },
    );
    expect(changed).toEqual({
      before: { title: 'a', state: 'DRAFT', gift: null },
      after: { title: 'b', state: null, gift: 'x' },
    });
  });
  it('keeps everything of a thing that is new or gone', () => {
    expect(changedFields(undefined, { title: 'a', none: undefined })).toEqual({
      before: null,
      after: { title: 'a' },
    });
    expect(changedFields({ title: 'a' }, undefined)).toEqual({ before: { title: 'a' }, after: null });
  });
});
