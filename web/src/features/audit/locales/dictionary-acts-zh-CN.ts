/** What is done with the dictionary of the content check. */
export const dictionaryActs = {
  propose: '提出合规词典新版本',
  dismiss: '提出不采用产品新带来的词',
  saveDraft: '修改合规词典草稿',
  discardDraft: '丢弃合规词典草稿',
  decide: '确认或退回合规词典',
  withdraw: '撤回合规词典新版本',
};
