import { isUtf8 } from 'node:buffer';
import { Transform } from 'node:stream';
import { AppError } from './app-error';
import { isChineseInUtf8 } from './common-characters';

/** Nothing but ASCII and at least one Chinese character or full-width sign as UTF-8 writes it, in bytes as Latin-1. */
const UTF8_LINE = /^(?=.*[^\0-\x7f])(?:[\0-\x7f]|[\xe3-\xe9][\x80-\xbf]{2}|\xef[\xbc\xbd][\x80-\xbf])*$/;
/** Three characters of GB18030 in a row can be valid UTF-8: of a thousand lines hardly one is, by chance. */
const BY_CHANCE = 1_000;
/** A Chinese character or full-width sign as UTF-8 writes it: few lines of GB18030 have such bytes. */
const THREE_BYTES = /[\xe3-\xe9\xef][\x80-\xbf]{2}/;
/** None of these is ever a part of a character. */
const BETWEEN_CELLS = /[\t,;"]/;
/** What is longer is no line of a table. */
const MAX_LINE_BYTES = 100_000;

/**
 * Looks through a text that is not UTF-8 as a whole for parts that are. One cell is enough whose characters say so. By
 * chance some lines of GB18030 read as UTF-8 as well; of a text that was put together of both, many do.
 */
export function createMixedEncodingCheck(): {
  readonly add: (chunk: Buffer) => void;
  /** Of all that was added. */
  readonly isMixed: () => boolean;
} {
  let rest = '';
  let ofUtf8 = 0;
  let ofOther = 0;
  let hasUtf8Cell = false;
  const look = (line: string): void => {
    if (UTF8_LINE.test(line)) ofUtf8 += 1;
    else if (!isUtf8(Buffer.from(line, 'latin1'))) ofOther += 1;
    hasUtf8Cell ||= THREE_BYTES.test(line) && line.split(BETWEEN_CELLS).some(isUtf8Cell);
  };
  return {
    add(chunk) {
      const lines = (rest + chunk.toString('latin1')).split(/[\r\n]+/);
      rest = (lines.pop() ?? '').slice(0, MAX_LINE_BYTES);
      for (const line of lines) look(line);
    },
    isMixed() {
      if (rest !== '') look(rest);
      rest = '';
      return hasUtf8Cell || (ofUtf8 > 0 && ofUtf8 * BY_CHANCE > ofOther);
    },
  };
}

function isUtf8Cell(cell: string): boolean {
  const bytes = Buffer.from(cell, 'latin1');
  return isUtf8(bytes) && isChineseInUtf8(bytes);
}

/** Passes a text on that is to be read as GB18030. Ends with AppError FILE_ENCODING_MIXED where part of it is UTF-8. */
export function refuseMixedEncoding(): Transform {
  const check = createMixedEncodingCheck();
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      check.add(chunk);
      done(null, chunk);
    },
    flush(done) {
      done(check.isMixed() ? new AppError('FILE_ENCODING_MIXED') : null);
    },
  });
}
