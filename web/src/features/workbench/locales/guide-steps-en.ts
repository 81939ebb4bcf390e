/** The first steps of each role. */
export const guideSteps = {
  CREATE_STANDARD: {
    title: 'Create a standard campaign',
    text: 'Choose fields from the palette and give each its guard-rails.',
  },
  SUBMIT_STANDARD: {
    title: 'Submit it for review',
    text: 'Open the draft, look at the preview, hand it to the approvers.',
  },
  PUBLISH_STANDARD: {
    title: 'Publish it',
    text: 'After the approval it is published; then cities can use it.',
  },
  LOCALISE: {
    title: 'Localise a standard',
    text: 'Open a published standard and choose “Localise”.',
  },
  IMPORT_LIST: {
    title: 'Import a list',
    text: 'Upload a file of numbers and look before importing; the list keeps no numbers, only hashes made with a secret key.',
  },
  PLACE: {
    title: 'Place it on a marketing point',
    text: 'Open the draft of a local campaign; its second step chooses point, window and audience.',
  },
  SUBMIT_LOCAL: {
    title: 'Submit it for review',
    text: 'When the third step shows no problem, hand it to the city approvers.',
  },
  DECIDE: {
    title: 'Decide on a first submission',
    text: 'Open one, look at content, reach and effect, then approve or return it.',
  },
  READ_NEWS: {
    title: 'Read a notification',
    text: 'Your notifications are under the bell at the top right.',
  },
  MONITOR: {
    title: 'Look at the numbers',
    text: 'See impressions, clicks, orders and savings under Monitoring.',
  },
  SEARCH_AUDIT: {
    title: 'Search the audit log',
    text: 'Find who did what by person, subject or result.',
  },
  READ_HISTORY: {
    title: 'Read the history of a campaign',
    text: 'From draft to end: who approved which content.',
  },
  READ_APPROVALS: {
    title: 'Look through the approvals',
    text: 'The reason of each decision, and the content it was about.',
  },
  CREATE_KEY: {
    title: 'Make a key for a channel',
    text: 'A channel gets content and reports events by its key, which is shown once.',
  },
  CREATE_PERSON: {
    title: 'Create a person',
    text: 'Give staff id and name; the first password is shown once. Duties are granted by a security administrator.',
  },
  RESET_PASSWORD: {
    title: 'Reset a password or unlock an account',
    text: 'Open a person to set a new password, or to unlock one after wrong passwords.',
  },
  CHANGE_PASSWORD: {
    title: 'Replace your first password',
    text: 'Whoever keeps accounts begins with the own one, under the personal settings.',
  },
  GRANT_DUTY: {
    title: 'Grant somebody a duty',
    text: 'Open a person, choose tenant, role and time; without a duty nobody can do anything.',
  },
  GRANT_FUNCTION: {
    title: 'Grant or revoke a function of a city',
    text: 'Eight functions, city by city; a change holds at once.',
  },
  READ_FUNCTIONS: {
    title: 'See which functions the city has',
    text: 'The province grants them; what is not granted no duty of the city can use.',
  },
  SET_POLICY: {
    title: 'Propose or confirm an approval policy',
    text: 'Who approves, how many, in which order; it holds once a second security administrator confirms it.',
  },
  WATCH_DISCLOSURES: {
    title: 'See who got full numbers',
    text: 'Each request, authorisation and download stands there, and can be revoked.',
  },
};
