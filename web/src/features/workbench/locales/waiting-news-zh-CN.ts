/** Kinds of news about what waits for another person's word. */
export const waitingKinds = {
  TAKEDOWN_REVIEW_DUE_SOON: '复核将到期',
  TAKEDOWN_REVIEW_OVERDUE: '复核超期',
};

/** The same in a sentence. */
export const waitingSentences = {
  TAKEDOWN_REVIEW_DUE_SOON: '「{title}」紧急下线的复核即将到期',
  TAKEDOWN_REVIEW_OVERDUE: '「{title}」紧急下线的复核已超期，请尽快复核',
};
