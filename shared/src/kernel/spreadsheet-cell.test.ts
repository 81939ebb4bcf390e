import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csvLine, safeCell } from './spreadsheet-cell';

describe('a cell of a spreadsheet', () => {
  it.each([
    '=1+1',
    '+86',
    '-1',
    '@SUM(A1)',
    '\t=1',
    '\r=1',
    ' =1',
    '\u00a0=1',
    '＝1',
    '=',
    "=cmd|' /C calc'!A0",
  ])('never starts a formula: %j', (text) => {
    expect(safeCell(text)).toBe(`'${text}`);
  });
  it.each(['', '南京', '154****0001', '1+1', "'=1", 'a@b'])('is left alone otherwise: %j', (text) => {
    expect(safeCell(text)).toBe(text);
  });
  it('never starts with what starts a formula, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => !/^[=+\-@]/.test(safeCell(text).trimStart())),
    );
  });
});

describe('a line of a CSV file', () => {
  it('quotes what would break it, and tells numbers from texts', () => {
    expect(csvLine(['a,b', 'he said "no"', 'x\ny', ' z', null, 3, -1.5, '-1.5', { plain: '-0.50%' }])).toBe(
      `"a,b","he said ""no""","x\ny"," z",,3,-1.5,'-1.5,-0.50%`,
    );
  });
});
