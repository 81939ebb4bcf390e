import { isUtf8 } from 'node:buffer';
import fc from 'fast-check';
import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { isChineseInUtf8, isCommonInGb18030 } from './common-characters';

/** The everyday half of GB2312. */
const EVERYDAY = [
  ...iconv.decode(
    Buffer.from(
      Array.from({ length: 0xd7 - 0xb0 + 1 }, (_, row) =>
        Array.from({ length: 94 }, (_cell, cell) => [0xb0 + row, 0xa1 + cell]).flat(),
      ).flat(),
    ),
    'gb18030',
  ),
].filter((character) => /\p{Script=Han}/u.test(character));
const word = fc
  .array(fc.constantFrom(...EVERYDAY), { minLength: 1, maxLength: 4 })
  .map((all) => all.join(''));

describe('words that are both UTF-8 and GB18030', () => {
  it('are taken for what they were written as', () => {
    fc.assert(
      fc.property(word, (text) => {
        expect(isChineseInUtf8(Buffer.from(text))).toBe(true);
        expect(isCommonInGb18030(Buffer.from(text))).toBe(false);
        const other = iconv.encode(text, 'gb18030');
        if (isUtf8(other)) expect(isChineseInUtf8(other)).toBe(false);
      }),
      { numRuns: 2_000 },
    );
  });

  it('are GB18030 where they are letters of nobody in UTF-8, and not where they are letters of the West', () => {
    for (const text of ['状态', 'customerID,状态\n1,通知\n']) {
      expect(isUtf8(iconv.encode(text, 'gb18030'))).toBe(true);
      expect(isCommonInGb18030(iconv.encode(text, 'gb18030'))).toBe(true);
    }
    for (const text of ['José Müller', '£5 ½', 'вода', '枸谱', 'plain'])
      expect(isCommonInGb18030(Buffer.from(text)), text).toBe(false);
  });
});
