/** What the hall's keys are called in the list of keys. */
export const DEMO_KEY_NAME = '演示网厅';
