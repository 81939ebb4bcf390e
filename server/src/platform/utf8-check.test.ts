import { isUtf8 } from 'node:buffer';
import fc from 'fast-check';
import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { createUtf8Check } from './utf8-check';

function holds(bytes: Uint8Array, piece: number): boolean {
  const check = createUtf8Check();
  for (let at = 0; at < bytes.length; at += piece) check.add(bytes.subarray(at, at + piece));
  return check.holds();
}

describe('the check for UTF-8', () => {
  it('says the same of pieces as of the whole', () => {
    const text = fc.string({ unit: 'binary' }).map((value) => new TextEncoder().encode(value));
    const piece = fc.integer({ min: 1, max: 7 });
    fc.assert(
      fc.property(fc.oneof(text, fc.uint8Array()), piece, (bytes, size) => {
        expect(holds(bytes, size)).toBe(isUtf8(bytes));
      }),
    );
  });

  it('tells Chinese in GB18030 from Chinese in UTF-8', () => {
    expect(holds(Buffer.from('姓名,手机号码'), 4)).toBe(true);
    expect(holds(iconv.encode('姓名,手机号码', 'gb18030'), 4)).toBe(false);
  });
});
