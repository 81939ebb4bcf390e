import { describe, expect, it } from 'vitest';
import { conflictsOf, mergedParts, type Side } from './three-way';

const base = { title: 'a', body: 'b', gone: 'c' };

describe('two versions of one draft', () => {
  it('lists what differs, and suggests the side that alone was changed', () => {
    const mine = { title: 'mine', body: 'b', added: 1 };
    const theirs = { title: 'theirs', body: 'theirs', gone: 'c' };
    expect(conflictsOf(base, mine, theirs)).toEqual([
      { key: 'title', mine: 'mine', theirs: 'theirs', suggestion: null },
      { key: 'body', mine: 'b', theirs: 'theirs', suggestion: 'theirs' },
      { key: 'added', mine: 1, theirs: undefined, suggestion: 'mine' },
      { key: 'gone', mine: undefined, theirs: 'c', suggestion: 'mine' },
    ]);
  });

  it('finds nothing where both say the same, however they came to it', () => {
    expect(conflictsOf(base, { title: { a: 1, b: 2 } }, { title: { b: 2, a: 1 } })).toEqual([]);
  });

  it('takes every part from the side that was chosen', () => {
    const values = [undefined, 0, 1, 2];
    for (const from of values)
      for (const mine of values)
        for (const theirs of values)
          for (const side of ['mine', 'theirs'] satisfies Side[]) {
            const parts = (value: unknown) => (value === undefined ? {} : { a: value });
            const entries = conflictsOf(parts(from), parts(mine), parts(theirs));
            const choices = Object.fromEntries(entries.map(({ key }) => [key, side]));
            const merged = mergedParts(parts(mine), parts(theirs), choices);
            expect(merged).toEqual(parts(side === 'mine' ? mine : theirs));
          }
  });
});
