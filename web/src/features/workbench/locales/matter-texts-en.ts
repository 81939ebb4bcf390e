/** Everybody of a role in a tenant. */
export const holders = {
  APPROVER: { PROVINCE: 'the {tenant} province approvers', CITY: 'the {tenant} city approvers' },
  SECURITY_ADMIN: {
    PROVINCE: 'the {tenant} province security administrators',
    CITY: 'the {tenant} city security administrators',
  },
  SYSTEM_ADMIN: {
    PROVINCE: 'the {tenant} province system administrators',
    CITY: 'the {tenant} city system administrators',
  },
  AUDITOR: { PROVINCE: 'the {tenant} province auditors', CITY: 'the {tenant} city auditors' },
  OPERATOR: { PROVINCE: 'the {tenant} province operators', CITY: 'the {tenant} city operators' },
};

/** What waits for others, or was settled for them. */
export const matterKinds = {
  APPROVE: 'Submission',
  TAKEDOWN_REVIEW: 'Review of a stop',
  EXCEPTION: 'Exception',
  DETACHMENT: 'Leaving a standard',
  POLICY: 'Approval policy',
  DICTIONARY: 'Dictionary',
  FALLBACK: 'Default content',
  DISCLOSURE: 'Data authorisation',
  FINDING: 'Finding',
  FINDING_ANSWERED: 'Answer to a finding',
  IMPORT: 'Import of a list',
};

export const doneTexts = {
  title: 'Done by me',
  sentence: '{count} matter in the last {days} days. | {count} matters in the last {days} days.',
  empty: 'Nothing in the last {days} days. What you approve, confirm or authorise appears here.',
  approvals: 'All approvals done',
  outcome: {
    APPROVED: 'Approved',
    RETURNED: 'Returned',
    REJECTED: 'Rejected',
    GRANTED: 'Granted',
    REFUSED: 'Refused',
    CONFIRMED: 'Confirmed',
    AUTHORISED: 'Authorised',
    JUSTIFIED: 'Stop justified',
    MISTAKEN: 'Stopped by mistake',
    NEEDS_CHANGE: 'Needs a change',
    ANSWERED: 'Answered',
    CLOSED: 'Closed',
    SENT_BACK: 'Sent back',
  },
};

export const copiedTexts = {
  title: 'Copied to me',
  sentence: '{count} approval was copied to me. | {count} approvals were copied to me.',
  empty: 'No approval was copied to me.',
  unread: 'New',
  read: 'Read',
};
