/** The content check: its time with the length of the text, and with the size of the dictionary. */
import type { ContentField } from '@xietong/shared/content';
import { createContentChecker, DEFAULT_DICTIONARY } from '@xietong/shared/content-check';
import type { Dictionary } from '@xietong/shared/content-check';
import { nanosecondsPerCall, row } from './bench-report';

const LENGTHS = [500, 1_000, 2_000, 4_000];
const SIZES = [100, 500, 2_000];
const options = { smsSignature: '演示' };
const rounds = { calls: 50, rounds: 7 };

/** Texts that keep the search busy: of claims, of half claims, of blanks and of digits. */
const KINDS = {
  claims: '最佳国家级套餐，充50送流量。',
  'half claims': '最最最国家国家顶最',
  blanks: '最 \u200b 佳 ',
  digits: '1234567890',
  addresses: 'www.evil.com，http://a.中国/x ',
  'half addresses': 'a . www.中.x@[1:点http:',
} as const;
/** Eight times the text may take so many times as long: a search that goes back over what it has read takes far more. */
const MOST_GROWTH = 16;

function body(text: string, length: number): ContentField[] {
  const value = text.repeat(Math.ceil(length / text.length)).slice(0, length);
  const id = '00000000-0000-4000-8000-000000000001';
  const policy = { kind: 'LOCKED', constraint: {} } as const;
  return [{ id, role: 'body', labels: { zh: '正文', en: 'Body' }, policy, value }];
}

/** The default dictionary and made-up words, up to `size` entries. */
function dictionaryOf(size: number): Dictionary {
  const made = Math.max(0, size - DEFAULT_DICTIONARY.entries.length);
  const more = DEFAULT_DICTIONARY.entries.slice(0, 1).flatMap((entry) =>
    Array.from({ length: made }, (_, index) => ({
      ...entry,
      word: `最${String.fromCharCode(0x4e00 + index)}${String.fromCharCode(0x5e00 + index)}`,
    })),
  );
  return { ...DEFAULT_DICTIONARY, entries: [...DEFAULT_DICTIONARY.entries, ...more] };
}

function byLength(): void {
  const checker = createContentChecker(DEFAULT_DICTIONARY, options);
  for (const [kind, text] of Object.entries(KINDS)) {
    console.log(`A text of ${kind}`);
    const times = LENGTHS.map((length) => {
      const content = body(text, length);
      const time = nanosecondsPerCall(() => checker.check(content), rounds);
      row(`  ${String(length)} characters`, time / 1_000, 'µs');
      return time;
    });
    const [first, last] = [times[0] ?? Number.NaN, times.at(-1) ?? Number.NaN];
    row('  growth of the time while the text grows eightfold', last / first, '×');
    if (last / first > MOST_GROWTH) process.exitCode = 1;
  }
}

function bySize(): void {
  console.log('A text of 2,000 characters by the size of the dictionary');
  for (const size of SIZES) {
    const dictionary = dictionaryOf(size);
    const checker = createContentChecker(dictionary, options);
    const content = body(KINDS['half claims'], 2_000);
    const check = nanosecondsPerCall(() => checker.check(content), rounds);
    const compile = nanosecondsPerCall(() => createContentChecker(dictionary, options), {
      calls: 3,
      rounds: 5,
    });
    row(`  ${String(dictionary.entries.length)} entries: a check`, check / 1_000, 'µs');
    row(`  ${String(dictionary.entries.length)} entries: compiling it`, compile / 1_000, 'µs');
  }
}

byLength();
bySize();
