import { APPROVAL_CASES } from './approval-cases';
import { INSTALLATION_CASES } from './installation-cases';
import { LOCAL_CASES } from './local-cases';
import { LOG_AND_LIST_CASES } from './log-and-list-cases';
import type { MutationCase } from './mutation-case';
import { PEOPLE_CASES } from './people-cases';
import { STANDARD_CASES } from './standard-cases';

export { createMutationWorld } from './mutation-world';

/** Of every mutation at least one call that succeeds. */
export const MUTATION_CASES: readonly MutationCase[] = [
  ...STANDARD_CASES,
  ...LOCAL_CASES,
  ...APPROVAL_CASES,
  ...PEOPLE_CASES,
  ...INSTALLATION_CASES,
  ...LOG_AND_LIST_CASES,
];
