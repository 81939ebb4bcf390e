import { isCityRole, isProvinceRole, type Actor, type Grants } from '../tenants';

/**
 * Local campaigns: a city's own work. With LOCAL_CONTENT it localises standards, with
 * CAMPAIGN_BUILDER it builds campaigns without one. The province reads all and changes none.
 */
export function grantLocalisation({ can }: Grants, actor: Actor): void {
  if (actor.kind !== 'PERSON') return;
  const { tenant, role, functions } = actor;
  if (role === 'SYSTEM_ADMIN' || role === 'SECURITY_ADMIN') return;
  if (tenant.kind === 'PROVINCE') can('read', 'LocalCampaign');
  else can('read', 'LocalCampaign', { tenantId: tenant.id });
  // Reminding, letting off, going on from the pilot: whoever published the standard sees to it.
  if (isProvinceRole(actor, 'OPERATOR')) can('update', 'PropagationItem');
  if (!isCityRole(actor, 'OPERATOR')) return;
  const own = { tenantId: tenant.id };
  if (functions.includes('LOCAL_CONTENT')) {
    can(['create', 'update', 'submit'], 'LocalCampaign', { ...own, baseCampaignId: { $ne: null } });
  }
  if (functions.includes('CAMPAIGN_BUILDER')) {
    can(['create', 'update', 'submit'], 'LocalCampaign', { ...own, baseCampaignId: null });
  }
  // What a city has put out it can always take back, whichever functions it has lost since.
  can(['withdraw', 'archive'], 'LocalCampaign', own);
}
