import { StringDecoder } from 'node:string_decoder';
import type { Readable } from 'node:stream';
import { Parser } from 'htmlparser2';
import { AppError } from './app-error';

/** What a reader of XML hears; names come without their prefix. Entities of a document's own are not expanded. */
export interface XmlHandler {
  open(name: string, attributes: Readonly<Record<string, string>>): void;
  close(name: string): void;
  text(text: string): void;
}

/**
 * Feeds a stream of XML to a handler; steps once for each piece of bytes, so that whoever iterates
 * takes what the handler has gathered.
 * @throws AppError FILE_WORKBOOK_BROKEN where the stream breaks off or `root` is never closed
 */
export async function* readXml(source: Readable, root: string, handler: XmlHandler): AsyncGenerator<number> {
  const seen = { end: false };
  const parser = new Parser(
    {
      onopentag: (name, attributes) => {
        handler.open(localName(name), attributes);
      },
      onclosetag: (name, isImplied) => {
        const local = localName(name);
        if (local === root && !isImplied) seen.end = true;
        handler.close(local);
      },
      ontext: (text) => {
        handler.text(text);
      },
    },
    { xmlMode: true, decodeEntities: true },
  );
  const decoder = new StringDecoder('utf8');
  try {
    for await (const chunk of source as AsyncIterable<Buffer>) {
      parser.write(decoder.write(chunk));
      yield chunk.length;
    }
  } catch (error) {
    throw error instanceof AppError ? error : new AppError('FILE_WORKBOOK_BROKEN');
  }
  if (!seen.end) throw new AppError('FILE_WORKBOOK_BROKEN');
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}
