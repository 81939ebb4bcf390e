import iconv from 'iconv-lite';

/** Rows of GB2312 in front of its rarer half: signs, letters, and the characters that nearly all text is written in. */
const ROWS = { first: 0xa1, count: 55 };
const CELLS = { first: 0xa1, count: 94 };
/** Signs and letters of the West, which GB2312 has a few of. */
const WESTERN = /^[\u00a1-\u024f]$/;
/** What is written in Chinese alone, as UTF-8 has it in three bytes. */
const CHINESE = /[\u3000-\u9fff\uff00-\uff7f]/;

let known: ReadonlySet<string> | undefined;

/** Some five thousand, made when a text is first in doubt. */
function commonCharacters(): ReadonlySet<string> {
  if (known) return known;
  const bytes: number[] = [];
  for (let row = 0; row < ROWS.count; row += 1)
    for (let cell = 0; cell < CELLS.count; cell += 1) bytes.push(ROWS.first + row, CELLS.first + cell);
  const text = iconv.decode(Buffer.from(bytes), 'gb18030');
  // cells that GB2312 leaves empty
  known = new Set([...text].filter((character) => !/^[\p{Co}\ufffd]$/u.test(character)));
  return known;
}

/** Share of the characters beyond ASCII that people write every day; 0 where there are none. */
function commonShare(text: string): number {
  let beyond = 0;
  let common = 0;
  for (const character of text) {
    if (character <= '\u007f') continue;
    beyond += 1;
    if (commonCharacters().has(character) || WESTERN.test(character)) common += 1;
  }
  return beyond === 0 ? 0 : common / beyond;
}

/**
 * Whether words that are both UTF-8 and GB18030 were written in Chinese as UTF-8: each reading turns what was written as the
 * other into characters that nobody uses.
 */
export function isChineseInUtf8(bytes: Buffer): boolean {
  const text = bytes.toString('utf8');
  return CHINESE.test(text) && commonShare(text) > commonShare(iconv.decode(bytes, 'gb18030'));
}

/**
 * Whether the beginning of a text that is UTF-8 from end to end was written as GB18030 all the same: of a few short words all
 * may happen to be both. What is Chinese in UTF-8 never consists of common characters when it is read as GB18030.
 */
export function isCommonInGb18030(head: Buffer): boolean {
  const whole = head.toString('utf8').replace(/\ufffd+$/, '');
  return commonShare(whole) < 1 && commonShare(iconv.decode(head, 'gb18030')) === 1;
}
