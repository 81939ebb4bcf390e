import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkNumber, guessHeader, guessNumberColumn, maskCell, previewCell } from './index';

describe('a cell of a list', () => {
  it.each([
    ['15400000001', '15400000001'],
    [' +86 154-0000-0001 ', '15400000001'],
    ['8615400000001', '15400000001'],
    ['１５４０００００００１', '15400000001'],
  ])('%j is the number %s', (cell, number) => {
    expect(checkNumber(cell)).toEqual({ ok: true, number });
  });

  it.each([
    [undefined, 'NO_CELL'],
    ['', 'BLANK'],
    [' - ', 'BLANK'],
    ['n/a', 'NOT_A_NUMBER'],
    ['="15400000001"', 'FORMULA'],
    [' ＝A1+1', 'FORMULA'],
    ['1.54E+10', 'NOT_A_NUMBER'],
    ['1540000000', 'WRONG_LENGTH'],
    ['154000000011', 'WRONG_LENGTH'],
    ['12400000001', 'NOT_MOBILE'],
    ['+8612400000001', 'NOT_MOBILE'],
  ])('%j is refused: %s', (cell, reason) => {
    expect(checkNumber(cell)).toEqual({ ok: false, reason });
  });

  it('never shows all of itself in a report, unless it has one character', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 2, maxLength: 40 }), (cell) => {
        // what is hidden is shown as that very character
        if ([...cell.trim()].length < 2 || cell.includes('*')) return;
        expect(maskCell(cell)).toContain('*');
        expect(maskCell(cell)).not.toBe(cell.trim());
      }),
    );
  });

  it('shows no number in a preview', () => {
    expect(previewCell('154 0000 0001')).toBe('154****0001');
    expect(previewCell('025-84400001')).toBe('025*******01');
    expect(previewCell('=15400000001*1.0')).toBe('=154******01*1.0');
    expect(previewCell('2283.3')).toBe('2283.3');
    expect(previewCell('7590-VHVEG')).toBe('7590-VHVEG');
  });
});

describe('guesses about a file', () => {
  it('finds the column with most numbers', () => {
    expect(guessNumberColumn([['a', '15400000001'], ['15400000002', '15400000003'], ['x']])).toBe(1);
    expect(guessNumberColumn([['a'], ['b']])).toBeNull();
  });

  it('takes a first row without long digits for the names of the columns', () => {
    expect(guessHeader([['name', 'phone']])).toBe(true);
    expect(guessHeader([['A', '154 0000 0001']])).toBe(false);
    expect(guessHeader([])).toBe(false);
  });
});
