/** Words of refused rows that pages and exported files share. */
export const rejectionTexts = {
  table: '未通过的行',
  column: { line: '行号', reason: '原因', value: '内容（脱敏）' },
  blank: '（空）',
  reason: {
    BLANK: '号码为空',
    NO_CELL: '此行没有这一列',
    FORMULA: '是公式，不是号码',
    NOT_A_NUMBER: '不是号码',
    WRONG_LENGTH: '位数不对',
    NOT_MOBILE: '不是手机号段',
  },
};
