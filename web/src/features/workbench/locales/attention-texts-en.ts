/** What each kind of thing to do needs, in a sentence. */
export const attentionOfKinds = {
  DISCLOSURE:
    '{count} request for full numbers waits for my authorisation: “{title}”. | {count} requests for full numbers wait for my authorisation, first “{title}”.',
  EXCEPTION:
    '{count} exception that a city asks for waits for my decision: “{title}”. | {count} exceptions that cities ask for wait for my decision, first “{title}”.',
  DETACHMENT:
    '{count} city asks to leave a standard: “{title}”. | {count} requests to leave a standard wait for my decision, first “{title}”.',
  FALLBACK:
    'The default content of {count} marketing point waits for my approval. | The default content of {count} marketing points waits for my approval.',
  DICTIONARY: 'A new version of the content dictionary waits for my word.',
  POLICY:
    '{count} change of an approval policy waits for my word: “{title}”. | {count} changes of approval policies wait for my word, first “{title}”.',
  FINDING:
    '{count} finding waits to be put right and answered: “{title}”. | {count} findings wait to be put right and answered, most urgently “{title}”.',
  FINDING_ANSWERED:
    '{count} finding was answered and is to be looked at: “{title}”. | {count} findings were answered and are to be looked at, first “{title}”.',
  CORRECTED:
    '{count} local campaign was corrected by the province; the city has to confirm it: “{title}”. | {count} local campaigns were corrected by the province; the city has to confirm them, first “{title}”.',
  STANDARD_RETIRED:
    '{count} local campaign stands still because its standard was retired: “{title}”. | {count} local campaigns stand still because their standards were retired, first “{title}”.',
  SAMPLE:
    '{count} sample was not looked through yet: “{title}”. | {count} samples were not looked through yet, first “{title}”.',
  IMPORT:
    '{count} uploaded list was not imported yet: “{title}”. | {count} uploaded lists were not imported yet, first “{title}”.',
};
