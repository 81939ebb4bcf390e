import { describe, expect, it } from 'vitest';
import {
  canonicalJson,
  domainHash,
  lastDayOfWindow,
  maskPhone,
  normalisePhone,
  shanghaiDate,
  windowContains,
  windowOfDates,
  windowPhase,
} from './index';

describe('time windows', () => {
  const window = windowOfDates('2026-11-01', '2026-11-30');

  it('covers both dates in Shanghai and shows the last day inclusive', () => {
    expect(window).toEqual({
      startsAt: '2026-10-31T16:00:00.000Z',
      endsAt: '2026-11-30T16:00:00.000Z',
    });
    expect(lastDayOfWindow(window)).toBe('2026-11-30');
  });

  it('is half-open: the start is inside, the end is not', () => {
    expect(windowPhase(window, new Date(Date.parse(window.startsAt) - 1))).toBe('BEFORE');
    expect(windowPhase(window, new Date(window.startsAt))).toBe('DURING');
    expect(windowPhase(window, new Date(Date.parse(window.endsAt) - 1))).toBe('DURING');
    expect(windowPhase(window, new Date(window.endsAt))).toBe('AFTER');
  });

  it('contains itself and nothing longer', () => {
    expect(windowContains(window, window)).toBe(true);
    expect(windowContains(window, windowOfDates('2026-11-01', '2026-12-01'))).toBe(false);
  });

  it('turns the date at midnight in Shanghai', () => {
    expect(shanghaiDate(new Date('2026-11-22T15:59:59.999Z'))).toBe('2026-11-22');
    expect(shanghaiDate(new Date('2026-11-22T16:00:00.000Z'))).toBe('2026-11-23');
  });
});

describe('phone numbers', () => {
  it.each([
    '15400000001',
    '+86 154-0000-0001',
    '8615400000001',
    '0086 15400000001',
    ' １５４００００００01 ',
  ])('normalises %s', (text) => {
    expect(normalisePhone(text)).toBe('15400000001');
  });
  it.each(['', '1540000000', '154000000012', '12345678901', 'abc', '+85215400000001'])(
    'refuses %s',
    (text) => {
      expect(normalisePhone(text)).toBeNull();
    },
  );
  it('masks the middle, and all of what is no number', () => {
    expect(maskPhone('15400000001')).toBe('154****0001');
    expect(maskPhone('secret')).toBe('****');
  });
});

describe('canonical JSON', () => {
  it('sorts keys and keeps no space', () => {
    expect(canonicalJson({ b: 1, a: [true, null, '中'] })).toBe('{"a":[true,null,"中"],"b":1}');
  });
  it('separates domains', () => {
    expect(domainHash('a', 'x')).not.toBe(domainHash('b', 'x'));
    expect(domainHash('a', 'x')).toMatch(/^[0-9a-f]{64}$/);
  });
});
