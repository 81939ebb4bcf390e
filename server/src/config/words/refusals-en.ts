/** Refusals whose words in the console speak of its pages. */
export const words = {
  INVALID_INPUT: 'Some of what was given does not fit.',
  NOT_FOUND: 'Not found.',
  FORBIDDEN: 'The command line may not do that.',
  AUDIT_LOG_BROKEN:
    'The audit log does not continue its newest signed head. Run audit verify to see what was altered.',
  TOO_LARGE: 'The file is larger than {maxBytes} bytes. Split it and import the parts.',
  LIST_TOO_LARGE:
    'The file is larger than {maxBytes} bytes. Keep only the column with the numbers, or split it.',
  LIST_IMPORTS_WAITING: '{limit} uploaded files wait already. Import or cancel some first.',
  LIST_IMPORT_OVER: 'The import was cancelled.',
  LIST_IMPORT_INTERRUPTED:
    'The import was interrupted again and again; the list has not changed. Import the file again.',
  UPLOAD_NO_SPACE: 'The disk is full. Nothing was imported: free some space and try again.',
  STORAGE_FULL: 'The disk of the database is full. Nothing was imported: free some space and try again.',
  UPLOAD_CUT: 'The file could not be read to its end. Try again.',
  FILE_EMPTY: 'The file is empty.',
  FILE_NOT_TEXT: 'This is neither a text file nor an Excel workbook. Save it as CSV or XLSX.',
  FILE_ENCODING_MIXED: 'The file mixes encodings and cannot be read for certain. Save it as UTF-8.',
  FILE_NOT_WORKBOOK: 'This is a ZIP file and no Excel workbook. Unpack it and import the table in it.',
  FILE_WORKBOOK_OLD:
    'This is a workbook of the former kind (XLS), or one with a password. Save it as XLSX without a password.',
  FILE_WORKBOOK_BROKEN: 'The workbook is damaged or cut off. Save it again in the spreadsheet program.',
  FILE_UNPACKS_TOO_LARGE:
    'The workbook unpacks to too much and was not read. Save the column with the numbers as CSV.',
  FILE_BROKEN:
    'The file cannot be read near line {line}; a quote may not be closed, or a character may be no text. Correct it.',
  FILE_COLUMN_UNKNOWN: 'The file has no column {column}. Name the column with the numbers by --column.',
  CUSTOMERS_CITY_UNKNOWN: 'There is no city with the code {city}.',
  CUSTOMERS_CITIES_MISSING: 'No city was given. Name at least one by --cities.',
  CUSTOMERS_ID_COLUMN_UNKNOWN:
    'The file has no column named “{column}”. Name the column with the customer ID by --id-column.',
  CUSTOMERS_ROW_LENGTH:
    'Line {line} has {found} cells instead of {expected}. Nothing was imported; correct it and import it again.',
  CUSTOMERS_ID_BLANK: 'Line {line} has no customer ID. Nothing was imported; correct it and import it again.',
  CUSTOMERS_ID_REPEATED:
    'Line {line} repeats a customer ID. Nothing was imported; correct it and import it again.',
  CUSTOMERS_NONE: 'The file holds no customers.',
  CHANNEL_UNKNOWN: 'There is no channel with the code {channel}.',
  CITY_UNKNOWN: 'There is no city with the code {city}.',
};
