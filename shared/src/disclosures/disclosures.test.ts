import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  askDisclosureSchema,
  checkAuthoriser,
  checkNoneUnderWay,
  checkTaking,
  checkUndecided,
  disclosureExpiry,
  disclosureState,
  DOWNLOAD_MINUTES,
  MOST_BROKEN_DOWNLOADS,
} from './index';
import type { DisclosureFacts } from './index';

const NOW = new Date('2026-11-28T02:00:00.000Z');
const after = (hours: number) => new Date(NOW.getTime() + hours * 3_600_000);
const facts = (more: Partial<DisclosureFacts>): DisclosureFacts => ({
  ...{ state: 'AUTHORISED', askedAt: after(-2), expiresAt: after(1), maxDownloads: 1, done: 0, broken: 0 },
  ...more,
});

describe('the state of a request', () => {
  it.each([
    [{ state: 'ASKED' as const, askedAt: after(-7 * 24 + 0.001) }, 'ASKED'],
    [{ state: 'ASKED' as const, askedAt: after(-7 * 24) }, 'LAPSED'],
    [{ expiresAt: after(0.001) }, 'AUTHORISED'],
    [{ expiresAt: after(0) }, 'EXPIRED'],
    [{ done: 1 }, 'USED_UP'],
    [{ done: 1, maxDownloads: 2 }, 'AUTHORISED'],
    [{ state: 'REVOKED' as const }, 'REVOKED'],
  ])('%j is %s', (more, state) => {
    expect(disclosureState(facts(more), NOW)).toBe(state);
  });

  it('is never in force without an authorisation, whatever the rest says', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('ASKED' as const, 'REFUSED' as const, 'WITHDRAWN' as const, 'REVOKED' as const),
        fc.integer({ min: -400, max: 400 }),
        fc.nat(3),
        (state, hours, done) => {
          expect(checkTaking(facts({ state, expiresAt: after(hours), done }), NOW).ok).toBe(false);
        },
      ),
    );
  });

  it('ends an authorisation so many hours after it was given', () => {
    expect(disclosureExpiry(24, NOW)).toEqual(after(24));
  });
});

describe('handing out', () => {
  it.each([
    [{}, null],
    [{ done: 1 }, 'DISCLOSURE_USED_UP'],
    [{ expiresAt: after(-1) }, 'DISCLOSURE_NOT_IN_FORCE'],
    [{ state: 'REVOKED' as const }, 'DISCLOSURE_NOT_IN_FORCE'],
    [{ broken: MOST_BROKEN_DOWNLOADS }, null],
    [{ broken: MOST_BROKEN_DOWNLOADS + 1 }, 'DISCLOSURE_BROKEN_OFF'],
  ])('with %j: %s', (more, code) => {
    const result = checkTaking(facts(more), NOW);
    expect(result.ok ? null : result.code).toBe(code);
  });
});

it('lets another download begin when one that began would have to stop, and no earlier', () => {
  const lasts = DOWNLOAD_MINUTES / 60;
  expect(checkNoneUnderWay(NOW, after(lasts)).ok).toBe(true);
  expect(checkNoneUnderWay(NOW, after(lasts - 0.001))).toMatchObject({
    ...{ ok: false, code: 'DISCLOSURE_UNDER_WAY', params: { minutes: 1 } },
  });
  expect(checkNoneUnderWay(NOW, NOW)).toMatchObject({ params: { minutes: DOWNLOAD_MINUTES } });
});

describe('a second person', () => {
  it.each([
    ['a', ['b'], 'a', 'DISCLOSURE_BY_REQUESTER'],
    ['a', ['d', 'b'], 'b', 'DISCLOSURE_BY_IMPORTER'],
    ['a', ['b'], 'c', null],
    ['a', [], 'c', null],
  ])('asked by %s, imported by %j, authorised by %s: %s', (askedBy, importers, personId, code) => {
    const result = checkAuthoriser({ askedBy, importers }, personId);
    expect(result.ok ? null : result.code).toBe(code);
  });

  it('decides what waits, and nothing else', () => {
    const codeOf = (more: Partial<DisclosureFacts>) => {
      const result = checkUndecided(facts(more), NOW);
      return result.ok ? null : result.code;
    };
    expect(codeOf({ state: 'ASKED' })).toBeNull();
    expect(codeOf({ state: 'ASKED', askedAt: after(-200) })).toBe('DISCLOSURE_LAPSED');
    expect(codeOf({})).toBe('DISCLOSURE_DECIDED');
  });
});

describe('what is asked for', () => {
  const given = {
    kind: 'LIST',
    id: '01a00000-0000-7000-8000-000000000000',
    purpose: 'OTHER',
    purposeNote: 'x',
    recipient: 'y',
  };
  it('is for a day and one download unless it says otherwise, and never for longer than a week', () => {
    expect(askDisclosureSchema.parse(given)).toMatchObject({ hours: 24, downloads: 1 });
    expect(askDisclosureSchema.safeParse({ ...given, hours: 169 }).success).toBe(false);
    expect(askDisclosureSchema.safeParse({ ...given, downloads: 4 }).success).toBe(false);
    expect(askDisclosureSchema.safeParse({ ...given, purposeNote: ' ' }).success).toBe(false);
  });
  it('shows the number of one customer once', () => {
    expect(askDisclosureSchema.safeParse({ ...given, kind: 'NUMBER', downloads: 2 }).success).toBe(false);
  });
});
