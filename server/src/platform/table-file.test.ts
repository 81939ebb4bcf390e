import { Readable } from 'node:stream';
import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { readTableBatches } from './table-file';
import type { TableEncoding, TableRow } from './table-file';

async function read(chunks: Buffer[], encoding: TableEncoding): Promise<TableRow[]> {
  const rows: TableRow[] = [];
  for await (const batch of readTableBatches(Readable.from(chunks), { encoding, delimiter: ',' }))
    rows.push(...batch);
  return rows;
}

describe('a text with several kinds of line end', () => {
  const text = 'name,number\r\na,1\nb,2\rc,3\n\r"d\r\nd",4\r\n"e\re\n",5\n\n"f",6\r\r\ng,7\r\n';
  const rows = [
    { line: 1, cells: ['name', 'number'] },
    { line: 2, cells: ['a', '1'] },
    { line: 3, cells: ['b', '2'] },
    { line: 4, cells: ['c', '3'] },
    // one line is blank before it, and it takes two
    { line: 7, cells: ['d\r\nd', '4'] },
    { line: 10, cells: ['e\re\n', '5'] },
    { line: 12, cells: ['f', '6'] },
    { line: 14, cells: ['g', '7'] },
  ];

  it.each<TableEncoding>(['utf-8', 'gb18030', 'utf-16le'])(
    'has the same rows on the same lines, wherever it is cut on its way (%s)',
    async (encoding) => {
      const bytes = iconv.encode(text, encoding);
      for (let at = 0; at <= bytes.length; at += 1)
        expect(await read([bytes.subarray(0, at), bytes.subarray(at)], encoding)).toEqual(rows);
      expect(
        await read(
          [...bytes].map((byte) => Buffer.from([byte])),
          encoding,
        ),
      ).toEqual(rows);
    },
  );
});
