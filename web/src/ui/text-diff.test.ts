import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { textDiff } from './text-diff';

describe('the difference of two texts', () => {
  it('is marked letter by letter where they are alike', () => {
    expect(textDiff('手机报每月 3 元', '手机报每月 5 元')).toEqual([
      { text: '手机报每月 ', kind: 'same' },
      { text: '3', kind: 'removed' },
      { text: '5', kind: 'added' },
      { text: ' 元', kind: 'same' },
    ]);
  });

  it('is one text for another where they are not', () => {
    expect(textDiff('每天早晚两期', '充50送话费')).toEqual([
      { text: '每天早晚两期', kind: 'removed' },
      { text: '充50送话费', kind: 'added' },
    ]);
  });

  it('holds both texts whole, whatever they are', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (before, after) => {
        const parts = textDiff(before, after);
        const join = (without: string) =>
          parts.flatMap(({ kind, text }) => (kind === without ? [] : [text])).join('');
        return join('added') === before && join('removed') === after;
      }),
    );
  });
});
