/** A text as it is read, with where each of its characters stands in the text that is stored. */
interface TextReading {
  readonly text: string;
  /** Of each UTF-16 unit of `text`, and one behind the last. */
  readonly places: readonly number[];
}

/** What is not seen, or stands for what could not be stored, may stand anywhere in a number. */
const UNSEEN = String.raw`[\p{Cf}\p{M}\p{Default_Ignorable_Code_Point}\ufffd]`;
/** A character as links, pages and programs write it: %31, %EF%BC%91, &#49;, &#x31;, \u0031. */
const CODED = String.raw`%[0-7][0-9a-f]|%[cd][0-9a-f]%[89ab][0-9a-f]|%e[0-9a-f](?:%[89ab][0-9a-f]){2}|&#(?:\d{1,6}|x[0-9a-f]{1,5});|&nbsp;|\\u[0-9a-f]{4}`;

/** Digits as they are written in Chinese, on cheques too, each at its value. */
const CHINESE_DIGITS = [
  '〇零○',
  '一壹幺',
  '二贰貳两',
  '三叁參',
  '四肆',
  '五伍',
  '六陆陸',
  '七柒',
  '八捌',
  '九玖',
];
const OTHER_DIGIT = String.raw`[${CHINESE_DIGITS.join('')}]|(?![0-9])\p{Nd}`;

const AS_SEEN = new RegExp(UNSEEN, 'gu');
const WITH_DIGITS = new RegExp(`${UNSEEN}|${OTHER_DIGIT}`, 'gu');
const DECODED = new RegExp(`${CODED}|${UNSEEN}|${OTHER_DIGIT}`, 'giu');
const HAS_CODED = new RegExp(CODED, 'iu');
const IS_UNSEEN = new RegExp(`^${UNSEEN}$`, 'u');
const IS_OTHER_DIGIT = new RegExp(`^(?:${OTHER_DIGIT})$`, 'u');

/**
 * How a text can be read for numbers: by the digits of ASCII, by those of all scripts (a numeral beside a number, as in
 * 13800138000一直, belongs to the sentence, so the first reading is right where both find one), and with coded
 * characters as those that they stand for. What is not seen is in none of them.
 */
export function textReadings(text: string): TextReading[] {
  const readings = [readingOf(text, AS_SEEN), readingOf(text, WITH_DIGITS)];
  return HAS_CODED.test(text) ? [...readings, readingOf(text, DECODED)] : readings;
}

function readingOf(text: string, replaced: RegExp): TextReading {
  const places: number[] = [];
  const parts: string[] = [];
  let end = 0;
  const keepUpTo = (to: number) => {
    parts.push(text.slice(end, to));
    for (; end < to; end += 1) places.push(end);
  };
  for (const { 0: match, index } of text.matchAll(replaced)) {
    keepUpTo(index);
    const read = meaningOf(match);
    parts.push(read);
    places.push(...Array<number>(read.length).fill(index));
    end = index + match.length;
  }
  keepUpTo(text.length);
  places.push(text.length);
  return { text: parts.join(''), places };
}

/** Nothing of what is not seen, an ASCII digit of a digit, and of a coded character what that means. */
function meaningOf(written: string): string {
  if (IS_UNSEEN.test(written)) return '';
  if (IS_OTHER_DIGIT.test(written)) return digitOf(written);
  const decoded = decode(written).normalize('NFKC');
  if (IS_UNSEEN.test(decoded)) return '';
  return IS_OTHER_DIGIT.test(decoded) ? digitOf(decoded) : decoded;
}

function decode(coded: string): string {
  if (/^&nbsp;$/i.test(coded)) return ' ';
  if (coded.startsWith('%')) {
    try {
      return decodeURIComponent(coded);
    } catch {
      return '?';
    }
  }
  const isHex = /^(?:&#x|\\u)/i.test(coded);
  const code = Number.parseInt(coded.replace(/^(?:&#x?|\\u)/i, ''), isHex ? 16 : 10);
  return code > 0x10_ffff ? '?' : String.fromCodePoint(code);
}

/** Digits of a script stand one after the other, from nought on. */
function digitOf(digit: string): string {
  const chinese = CHINESE_DIGITS.findIndex((signs) => signs.includes(digit));
  if (chinese !== -1) return String(chinese);
  const code = digit.codePointAt(0) ?? 0;
  let nought = code;
  while (nought > code - 9 && /\p{Nd}/u.test(String.fromCodePoint(nought - 1))) nought -= 1;
  return String(code - nought);
}
