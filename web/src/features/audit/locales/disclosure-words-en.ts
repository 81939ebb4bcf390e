/** What is done with numbers in clear. */
export const disclosureActs = {
  list: 'Look at requests for numbers',
  get: 'Open a request for numbers',
  preview: 'Look at what would be asked for',
  ask: 'Ask for full numbers',
  authorise: 'Authorise full numbers',
  refuse: 'Refuse full numbers',
  withdraw: 'Withdraw a request for numbers',
  decide: 'Decide on a request for numbers',
  revoke: 'Revoke an authorisation of numbers',
  beginDownload: 'Begin to download numbers',
  download: 'Download numbers',
  breakDownload: 'Download of numbers broke off',
  reveal: 'See a full number',
};

/** What is said of it. */
export const disclosureFields = {
  rows: 'Rows',
  missing: 'Members without a number',
  purposeNote: 'Purpose in words',
  recipient: 'Recipient',
  hours: 'Hours',
  maxDownloads: 'Downloads',
  expiresAt: 'Valid until',
  download: 'Download',
  brokenOff: 'Download that broke off',
};
