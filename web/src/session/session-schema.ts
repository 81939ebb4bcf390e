import type { PackedRules } from '@xietong/shared/access';
import type { DemoSignIn, SessionPerson } from '@xietong/shared/tenants';

/** What `session.me` answers: who acts, as what, where, and what that allows. */
export interface Session extends SessionPerson {
  rules: PackedRules;
  demo: boolean;
  /** The session ends after so many milliseconds without a touch of keyboard or pointer. */
  idleMs: number;
}

/** An account of the demo province with what fills the sign-in form. */
export interface DemoAccount extends DemoSignIn {
  password: string;
}
