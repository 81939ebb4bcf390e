import { isProvinceRole, type Actor } from './actor';
import type { Grants } from './permission-vocabulary';

/** Tenants, people, duties, city functions and the own session. */
export function grantTenants({ can }: Grants, actor: Actor): void {
  if (actor.kind !== 'PERSON') return;
  const { tenant } = actor;
  const own = { tenantId: tenant.id };
  can(['read', 'update'], 'Session', own);
  if (tenant.kind === 'PROVINCE') {
    can('read', 'Tenant');
  } else {
    can('read', 'Tenant', {
      tenantId: { $in: tenant.parentId ? [tenant.id, tenant.parentId] : [tenant.id] },
    });
  }
  if (actor.role === 'AUDITOR') {
    const scope = tenant.kind === 'PROVINCE' ? undefined : own;
    for (const subject of ['Person', 'Duty', 'CityFunction'] as const) can('read', subject, scope);
  }
  if (isProvinceRole(actor, 'OPERATOR')) can('read', 'CityFunction');
  if (isProvinceRole(actor, 'SYSTEM_ADMIN')) {
    can(['create', 'update', 'archive'], 'Tenant');
    can(['read', 'create', 'update', 'archive'], 'Person');
    can('update', 'Password', { ofSecurityAdmin: false });
    can('read', ['Duty', 'CityFunction']);
  }
  if (isProvinceRole(actor, 'SECURITY_ADMIN')) {
    can('read', 'Person');
    // Whoever gives somebody a password can be them: what system administrators may never be, they do not reset.
    can('update', 'Password', { ofSecurityAdmin: true });
    can(['read', 'create', 'update', 'archive'], ['Duty', 'CityFunction']);
  }
  // A city's administrators keep its own people; which functions a city has is the province's to say.
  if (tenant.kind === 'CITY' && actor.role === 'SYSTEM_ADMIN') {
    can(['read', 'create', 'update', 'archive'], 'Person', own);
    can('update', 'Password', { ...own, ofSecurityAdmin: false });
    can('read', ['Duty', 'CityFunction'], own);
  }
  if (tenant.kind === 'CITY' && actor.role === 'SECURITY_ADMIN') {
    can('read', ['Person', 'CityFunction'], own);
    can('update', 'Password', { ...own, ofSecurityAdmin: true });
    can(['read', 'create', 'update', 'archive'], 'Duty', own);
  }
}
