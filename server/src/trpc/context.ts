import type { Actor } from '@xietong/shared/tenants';
import type { FailurePort } from '../access/audit-port';

/** What every procedure finds; services come by the routers' factories instead. */
export interface TrpcContext {
  readonly actor: Actor | null;
  readonly requestId: string;
  readonly address: string | null;
  readonly failures: FailurePort;
}
