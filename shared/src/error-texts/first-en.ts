/** What the frame and the first pages of the console may meet. */
export const firstErrorTexts = {
  INVALID_INPUT: 'Some of what was entered does not fit. Follow the notes beside the fields.',
  UNAUTHENTICATED: 'The session has ended. Sign in again.',
  FORBIDDEN: 'This duty may not do that. Ask a security administrator.',
  NOT_FOUND: 'Not found. It may not exist, or this duty may not see it.',
  STALE_VERSION:
    'Someone, or you in another window, saved new content after you opened this. Nothing of yours is lost: compare the two and choose.',
  ALREADY_DONE: 'This step is already done. Reload to see the present state.',
  ALREADY_CREATED:
    'This form went through when it was last sent; only the answer was lost, and it held something else then. Look in the list first. To make another one of what stands here now, send it again.',
  TOO_LARGE: 'This is larger than the limit. Make it smaller and try again.',
  AUDIT_RETENTION_TOO_SHORT: 'Audit events are kept for {days} days at least.',
  AUDIT_SEGMENT_MISSING:
    'The archive file {file} is not there. Put it back into audit-archive of the data folder and try again.',
  AUDIT_SEGMENT_UNSOUND:
    'The archive file {file} is not what was logged. Restore it from a backup and try again.',
  AUDIT_SAMPLE_EMPTY: 'There are no audit events to draw from. Choose more days or all acts.',
  AUDIT_CHECK_RUNNING: 'An integrity check is running. Start another one when it is over.',
  AUDIT_LOG_BROKEN:
    'The audit log does not continue its newest signed tree head, so nothing can be proven. Run an integrity check to see what was altered.',
  FINDING_NOT_OWNER: 'Only whoever is responsible answers a finding.',
  FINDING_BY_OWNER: 'Whoever is responsible neither closes nor sends back; another auditor has to.',
  FINDING_WRONG_STATE:
    'This finding is {state} by now, and that does not allow this. Reload to see what happened.',
  FINDING_OWNER_UNFIT:
    'Whoever is responsible must hold a duty in that tenant and not be the auditor. Choose somebody else.',
  FINDING_DUE_PAST: 'The due day must lie ahead.',
  DISCLOSURE_BY_REQUESTER: 'Whoever asked cannot authorise it; another approver of the tenant has to.',
  DISCLOSURE_BY_IMPORTER: 'Whoever imported the list cannot authorise its export; another approver has to.',
  DISCLOSURE_DECIDED: 'This request is {state} by now. Reload to see by whom.',
  DISCLOSURE_LAPSED:
    'The request lapsed after {days} days without a decision. Ask again if it is still needed.',
  DISCLOSURE_NOT_IN_FORCE:
    'Numbers leave under an authorisation alone; this one is {state}. Ask again if it is still needed.',
  DISCLOSURE_USED_UP: 'All {max} uses are used up. Ask again if it is still needed.',
  DISCLOSURE_BROKEN_OFF:
    'Downloads broke off more than {max} times, so the authorisation cannot be used any more. Check the network and ask again.',
  DISCLOSURE_UNDER_WAY:
    'A download under this authorisation is going on, and there are never two at once. Let it end; if it broke off, try again in {minutes} minutes.',
  DISCLOSURE_NOBODY:
    'No approver of the tenant can authorise it: neither who asks nor who imported the list may. Ask a security administrator.',
  DISCLOSURE_EMPTY:
    'No member of the list is a customer whom the tenant sees, so there is no number to export.',
  EXPORT_TOO_LARGE:
    'More than {max} rows match, too many for one file. Choose fewer days or more conditions and export again.',
  RATE_LIMITED: 'Too many attempts. Wait a minute and try again.',
  STORAGE_FULL:
    'The server’s disk is full. This was not saved, and nothing saved before is lost. Ask the system administrator to free some space, then try again.',
  DATABASE_UNAVAILABLE:
    'The database cannot be reached. This was not done, and nothing saved before is lost. Try again shortly; if it lasts, tell the system administrator.',
  BAD_ORIGIN:
    'The request came from an address that is not allowed. Open the page from this system and try again.',
  INTERNAL: 'Something failed inside the system and was recorded. Try again later, or quote the request ID.',
  NETWORK_UNREACHABLE: 'The server cannot be reached. Check the network and try again.',
  UNEXPECTED: 'Something unforeseen happened. Try again later, or quote the request ID.',
  VIEW_NAME_TAKEN: 'A view named “{name}” exists. Use another name or replace it.',
  VIEW_HOLDS_PHONE:
    'The filters or the name hold a phone number, which is not kept. Take it out and keep the rest.',
  VIEW_TOO_MANY: 'A list keeps {max} views at most. Delete some that are not used.',
  REQUIRED: 'Required.',
  INVALID_TYPE: 'Of the wrong type.',
  INVALID_FORMAT: 'Not in the right format.',
  INVALID_CHOICE: 'Not one of the choices.',
  INVALID_VALUE: 'This value does not fit.',
  TOO_SMALL: 'Too small or too short.',
  TOO_BIG: 'Too large or too long.',
  UNKNOWN_FIELD: 'The system does not know this field.',
  DUTIES_CONFLICT: 'One person may not hold these duties together. Give them to different people.',
  DUTY_REPEATED: 'The person already holds this duty in that time.',
  DUTY_SPAN_EMPTY: 'The end must be after the start.',
  DUTY_NOT_HELD: 'You do not hold this duty now. Reload and choose again.',
  NO_ACTIVE_DUTY: 'This staff ID holds no duty at present. Ask a security administrator.',
  STAFF_ID_TAKEN: 'This staff ID is taken. Choose another.',
  PASSWORD_TOO_WEAK:
    'A password has {min}–{max} characters of three kinds: capitals, small letters, digits, signs.',
  PASSWORD_HOLDS_STAFF_ID: 'The password must not contain the staff ID {staffId}.',
  PASSWORD_UNCHANGED: 'The new password must differ from the present one.',
  PASSWORD_WRONG:
    'The password is not right. Check it and try again; five wrong ones in a row lock the sign-in.',
  PASSWORD_CHANGE_REQUIRED: 'The present password was set by an administrator. Set a new one first.',
  SIGN_IN_FAILED: 'The staff ID or the password is not right. Check both and try again.',
  SIGN_IN_LOCKED:
    'Too many failed attempts; this staff ID is locked for a while. Try later or ask a system administrator.',
  PASSWORD_TRIED_WIDELY:
    'This password failed for many staff IDs today and is not accepted for now. Sign in from a browser that you used before, or ask an administrator for a new password.',
  FIELD_REQUIRED: 'This is required.',
  FIELD_REQUIRED_LOCAL: 'The city must fill this in.',
  FIELD_TOO_SHORT: 'Too short; at least {min} characters.',
  FIELD_TOO_LONG: 'Too long; at most {max} characters.',
  FIELD_NOT_A_CHOICE: 'Not one of the choices.',
  FIELD_PATTERN_MISMATCH: 'Not in the required format.',
  FIELD_PATTERN_INVALID: 'The format rule itself is wrong. Ask who wrote the standard.',
  FIELD_LINK_NOT_ALLOWED: 'The domain of the link is not allowed.',
  FIELD_LINK_INVALID:
    'Enter an address that begins with https://, or a path on the channel’s own site that begins with /.',
  FIELD_FORBIDDEN_WORD: 'Contains a forbidden word. Change it.',
  FIELD_PRICE_TOO_LOW: 'The price is below the floor.',
  FIELD_PRICE_TOO_HIGH: 'The price is above the ceiling.',
  FIELD_LOCKED: 'The province has locked this field.',
  FIELD_NOT_APPENDED: 'Only additions after the standard items are possible; those stay as they are.',
  FIELD_NOT_NARROWED: 'Only within the standard: {allowed}.',
  FIELD_PERIOD_REVERSED: 'The last day lies before the first.',
  FIELD_UNKNOWN: 'The standard has no such field.',
  FIELD_WRONG_TYPE: 'Not filled in completely, or in the wrong form.',
  FIELD_POLICY_UNFIT: 'This guard-rail does not suit this kind of field.',
  IMAGE_ALT_REQUIRED: 'Describe the image in words.',
  OFFER_TARIFF_REQUIRED: 'Give the tariff number.',
  CONTENT_EMPTY: 'Content needs at least one field.',
  CONTENT_HEADLINE_MISSING: 'Content needs a headline.',
};
