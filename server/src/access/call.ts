import type { Actor } from '@xietong/shared/tenants';

/** Who calls a service, from where: the first argument of every method of a service. */
export interface Call {
  readonly actor: Actor;
  readonly requestId: string;
  /** Client's address as the socket says it; null for the command line and jobs. */
  readonly address: string | null;
  /** Of a procedure or route: the act of which it leaves exactly one event in the audit log. */
  readonly act?: string | undefined;
}
