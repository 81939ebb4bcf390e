import { describe, expect, it } from 'vitest';
import {
  canonicalJson,
  domainHash,
  isStorableText,
  lastDayOfWindow,
  maskPhone,
  normalisePhone,
  shanghaiDate,
  storableText,
  unstorablePath,
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

describe('a text from outside', () => {
  it('can be held unless it has NUL or half a character, and is mended there alone', () => {
    for (const odd of ['\u0000', 'a\ud800', '\udfffb', '\udc00\ud800']) {
      expect(isStorableText(odd)).toBe(false);
      expect(isStorableText(storableText(odd))).toBe(true);
    }
    expect(storableText('a\u0000\ud800😀\udfff')).toBe('a\ufffd\ufffd😀\ufffd');
    for (const fine of ['', '手机报', '😀', '\u0001', '\ufffd']) {
      expect(isStorableText(fine)).toBe(true);
      expect(storableText(fine)).toBe(fine);
    }
  });
  it('is found in a value at any depth, as a key, too', () => {
    expect(unstorablePath({ a: 1, b: ['x', { c: '\u0000' }] })).toEqual(['b', '1', 'c']);
    expect(unstorablePath([{ 'k\ud800': 1 }])).toEqual(['0', 'k\ufffd']);
    expect(unstorablePath('\ud800')).toEqual([]);
    expect(unstorablePath({ a: [null, 1, 'fine'], b: undefined })).toBeNull();
    let deep: unknown = '\u0000';
    for (let n = 0; n < 200_000; n += 1) deep = [deep];
    expect(unstorablePath(deep)).toHaveLength(32);
  });
});

describe('canonical JSON', () => {
  it('sorts keys and keeps no space', () => {
    expect(canonicalJson({ b: 1, a: [true, null, '中'] })).toBe('{"a":[true,null,"中"],"b":1}');
  });
  it('has no form for half a character, wherever it stands, and one for a backslash before such letters', () => {
    for (const half of ['\ud800', 'x\udfffx', '\\\ud800', '\udc00\ud800'])
      for (const value of [half, [half], { [half]: 1 }, { a: { b: [half] } }])
        expect(() => canonicalJson(value)).toThrow(TypeError);
    for (const whole of ['\\ud800', '\\\\ud800', '\ud83d\ude00', 'ud800', '\u0000'])
      expect(JSON.parse(canonicalJson({ [whole]: whole }))).toEqual({ [whole]: whole });
  });
  it('separates domains', () => {
    expect(domainHash('a', 'x')).not.toBe(domainHash('b', 'x'));
    expect(domainHash('a', 'x')).toMatch(/^[0-9a-f]{64}$/);
  });
});
