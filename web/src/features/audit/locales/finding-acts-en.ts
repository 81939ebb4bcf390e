/** What is done with findings. */
export const findingActs = {
  owners: 'Look at who could be responsible',
  note: 'Note a finding',
  answer: 'Answer a finding',
  close: 'Close a finding',
  sendBack: 'Send a finding back',
  withdraw: 'Withdraw a finding',
  dueSoon: 'Remind of a finding',
  missed: 'Finding overdue',
};
