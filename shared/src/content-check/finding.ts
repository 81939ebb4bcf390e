import type { FindingCode } from './content-check-errors';
import type { Severity } from './dictionary-schema';
import type { FieldText } from './field-text';

/** Something in a text that may not stand, or wants a second look. */
export interface TextFinding {
  readonly code: FindingCode;
  readonly severity: Severity;
  /** Whether evidence lets a BLOCK through. */
  readonly exemptible: boolean;
  /** The dictionary's word, or what else was found. */
  readonly word: string;
  /** UTF-16 units `[start, end)` in the original text. */
  readonly start: number;
  readonly end: number;
  readonly law: string;
  readonly suggestion: string;
}

/** A finding and where it stands in the content. */
export interface Finding extends TextFinding {
  readonly fieldId: string;
  /** As in `FieldText`. */
  readonly part: string;
  /** The price that a claim on prices is about, as `¥30.00`; a field with two prices has a finding for each. */
  readonly price?: string;
  /** The original text between `start` and `end`, and a little of it on either side. */
  readonly found: string;
  readonly before: string;
  readonly after: string;
}

const CONTEXT = 12;

/** Half a character at either end is none. */
function whole(text: string): string {
  return text.replace(/^[\uDC00-\uDFFF]|[\uD800-\uDBFF]$/g, '');
}

/** A finding on a part of a field; the whole text unless said. */
export function findingIn(
  { fieldId, part, text }: Omit<FieldText, 'role'>,
  finding: Omit<TextFinding, 'start' | 'end' | 'suggestion'> & Partial<TextFinding>,
): Finding {
  const { start = 0, end = text.length, suggestion = '' } = finding;
  return {
    ...finding,
    ...{ fieldId, part, start, end, suggestion },
    found: text.slice(start, end),
    before: whole(text.slice(Math.max(0, start - CONTEXT), start)),
    after: whole(text.slice(end, end + CONTEXT)),
  };
}
