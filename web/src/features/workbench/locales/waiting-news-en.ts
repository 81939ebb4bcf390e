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
  FALLBACK_PROPOSED: 'Default content to approve',
  FALLBACK_APPROVED: 'Default content approved',
  FALLBACK_REFUSED: 'Default content refused',
  VOID_STANDARD_RETIRED: 'Review void: standard retired',
  VOID_STANDARD_CORRECTED: 'Review void: standard corrected',
  VOID_PUSH_MISSED: 'Review void: merge missed',
  VOID_LIST_ARCHIVED: 'Review void: list archived',
  VOID_TAKEN_DOWN: 'Review void: taken down',
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
  FALLBACK_PROPOSED: '{by} proposes other default content for the marketing point “{title}”; please decide',
  FALLBACK_APPROVED: '{by} approved your default content for the marketing point “{title}”; it is live',
  FALLBACK_REFUSED: '{by} refused your default content for the marketing point “{title}”',
  VOID_STANDARD_RETIRED: 'The review of “{title}” is void: {by} retired its standard',
  VOID_STANDARD_CORRECTED:
    'The review of “{title}” is void: its standard was corrected; merge it and submit again',
  VOID_PUSH_MISSED:
    'The review of “{title}” is void: the date for merging the newer standard has passed; merge it and submit again',
  VOID_LIST_ARCHIVED:
    'The review of “{title}” is void: {by} archived the list that it uses; choose another and submit again',
  VOID_TAKEN_DOWN:
    'The review of “{title}” is void: {by} took down what it was to replace; submit again, to be approved as a whole',
};
