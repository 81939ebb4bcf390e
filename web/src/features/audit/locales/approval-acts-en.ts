/** What is done with requests for approval. */
export const approvalActs = {
  decide: 'Decide',
  reassign: 'Hand an approval over',
  addApprover: 'Ask one more approver',
  copy: 'Copy an approval',
  open: 'Open an approval',
  candidates: 'Look at who could take over',
  copyChoices: 'Look at who could be copied',
  remind: 'Remind of an approval',
  dueSoon: 'Remind of a deadline',
  missed: 'Approval overdue',
  fellBack: 'Approval back with all approvers',
};

/** What is done with reviews of emergency stops. */
export const takedownReviewActs = {
  conclude: 'Review of an emergency stop',
  dueSoon: 'Remind of a review',
  missed: 'Review overdue',
};
