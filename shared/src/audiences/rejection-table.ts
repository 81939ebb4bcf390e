import type { CellKind, Language, TableCell } from '../kernel';
import type { RejectedRow } from './list-import-schema';
import { rejectionTexts as en } from './locales/en';
import { rejectionTexts as zh } from './locales/zh-CN';

/** The words of refused rows in a language: of pages and of exported files alike. */
export function rejectionTextsIn(language: Language): typeof zh {
  return language === 'en' ? en : zh;
}

/** Columns of the file of refused rows. */
export function rejectionColumns(language: Language): { header: string; kind: CellKind }[] {
  const { column } = rejectionTextsIn(language);
  return [
    { header: column.line, kind: 'count' },
    { header: column.reason, kind: 'text' },
    { header: column.value, kind: 'text' },
  ];
}

/** A refused row as a row of that file, in words. */
export function rejectionCells({ line, reason, value }: RejectedRow, language: Language): TableCell[] {
  return [line, rejectionTextsIn(language).reason[reason], value];
}
