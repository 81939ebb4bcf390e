import type { ReviewStep } from '@xietong/shared/approvals';
import { actorId } from '@xietong/shared/tenants';
import type { Call } from '../../access/call';

/** Whether a step is the actor's tenant's, met or not: who comes second on it is told so. */
export const hasStep = ({ steps }: { readonly steps: readonly ReviewStep[] }, { actor }: Call): boolean =>
  steps.some(({ approverTenantId }) => approverTenantId === actor.tenant.id);
export const approverOf = ({ actor }: Call) => ({ tenantId: actor.tenant.id, personId: actorId(actor) });
/** How many could still decide a step, where the reader sees the people of its tenant: a city sees its own. */
export function ableOf(
  { actor }: Call,
  approvers: readonly { readonly personId: string; readonly tenantId: string }[],
  request: {
    readonly authors: readonly { readonly actorId: string }[];
    readonly decisions: readonly { readonly by: string }[];
  },
) {
  const isOut = (personId: string): boolean =>
    request.authors.some((author) => author.actorId === personId) ||
    request.decisions.some(({ by }) => by === personId);
  return ({ approverTenantId, personId }: ReviewStep): number | null =>
    actor.tenant.kind === 'CITY' && approverTenantId !== actor.tenant.id
      ? null
      : approvers.filter(
          (each) =>
            each.tenantId === approverTenantId &&
            (personId ?? each.personId) === each.personId &&
            !isOut(each.personId),
        ).length;
}
