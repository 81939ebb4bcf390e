import { isProvinceRole, type Actor, type Grants } from '../tenants';

/** Standard campaigns: the province makes them, a city sees those that were ever published. */
export function grantCampaigns({ can }: Grants, actor: Actor): void {
  if (actor.kind !== 'PERSON') return;
  const { tenant, role } = actor;
  if (role === 'SYSTEM_ADMIN' || role === 'SECURITY_ADMIN') return;
  if (isProvinceRole(actor, 'OPERATOR')) {
    can(['create', 'update', 'submit', 'publish', 'withdraw', 'archive'], 'StandardCampaign');
  }
  if (tenant.kind === 'PROVINCE') can('read', 'StandardCampaign');
  else can('read', 'StandardCampaign', { published: true });
}
