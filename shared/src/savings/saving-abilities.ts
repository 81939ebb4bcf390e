import { isProvinceRole, mayUse, type Actor, type Grants } from '../tenants';

/** Who sees numbers sees the units they were reckoned with; the province's operators set them. */
export function grantSavings({ can }: Grants, actor: Actor): void {
  if (actor.kind !== 'PERSON') return;
  const { id, parentId } = actor.tenant;
  const works = actor.role === 'OPERATOR' || actor.role === 'APPROVER';
  if (actor.role === 'AUDITOR' || (works && mayUse(actor, 'MONITORING')))
    can('read', 'SavingUnit', { tenantId: parentId ?? id });
  if (isProvinceRole(actor, 'OPERATOR')) can('create', 'SavingUnit', { tenantId: id });
}
