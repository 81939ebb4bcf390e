import { describe, expect, it } from 'vitest';
import { formatDateTime, formatRelative } from './date-format';
import { formatBytes, formatCount, formatFen, formatPoints, formatRate } from './number-format';

describe('numbers', () => {
  it.each([
    [0, '¥0.00'],
    [123456, '¥1,234.56'],
    [-135, '−¥1.35'],
  ])('writes %i fen as %s', (fen, text) => expect(formatFen(fen)).toBe(text));

  it('writes a share with two decimals', () => expect(formatRate(0.042)).toBe('4.20%'));
  it('rounds a share as spreadsheets do', () => expect(formatRate(23 / 160)).toBe('14.38%'));

  it('writes by how far a share moved in points', () => expect(formatPoints(-0.005)).toBe('0.50'));

  it.each([
    [999_999, 'zh-CN', '999,999'],
    [12_345_678, 'zh-CN', '1234.57万'],
    [120_000_000, 'zh-CN', '1.2亿'],
    [12_345_678, 'en', '12,345,678'],
  ])('shortens %i in %s to %s', (value, locale, short) => {
    expect(formatCount(value, locale).short).toBe(short);
  });

  it('keeps the exact count beside the short one', () =>
    expect(formatCount(12_345_678, 'zh-CN').exact).toBe('12,345,678'));
  it('writes sizes', () => expect([formatBytes(812), formatBytes(52_428_800)]).toEqual(['812 B', '50 MB']));
});

describe('times', () => {
  it('are in Shanghai whatever the machine', () => {
    expect(formatDateTime('2026-11-22T06:05:07Z')).toBe('2026-11-22 14:05');
    expect(formatDateTime('2026-11-22T16:05:07Z', true)).toBe('2026-11-23 00:05:07');
  });

  it('tell the distance in the language', () => {
    const now = new Date('2026-11-22T09:05:00Z');
    expect(formatRelative('2026-11-22T06:05:00Z', now, 'zh-CN')).toBe('3小时前');
    expect(formatRelative('2026-11-24T09:05:00Z', now, 'en')).toBe('in 2 days');
  });
});
