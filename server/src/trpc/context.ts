import type { Actor, PersonActor } from '@xietong/shared/tenants';
import type { CompletionPort, FailurePort } from '../access/audit-port';

/** What every procedure finds; services come by the routers' factories instead. */
export interface TrpcContext {
  readonly actor: Actor | null;
  /** Who is signed in but must first set a new password; `actor` is then null. */
  readonly restricted: PersonActor | null;
  readonly requestId: string;
  readonly address: string | null;
  readonly audit: CompletionPort & FailurePort;
}
