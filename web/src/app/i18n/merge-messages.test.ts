import { expect, it } from 'vitest';
import { mergeMessages } from './merge-messages';

it('lets trees share a branch', () => {
  expect(mergeMessages([{ errors: { A: 'a' } }, { errors: { B: 'b' } }])).toEqual({
    errors: { A: 'a', B: 'b' },
  });
});

it('takes keys that every object inherits', () => {
  expect(mergeMessages([{ ui: { valueOf: 'v', constructor: 'c' } }])).toEqual({
    ui: { valueOf: 'v', constructor: 'c' },
  });
});

it('refuses two texts for one key', () => {
  expect(() => mergeMessages([{ a: { b: '1' } }, { a: { b: '2' } }])).toThrow('a.b');
});
