/** Words of the exported file. */
export const disclosureTexts = {
  table: '名单号码',
  column: { mark: '授权水印', number: '号码' },
};
