import type { AppError } from '../platform/app-error';

/** Failures that a command line meets, in words; the params stand behind them. */
const MESSAGES: Readonly<Partial<Record<AppError['code'], string>>> = {
  NOT_FOUND: 'Not found.',
  FORBIDDEN: 'The command line may not do that.',
  AUDIT_LOG_BROKEN:
    'The audit log does not continue its newest signed head: run audit verify to see what was altered.',
  TOO_LARGE: 'The file is larger than the limit. Split it.',
  LIST_TOO_LARGE: 'The file is larger than the limit. Split it.',
  LIST_TOO_MANY_ROWS: 'The file has more rows than a list takes. Split it.',
  LIST_ARCHIVED: 'The list is archived.',
  LIST_IS_BLOCKLIST: 'The list is a blocklist; nothing can be aimed by it.',
  LIST_IMPORTS_WAITING: 'Too many uploaded files wait to be imported. Import or cancel some.',
  LIST_IMPORT_OVER: 'The import was cancelled.',
  LIST_IMPORT_INTERRUPTED: 'The import was interrupted again and again. Import the file again.',
  UPLOAD_NO_SPACE: 'The disk is full. Nothing was kept: free some space and try again.',
  STORAGE_FULL: 'The disk of the database is full. Nothing was imported: free some space and try again.',
  UPLOAD_CUT: 'The file could not be read to its end.',
  FILE_ENCODING_MIXED: 'The file is partly in another encoding. Save it as UTF-8.',
  FILE_NOT_WORKBOOK: 'The file is a ZIP file and no Excel workbook.',
  FILE_WORKBOOK_OLD:
    'The file is an Excel workbook of the former kind (XLS), or has a password. Save it as XLSX without one.',
  FILE_WORKBOOK_BROKEN: 'The workbook is damaged or cut off. Save it again.',
  FILE_UNPACKS_TOO_LARGE:
    'The workbook unpacks to more than the limit. Save the column with the numbers as CSV.',
  LIST_EMPTY: 'No row of the file has a mobile number.',
  LIST_NAME_TAKEN: 'There is a list of that name already. Choose another name.',
  FILE_EMPTY: 'The file is empty.',
  FILE_NOT_TEXT: 'The file is neither text nor a workbook. Save it as CSV or XLSX.',
  FILE_BROKEN: 'The file cannot be read as a table; a quote may not be closed.',
  FILE_COLUMN_UNKNOWN: 'The file has no such column.',
  CUSTOMERS_CITY_UNKNOWN: 'There is no such city.',
  CUSTOMERS_CITIES_MISSING: 'No city was given.',
  CUSTOMERS_ID_COLUMN_UNKNOWN: 'The file has no such column.',
  CUSTOMERS_COLUMN_NAME:
    'A column has a name that cannot be an attribute: blank, repeated, with a dot, or beginning with $.',
  CUSTOMERS_ROW_LENGTH: 'A row does not have as many cells as the header. Nothing was imported.',
  CUSTOMERS_ID_BLANK: 'A row has no id. Nothing was imported.',
  CUSTOMERS_ID_REPEATED: 'An id is repeated. Nothing was imported.',
  CUSTOMERS_TYPE_CHANGED:
    'An attribute is known with another type; existing rules would misjudge it. Nothing was imported.',
  CUSTOMERS_NONE: 'The file holds no customers.',
  NUMBERS_EXHAUSTED: 'The prefix has no numbers left.',
  RULE_COUNT_TOO_WIDE: 'The rule has to look at too many different values to be counted.',
  CHANNEL_UNKNOWN: 'There is no such channel.',
  CITY_UNKNOWN: 'There is no such city.',
  PERSON_ARCHIVED: 'The person is archived.',
};

/** A coded failure as one line: what happened, its particulars, and the code to look up. */
export function describeError({ code, params }: AppError): string {
  const known =
    MESSAGES[code] ?? (code.startsWith('CONDITION_') ? 'The rule is not valid.' : 'It was refused.');
  const particulars = Object.entries(params).map(
    ([name, value]) => `${name} ${value === '' ? '(root)' : String(value)}`,
  );
  return [known, ...(particulars.length > 0 ? [particulars.join(', ')] : []), `[${code}]`].join(' ');
}
