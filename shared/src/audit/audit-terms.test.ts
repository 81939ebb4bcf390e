import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { auditTerms, termsSought } from './audit-terms';

const at = new Date('2026-11-22T03:04:05.678Z');
/** What a tsquery finds, so far as ours are one. */
const finds = (terms: readonly string[], sought: readonly string[]) =>
  sought.every((each) => {
    const [, lexeme = '', open] = /^'([^']+)'(:\*)?$/.exec(each) ?? [];
    return terms.some((term) => (open ? term.startsWith(lexeme) : term === lexeme));
  });

describe('the terms of an event', () => {
  it('are its words, pairs of Han and when it was, each once and in the order of bytes', () => {
    expect(auditTerms('{"name":"南京运营 NJ-OPS-01","n":"充50元送手机报\\n二"}', at)).toEqual(
      // oxfmt-ignore
      ['01', '50', '@20779', '@@649', 'n', 'name', 'nj', 'ops', '二', '京运', '元送', '充', '南京', '手机', '报', '机报', '营', '运营', '送手'],
    );
  });

  it('of an id are its last twelve digits, and of a very long word its beginning', () => {
    expect(auditTerms(`01978a2b-1111-7222-8333-123456789abc ${'x'.repeat(300)}`, at)).toEqual([
      ...['123456789abc', '@20779', '@@649', 'x'.repeat(40)],
    ]);
  });

  it('hold whatever is sought of a text in it: whole words, or any run of Han', () => {
    const word = fc.oneof(
      fc.stringMatching(/^[a-zA-Z0-9]{1,12}$/),
      fc.stringMatching(/^[一-三手机报充值送]{1,6}$/),
      fc.constantFrom('"', '\\', '\n', '，', '-', '100%'),
    );
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 12 }), fc.nat(), fc.nat(), (words, a, b) => {
        const text = words.join(' ');
        const terms = auditTerms(JSON.stringify({ text }), at);
        const [from, to] = [a % words.length, b % words.length].sort((x, y) => x - y) as [number, number];
        expect(finds(terms, termsSought(words.slice(from, to + 1).join(' ')))).toBe(true);
      }),
    );
    fc.assert(
      fc.property(fc.stringMatching(/^[一-三手机报]{2,12}$/), fc.nat(), fc.nat(), (run, a, b) => {
        const [from, to] = [a % run.length, b % run.length].sort((x, y) => x - y) as [number, number];
        expect(finds(auditTerms(run, at), termsSought(run.slice(from, to + 1)))).toBe(true);
      }),
    );
  });

  it('are sought by the beginning of the last word', () => {
    expect(termsSought('NJ-OPS-01 local')).toEqual(["'nj'", "'ops'", "'01'", "'local':*"]);
    expect(termsSought('local ')).toEqual(["'local'"]);
    expect(termsSought('报')).toEqual(["'报':*"]);
    expect(termsSought('% " \\')).toEqual([]);
  });
});
