/** Params of failures whose values are codes and stand in a text by their words (`errorValues`): states and types. */
export const CODED_PARAMS = ['state', 'known', 'found'] as const;
