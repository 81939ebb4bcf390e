/** Kinds of news about what waits for another person's word. */
export const waitingKinds = {
  TAKEDOWN_REVIEW_DUE_SOON: 'Review due soon',
  TAKEDOWN_REVIEW_OVERDUE: 'Review overdue',
};

/** The same in a sentence. */
export const waitingSentences = {
  TAKEDOWN_REVIEW_DUE_SOON: 'The review of the emergency stop of “{title}” is due soon',
  TAKEDOWN_REVIEW_OVERDUE: 'The review of the emergency stop of “{title}” is overdue',
};
