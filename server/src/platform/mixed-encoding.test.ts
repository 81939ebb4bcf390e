import fc from 'fast-check';
import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { createMixedEncodingCheck } from './mixed-encoding';

const gb = (text: string): Buffer => iconv.encode(text, 'gb18030');
const utf8 = (text: string): Buffer => Buffer.from(text);

function isMixed(bytes: Buffer, piece = bytes.length): boolean {
  const check = createMixedEncodingCheck();
  for (let at = 0; at < bytes.length; at += Math.max(1, piece))
    check.add(bytes.subarray(at, at + Math.max(1, piece)));
  return check.isMixed();
}

/** Names of the common characters, and of rare ones whose bytes can be UTF-8. */
const name = fc.array(fc.integer({ min: 0x4e00, max: 0x9fa5 }), { minLength: 1, maxLength: 4 });
const line = name.map((codes) => `${String.fromCodePoint(...codes)},15400000001\n`);

describe('a text that is not UTF-8 as a whole', () => {
  it('is mixed where lines of it are', () => {
    expect(isMixed(Buffer.concat([utf8('姓名,号码\n'), gb('张三,15400000001\n')]))).toBe(true);
    expect(isMixed(Buffer.concat([gb('姓名,号码\r\n'), utf8('李四,15400000001')]))).toBe(true);
    expect(isMixed(Buffer.concat([utf8('号码，１\n'.repeat(5_000)), gb('王五,15400000001\n')]))).toBe(true);
  });

  it('is mixed where a single cell among thousands is', () => {
    const many = gb('公司,张三,联系\n'.repeat(5_000));
    expect(isMixed(many)).toBe(false);
    for (const cell of ['张三', '王小明', '李四·A组', '“华为”终端', '（一）'])
      for (const row of [utf8(`甲,${cell},154\n`), Buffer.concat([gb('南京,'), utf8(cell), gb(';联系\n')])])
        expect(isMixed(Buffer.concat([many, row, many])), cell).toBe(true);
  });

  it('is GB18030 where it is nothing else, also where a word of it happens to read as UTF-8', () => {
    expect(isMixed(gb('姓名,号码\n张三,15400000001\n'))).toBe(false);
    // two characters that are two letters of another alphabet in UTF-8
    expect(isMixed(gb('公司\n联系\n通知\n'))).toBe(false);
    // 娅笙啊 and its like: two characters of UTF-8, once among thousands
    const chance = Buffer.from('e6aBb8e5b0a1'.toLowerCase(), 'hex');
    expect(isMixed(Buffer.concat([chance, gb(`\n${'张三\n'.repeat(3_000)}`)]))).toBe(false);
  });

  it('is told the same in whatever pieces it comes', () => {
    fc.assert(
      fc.property(
        fc.array(line, { minLength: 1, maxLength: 20 }),
        fc.array(line, { minLength: 1, maxLength: 20 }),
        fc.integer({ min: 1, max: 40 }),
        (one, other, piece) => {
          const both = Buffer.concat([gb(one.join('')), utf8(other.join(''))]);
          expect(isMixed(both, piece)).toBe(true);
          expect(isMixed(both)).toBe(true);
        },
      ),
      { numRuns: 100 },
    );
  });
});
