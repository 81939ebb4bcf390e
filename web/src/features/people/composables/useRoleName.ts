import type { Role, TenantKind } from '@xietong/shared/tenants';
import { useI18n } from 'vue-i18n';
import { useTenantName } from '../../../session/useTenantName';

interface Office {
  role: Role;
  tenant: { kind: TenantKind; nameZh: string; nameEn: string };
}

/** A role in words, which depend on the kind of tenant, and with the tenant's name. */
export function useRoleName(): {
  officeName: (office: Office) => string;
} {
  const { t } = useI18n();
  const tenantName = useTenantName();
  const roleName = ({ role, tenant }: Office): string => t(`roles.${tenant.kind}.${role}`);
  return { officeName: (office) => `${tenantName(office.tenant)} · ${roleName(office)}` };
}
