/** Error codes of approval. */
export const errorTexts = {
  APPROVAL_BY_AUTHOR: 'You worked on this submission and cannot decide on it.',
  APPROVAL_NOT_A_PERSON: 'Only people approve.',
  APPROVAL_ALREADY_GIVEN: 'You have approved this. Another approver has to, too.',
  APPROVAL_NOT_YOUR_TURN:
    'It is not your turn yet: the approvers of the step before have to approve first, or it was handed to somebody else.',
  APPROVAL_NOT_A_CANDIDATE:
    'They cannot take it: an author, somebody who has decided already, or no approver of that tenant.',
  APPROVAL_STEP_OF_SEVERAL: 'This step needs several approvers and cannot be handed to one.',
  APPROVAL_CLOSED: 'This submission has been decided or taken back.',
  APPROVAL_HASH_CHANGED: 'The content in review has another hash than the one on the page.',
  APPROVAL_COMMENT_WITH_APPROVAL: 'Comments on fields are sent with a return or a rejection only.',
  APPROVAL_COMMENT_FIELD_UNKNOWN:
    'The content in review has no such field. Reload and write the comment again.',
  APPROVAL_COMMENT_TWICE: 'A field takes one comment.',
  APPROVAL_COPY_UNKNOWN: 'They cannot be copied: they may not see it, or have been copied already.',
  APPROVAL_REMINDED: 'They were reminded not long ago. You can remind again in {minutes} minutes.',
  APPROVAL_NOT_OPENED: 'You have not opened it as it is now. Open it before you approve it.',
  APPROVAL_BULK_MIXED: 'Only submissions of one kind are approved together. Approve the others apart.',
  APPROVAL_REASON_REQUIRED: 'Returning and rejecting need a reason.',
};
