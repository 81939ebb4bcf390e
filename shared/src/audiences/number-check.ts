import { maskPhone, normalisePhone } from '../kernel';

/** Why a row of a file gives no member. */
export const REJECTION_REASONS = [
  'BLANK',
  'NO_CELL',
  'FORMULA',
  'NOT_A_NUMBER',
  'WRONG_LENGTH',
  'NOT_MOBILE',
] as const;
export type RejectionReason = (typeof REJECTION_REASONS)[number];

export type NumberCheck = { ok: true; number: string } | { ok: false; reason: RejectionReason };

/**
 * The number in one cell in its plain 11 digits, or why there is none. `undefined` = the row has
 * no such cell. A formula is never worked out: what it showed to its author is not in the file.
 */
export function checkNumber(cell: string | undefined): NumberCheck {
  if (cell === undefined) return { ok: false, reason: 'NO_CELL' };
  const number = normalisePhone(cell);
  if (number !== null) return { ok: true, number };
  const text = cell.normalize('NFKC').replace(/[\s-]/g, '');
  if (text === '') return { ok: false, reason: 'BLANK' };
  if (text.startsWith('=')) return { ok: false, reason: 'FORMULA' };
  if (!/^(?:\+|00)?\d+$/.test(text)) return { ok: false, reason: 'NOT_A_NUMBER' };
  const digits = text.replace(/^(?:\+86|0086|86(?=\d{11}$))/, '');
  return { ok: false, reason: digits.length === 11 ? 'NOT_MOBILE' : 'WRONG_LENGTH' };
}

/** Characters of a refused cell that are shown at most; what stands in the middle is never shown. */
const SHOWN_AT_MOST = 14;

/** A refused cell as a report may hold it: enough to find it again, too little to dial it. */
export function maskCell(cell: string): string {
  const text = [...cell.trim()];
  if (text.length === 0) return '';
  if (text.length < 8) return `${text[0] ?? ''}${'*'.repeat(text.length - 1)}`;
  const hidden = Math.min(text.length, SHOWN_AT_MOST) - 5;
  return `${text.slice(0, 3).join('')}${'*'.repeat(hidden)}${text.slice(-2).join('')}`;
}

/** Characters of a cell that a preview shows. */
const PREVIEW_CHARACTERS = 60;

/** Any cell of a file as a preview shows it: what could be a number of somebody is masked. */
export function previewCell(cell: string): string {
  const number = normalisePhone(cell);
  if (number !== null) return maskPhone(number);
  const text = cell.trim();
  if ((text.normalize('NFKC').match(/\d/g)?.length ?? 0) >= 7 && !text.includes('.')) return maskCell(text);
  const masked = text.replace(/\p{Nd}{7,}/gu, (digits) => maskCell(digits));
  return [...masked].slice(0, PREVIEW_CHARACTERS).join('');
}
