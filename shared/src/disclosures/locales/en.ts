/** Words of the exported file. */
export const disclosureTexts = {
  table: 'List numbers',
  column: { mark: 'Authorisation mark', number: 'Number' },
};
