import { READ_OTHERWISE, signOf } from './digit-signs';
import type { DigitKind, Sign } from './digit-signs';

/** A text as it is read, with where each of its characters stands in the text that is stored. */
interface TextReading {
  readonly text: string;
  /** Of each UTF-16 unit of `text`, and one behind the last. */
  readonly places: readonly number[];
}

/** A character that is read otherwise than it is written. */
interface PlacedSign {
  readonly sign: Sign;
  readonly from: number;
  readonly to: number;
}

/** A character as links, pages and programs write it: %31, %EF%BC%91, &#49;, &#x31;, \x31, \u0031. */
const CODED = String.raw`%[0-7][0-9a-f]|%[cd][0-9a-f]%[89ab][0-9a-f]|%e[0-9a-f](?:%[89ab][0-9a-f]){2}|%f[0-4](?:%[89ab][0-9a-f]){3}|&#(?:\d{1,8}|x[0-9a-f]{1,8});|&nbsp;|\\x[0-9a-f]{2}|\\ud[89ab][0-9a-f]{2}\\ud[c-f][0-9a-f]{2}|\\u[0-9a-f]{4}`;

const AS_WRITTEN = new RegExp(READ_OTHERWISE, 'gu');
const DECODED = new RegExp(`${CODED}|${READ_OTHERWISE}`, 'giu');
const HAS_CODED = new RegExp(CODED, 'iu');

/** What is written in ASCII and read otherwise is coded. */
const FIRST_BEYOND_ASCII = 0x80;
/** A text with fewer digits holds no number, and no part of one that names somebody. */
const FEWEST_DIGITS = 7;
/** The kinds of digits that are read together: where several readings find a number, the first is right. */
const READ_TOGETHER: readonly (readonly DigitKind[])[] = [
  ['ASCII'],
  ['CHINESE'],
  ['SIGN'],
  ['ASCII', 'CHINESE'],
  ['ASCII', 'SIGN'],
  ['CHINESE', 'SIGN'],
  ['ASCII', 'CHINESE', 'SIGN'],
];

/**
 * How a text can be read for numbers: by each set of the kinds of digits that it holds, and with coded characters as
 * those that they stand for. What is not seen is in none of the readings; of digits that are not read something stands
 * there that is neither a digit nor between two.
 */
export function textReadings(text: string): TextReading[] {
  const readings = readingsOf(text, signsIn(text, AS_WRITTEN));
  return HAS_CODED.test(text) ? [...readings, ...readingsOf(text, signsIn(text, DECODED))] : readings;
}

function signsIn(text: string, otherwise: RegExp): PlacedSign[] {
  const signs: PlacedSign[] = [];
  for (const { 0: written, index: from } of text.matchAll(otherwise))
    signs.push({
      sign: signOf(written.charCodeAt(0) < FIRST_BEYOND_ASCII ? decode(written) : written),
      from,
      to: from + written.length,
    });
  return signs;
}

function readingsOf(text: string, signs: readonly PlacedSign[]): TextReading[] {
  const counts = { ASCII: countAsciiDigits(text), CHINESE: 0, SIGN: 0 };
  for (const { sign } of signs) if (sign.kind !== null) counts[sign.kind] += sign.text.length;
  return READ_TOGETHER.filter(
    (kinds) =>
      kinds.every((kind) => counts[kind] > 0) &&
      kinds.reduce((sum, kind) => sum + counts[kind], 0) >= FEWEST_DIGITS,
  ).map((kinds) => readingOf(text, signs, kinds));
}

function countAsciiDigits(text: string): number {
  let count = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code >= 0x30 && code <= 0x39) count += 1;
  }
  return count;
}

function readingOf(text: string, signs: readonly PlacedSign[], kinds: readonly DigitKind[]): TextReading {
  // Letters are neither digits nor stand between two of a number.
  const plain = kinds.includes('ASCII') ? text : text.replaceAll(/\d/g, 'd');
  const places: number[] = [];
  const parts: string[] = [];
  let end = 0;
  const keepUpTo = (to: number) => {
    if (end < to) parts.push(plain.slice(end, to));
    for (; end < to; end += 1) places.push(end);
  };
  for (const { sign, from, to } of signs) {
    keepUpTo(from);
    const shown = sign.kind === null || kinds.includes(sign.kind) ? sign.text : 'd';
    parts.push(shown);
    const through = places.length + shown.length;
    while (places.length < through) places.push(from);
    end = to;
  }
  keepUpTo(text.length);
  places.push(text.length);
  return { text: parts.join(''), places };
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
  if (/^\\u.{4}\\/i.test(coded)) return String.fromCharCode(...coded.slice(2).split(/\\u/i).map(hex));
  const isHex = !/^&#\d/.test(coded);
  const code = isHex ? hex(coded.replace(/^(?:&#x|\\[ux])/i, '')) : Number.parseInt(coded.slice(2), 10);
  return code > 0x10_ffff ? '?' : String.fromCodePoint(code);
}

function hex(digits: string): number {
  return Number.parseInt(digits, 16);
}
