/** Kinds of news about findings. */
export const findingKinds = {
  FINDING_NOTED: 'Finding',
  FINDING_ANSWERED: 'Finding answered',
  FINDING_SENT_BACK: 'Finding sent back',
  FINDING_CLOSED: 'Finding closed',
  FINDING_WITHDRAWN: 'Finding withdrawn',
  FINDING_DUE_SOON: 'Finding due soon',
  FINDING_OVERDUE: 'Finding overdue',
};

/** The same in a sentence. */
export const findingSentences = {
  FINDING_NOTED: '{by} noted the finding “{title}” for you to put right',
  FINDING_ANSWERED: '{from} {by} answered the finding “{title}”',
  FINDING_SENT_BACK: '{by} sent the finding “{title}” back',
  FINDING_CLOSED: '{by} closed the finding “{title}”',
  FINDING_WITHDRAWN: '{by} withdrew the finding “{title}”',
  FINDING_DUE_SOON: 'The finding “{title}” is due soon',
  FINDING_OVERDUE: 'The finding “{title}” is overdue',
};
