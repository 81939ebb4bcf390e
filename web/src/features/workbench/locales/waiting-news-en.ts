/** Kinds of news about what waits for another person's word. */
export const waitingKinds = {
  TAKEDOWN_REVIEW_DUE_SOON: 'Review due soon',
  TAKEDOWN_REVIEW_OVERDUE: 'Review overdue',
  POLICY_PROPOSED: 'Policy to confirm',
  POLICY_CONFIRMED: 'Policy confirmed',
  POLICY_REFUSED: 'Policy refused',
  DICTIONARY_PROPOSED: 'Dictionary to confirm',
  DICTIONARY_CONFIRMED: 'Dictionary confirmed',
  DICTIONARY_REFUSED: 'Dictionary refused',
};

/** The same in a sentence. */
export const waitingSentences = {
  TAKEDOWN_REVIEW_DUE_SOON: 'The review of the emergency stop of “{title}” is due soon',
  TAKEDOWN_REVIEW_OVERDUE: 'The review of the emergency stop of “{title}” is overdue',
  POLICY_PROPOSED: '{by} proposes a change of the approval policy “{title}”; please confirm it',
  POLICY_CONFIRMED: '{by} confirmed your change of the approval policy “{title}”; it holds from now on',
  POLICY_REFUSED: '{by} refused your change of the approval policy “{title}”',
  DICTIONARY_PROPOSED: '{by} proposes a change of the content dictionary: {title}; please confirm it',
  DICTIONARY_CONFIRMED: '{by} confirmed your change of the content dictionary: {title}',
  DICTIONARY_REFUSED: '{by} refused your change of the content dictionary: {title}',
};
