/**
 * What a digit is written by. One kind beside a number in another belongs to the sentence or counts a list:
 * 13800138000一直, ①13800138000, 13800138000².
 */
export type DigitKind = 'ASCII' | 'CHINESE' | 'SIGN';

/** How one character is read. */
export interface Sign {
  /** Null for what is no digit. */
  readonly kind: DigitKind | null;
  /** What stands for it where its kind is read, else everywhere: nothing of what is not seen. */
  readonly text: string;
}

/** Digits as they are written in Chinese, on cheques, in old forms and as they are spelt on the telephone. */
const CHINESE_DIGITS = [
  '〇零○洞',
  '一壹幺弌壱',
  '二贰貳两兩弍弐貮両',
  '三叁參参叄弎仨',
  '四肆亖',
  '五伍㐅㠪',
  '六陆陸',
  '七柒漆㭍拐',
  '八捌',
  '九玖勾廾',
];
const VALUE_OF_CHINESE: ReadonlyMap<string, string> = new Map(
  CHINESE_DIGITS.flatMap((signs, value) => Array.from(signs, (sign) => [sign, String(value)] as const)),
);

/**
 * Signs of one digit's value that Unicode neither takes for digits (Nd) nor folds to some (NFKC): dingbats, negative
 * circles, Roman, Suzhou, Ethiopic and older numerals. `first:value+more`, the following ones counting on.
 */
const SIGN_RANGES = `c78:0+3 c7c:1+2 1369:1+8 17f0:0+9 19da:1 2160:1+8 2170:1+8 2185:6 24f5:1+8 24ff:0 2776:1+8
2780:1+8 278a:1+8 3021:1+8 a6e6:1+8 a6ef:0 10107:1+8 10142:1 10143:5 10148:5 1014f:5 10158:1 10159:1 1015a:1+1
1015c:2 1015d:2 1015e:2 1015f:5 10173:5 1018a:0 102e1:1+8 10320:1 10321:5 103d1:1+1 10858:1+2 10879:1+4
108a7:1+3 108ab:4+1 108fb:1 108fc:5 10916:1 1091a:2+1 109c0:1+8 10a40:1+3 10a7d:1 10a9d:1 10aeb:1
10aec:5 10b58:1+3 10b78:1+3 10ba9:1+3 10cfa:1 10cfb:5 10e60:1+8 10f1d:1+4 10f51:1 10fc5:1+3 11052:1+8
111e1:1+8 11c5a:1+8 12400:2+7 12408:3+6 1240f:4+5 12415:1+8 1241e:1+4 12423:2+1 12425:3+6 1242c:1+2
1242f:3+2 12434:1+2 12437:3+2 1243a:3 1243b:3+1 1243d:4 1243e:4 1243f:4 12440:6+1 12442:7 12443:7+1
12445:8+1 12447:9 12448:9 12449:9 1244a:2+4 1244f:1+3 12453:4+1 12455:5 12456:2+1 12458:1+1 12469:4+5
16e80:0+9 16e94:1+2 1d2c0:0+9 1d2e0:0+9 1d360:1+8 1d372:1+4 1d377:1 1d378:5 1e8c7:1+8 1ec71:1+8
1eca3:1+8 1ecb1:1+1 1ed01:1+8 1ed2f:2+7 1f10b:0 1f10c:0`;
const VALUE_OF_SIGN: ReadonlyMap<string, string> = new Map(
  SIGN_RANGES.split(/\s/).flatMap((range) => {
    const [first = '', value, more = '0'] = range.split(/[:+]/);
    return Array.from({ length: Number(more) + 1 }, (_, n) => [
      String.fromCodePoint(Number.parseInt(first, 16) + n),
      String(Number(value) + n),
    ]);
  }),
);

/** What is not seen, or stands for what could not be stored, may stand anywhere in a number. */
const UNSEEN = /^[\p{Cf}\p{M}\p{Default_Ignorable_Code_Point}\ufffd]$/u;
/** What may be read as anything but itself: letters are not, but for digits in Chinese and what is not seen. */
export const READ_OTHERWISE = String.raw`[^\x00-\x7f\p{L}]|[${CHINESE_DIGITS.join('')}\uf96b\uf978\uf9b2\uf9d1\uf9d3\u115f\u1160\u3164\uffa0]`;

/** Few characters are read otherwise (the others are not kept here), and a text is full of the same. */
const known = new Map<string, Sign>();

/** How a character is read that stands beside others in a text. */
export function signOf(character: string): Sign {
  const before = known.get(character);
  if (before) return before;
  const sign = readSign(character);
  if (sign.kind !== null || sign.text !== character) known.set(character, sign);
  return sign;
}

function readSign(character: string): Sign {
  if (UNSEEN.test(character)) return { kind: null, text: '' };
  if (/^\d$/.test(character)) return { kind: 'ASCII', text: character };
  const folded = character.normalize('NFKC');
  const chinese = VALUE_OF_CHINESE.get(folded);
  if (chinese !== undefined && /^\p{L}|[〇○]$/u.test(character)) return { kind: 'CHINESE', text: chinese };
  const value = VALUE_OF_SIGN.get(character) ?? digitOfScript(folded);
  if (value !== undefined) return { kind: 'SIGN', text: value };
  // ①, ⑴, ⒈, 🄂 and ㈠ are folded to 1, (1), 1., 1 with a comma and (一).
  const [bare, isFolded] = [folded.replace(/[().,〔〕]/g, ''), folded !== character];
  const inside = VALUE_OF_CHINESE.get(bare) ?? bare;
  return isFolded && /^\d/.test(inside) ? { kind: 'SIGN', text: inside } : { kind: null, text: folded };
}

/** Digits of a script stand one after the other, from nought on. */
function digitOfScript(character: string): string | undefined {
  if (!/^\p{Nd}$/u.test(character) || /^\d$/.test(character)) return undefined;
  const code = character.codePointAt(0) ?? 0;
  let nought = code;
  while (nought > code - 9 && /\p{Nd}/u.test(String.fromCodePoint(nought - 1))) nought -= 1;
  return String(code - nought);
}
