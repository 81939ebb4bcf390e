/** Words of refused rows that pages and exported files share. */
export const rejectionTexts = {
  table: 'Rejected rows',
  column: { line: 'Line', reason: 'Reason', value: 'Content (masked)' },
  blank: '(blank)',
  reason: {
    BLANK: 'No number',
    NO_CELL: 'The row has no such column',
    FORMULA: 'A formula, not a number',
    NOT_A_NUMBER: 'Not a number',
    WRONG_LENGTH: 'Wrong number of digits',
    NOT_MOBILE: 'Not a mobile number',
  },
};
