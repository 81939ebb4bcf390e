import { describe, expect, it } from 'vitest';
import { decisionRequestSchema, MAX_ATTRIBUTES, MAX_POINTS } from './index';

const request = { requestId: 'r-1', city: '320100', points: ['home-banner'] };
const accepts = (change: Record<string, unknown>) =>
  decisionRequestSchema.safeParse({ ...request, ...change }).success;
const many = (length: number) => Object.fromEntries(Array.from({ length }, (_, n) => [`a${n}`, n]));

describe('a request for a decision', () => {
  it.each([
    {},
    { subscriber: '15400000001', explain: true, consent: {} },
    {
      consent: { personalised: false },
      attributes: { tenure: 3, tags: ['a', 1, null], gone: null, on: true },
    },
    { points: Array.from({ length: MAX_POINTS }, (_, n) => `p-${n}`) },
    { attributes: many(MAX_ATTRIBUTES) },
    { requestId: 'x'.repeat(64) },
  ])('may be %j', (change) => {
    expect(accepts(change)).toBe(true);
  });

  it.each([
    { requestId: '' },
    { requestId: 'x'.repeat(65) },
    { city: 'Nanjing' },
    { points: [] },
    { points: ['a', 'a'] },
    { points: Array.from({ length: MAX_POINTS + 1 }, (_, n) => `p-${n}`) },
    { points: ['Home Banner'] },
    { attributes: many(MAX_ATTRIBUTES + 1) },
    { attributes: { nested: { a: 1 } } },
    { attributes: { nested: [[1]] } },
    { attributes: { number: Number.NaN } },
    { consent: { personalised: 'yes' } },
    { channel: 'web' },
  ])('may not be %j', (change) => {
    expect(accepts(change)).toBe(false);
  });
});
