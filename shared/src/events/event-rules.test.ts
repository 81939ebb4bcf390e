import { describe, expect, it } from 'vitest';
import { placeEvent } from './event-rules';
import type { EventInput } from './event-schema';

const now = new Date('2026-11-22T02:00:00.000Z');
const key = { channel: 'web', cities: new Set(['320100']) };
const decision = { channel: 'web', city: '320100', business: 'MPAPER', expiresAt: now.getTime() + 1000 };
const event = (over: Partial<EventInput> = {}): EventInput => ({
  id: 'e1',
  type: 'click',
  at: now.toISOString(),
  ...over,
});

describe('where an event counts', () => {
  it('is the city and offer of its decision', () => {
    expect(placeEvent(event(), decision, key, now)).toEqual({
      ok: true,
      value: { city: '320100', business: 'MPAPER' },
    });
  });
  it('is what an order or transaction without a decision says', () => {
    const order = event({ type: 'order', business: 'X', city: '320100' });
    expect(placeEvent(order, undefined, key, now)).toEqual({
      ok: true,
      value: { city: '320100', business: 'X' },
    });
  });
  it.each([
    ['EVENT_IN_FUTURE', event({ at: '2026-11-22T02:05:00.001Z' }), decision],
    ['EVENT_TOO_LATE', event({ at: '2026-11-15T01:59:59.999Z' }), decision],
    ['EVENT_DECISION_INVALID', event(), null],
    ['EVENT_DECISION_OF_OTHER_CHANNEL', event(), { ...decision, channel: 'app' }],
    ['EVENT_DECISION_EXPIRED', event(), { ...decision, expiresAt: now.getTime() - 1 }],
    ['EVENT_CITY_MISMATCH', event({ city: '320200' }), decision],
    ['EVENT_CITY_UNKNOWN', event(), { ...decision, city: '320200' }],
    ['EVENT_DECISION_REQUIRED', event(), undefined],
    ['EVENT_BUSINESS_REQUIRED', event({ type: 'order', city: '320100' }), undefined],
    ['EVENT_CITY_REQUIRED', event({ type: 'transaction', business: 'X' }), undefined],
    ['EVENT_CITY_UNKNOWN', event({ type: 'order', business: 'X', city: '320200' }), undefined],
  ])('is nowhere: %s', (code, input, reference) => {
    expect(placeEvent(input, reference, key, now)).toMatchObject({ ok: false, code });
  });
  it('takes what happened exactly at the edges', () => {
    expect(
      placeEvent(
        event({ at: '2026-11-22T02:05:00.000Z' }),
        { ...decision, expiresAt: now.getTime() + 300_000 },
        key,
        now,
      ).ok,
    ).toBe(true);
    expect(placeEvent(event({ at: '2026-11-15T02:00:00.000Z' }), decision, key, now).ok).toBe(true);
  });
});
