/** What is done with the dictionary of the content check. */
export const dictionaryActs = {
  propose: 'Propose a version of the content dictionary',
  dismiss: 'Propose to dismiss new words of the product',
  saveDraft: 'Change the draft of the content dictionary',
  discardDraft: 'Discard the draft of the content dictionary',
  decide: 'Confirm or refuse a version of the content dictionary',
  withdraw: 'Take back a version of the content dictionary',
};
