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

  it('takes dates, times and numbers whole', () => {
    expect(textDiff('2026-10-30 – 2027-02-27', '2026-11-30 – 2027-02-27')).toEqual([
      { text: '2026-10-30', kind: 'removed' },
      { text: '2026-11-30', kind: 'added' },
      { text: ' – 2027-02-27', kind: 'same' },
    ]);
    expect(textDiff('每月 1,200 元，限 10 份', '每月 1,250 元，限 12 份')).toEqual([
      { text: '每月 ', kind: 'same' },
      { text: '1,200', kind: 'removed' },
      { text: '1,250', kind: 'added' },
      { text: ' 元，限 ', kind: 'same' },
      { text: '10', kind: 'removed' },
      { text: '12', kind: 'added' },
      { text: ' 份', kind: 'same' },
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
