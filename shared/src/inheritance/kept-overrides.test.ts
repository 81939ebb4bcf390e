import { expect, it } from 'vitest';
import { keepOverrides } from './index';
import type { ArchivedOverride } from './index';

const words = (fieldId: string, value: string): ArchivedOverride => ({
  fieldId,
  role: 'body',
  labels: { zh: '正文', en: 'Body' },
  override: { value, setBy: 'NJ-OPS-01' },
  because: 'LOCKED',
});
const first = { at: '2026-11-20T02:00:00.000Z', standardVersion: 2 };
const second = { at: '2026-11-22T02:00:00.000Z', standardVersion: 3 };

it('adds what gives way behind what gave way before, each with its time and standard', () => {
  const kept = keepOverrides(keepOverrides([], [words('a', '甲')], first), [words('b', '乙')], second);
  expect(kept).toEqual([
    { ...words('a', '甲'), ...first },
    { ...words('b', '乙'), ...second },
  ]);
});

it('keeps words that give way once more once, and other words of the same field beside them', () => {
  const kept = keepOverrides([], [words('a', '甲'), words('a', '乙')], first);
  expect(keepOverrides(kept, [words('a', '甲')], second)).toEqual([
    { ...words('a', '乙'), ...first },
    { ...words('a', '甲'), ...second },
  ]);
});

it('leaves records without a time as they are', () => {
  expect(keepOverrides([words('a', '甲')], [], second)).toEqual([words('a', '甲')]);
});
