/** Masking what the audit log may not hold: its time with the length of the text, for texts that keep the search busy. */
import { redactText } from '@xietong/shared/audit';
import { nanosecondsPerCall, row } from './bench-report';

const LENGTHS = [2_000, 4_000, 8_000, 16_000];
/** As of the content check: what is read once takes eight times as long. */
const MOST_GROWTH = 16;
const KINDS = {
  words: '南京高价值充值客户，',
  numbers: '15400000001',
  'numbers in groups': '154 0000 0001 ',
  'half numbers': '1 5 4 0 ',
  'Chinese digits': '一五四',
  'fixed lines': '0510 8',
  'half secrets': '密码:   ',
  'half tokens': '-eyJ',
  'digits among what is not seen': `${'1380013800'.split('').join('\u2060'.repeat(4))}x`,
  'half lists': '1,5,4,0,0,0,0,0,0,0;',
  'digits of three kinds': '1五④0〇⓪0零❶x',
  'a list without an end': '3, ',
  'coded characters': '%31%35&#52;\\u0030 ',
} as const;

for (const [kind, part] of Object.entries(KINDS)) {
  console.log(`A text of ${kind}`);
  const times = LENGTHS.map((length) => {
    const text = part.repeat(Math.ceil(length / part.length)).slice(0, length);
    const time = nanosecondsPerCall(() => redactText(text), { calls: 20, rounds: 7 });
    row(`  ${String(length)} characters`, time / 1_000, 'µs');
    return time;
  });
  const growth = (times.at(-1) ?? Number.NaN) / (times[0] ?? Number.NaN);
  row('  growth of the time while the text grows eightfold', growth, '×');
  if (growth > MOST_GROWTH) process.exitCode = 1;
}
