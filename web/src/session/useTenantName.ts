import { useI18n } from 'vue-i18n';
import type { DutySummary, TenantSummary } from '@xietong/shared/tenants';

/** The tenant's name in the present language. */
export function useTenantName(): (tenant: Pick<TenantSummary, 'nameZh' | 'nameEn'>) => string {
  const { locale } = useI18n();
  return (tenant) => (locale.value === 'en' ? tenant.nameEn : tenant.nameZh);
}

/** A duty in words: tenant and role, where the role's word depends on the kind of tenant. */
export function useDutyName(): {
  roleName: (duty: DutySummary) => string;
  dutyName: (duty: DutySummary) => string;
} {
  const { t } = useI18n();
  const tenantName = useTenantName();
  const roleName = ({ role, tenant }: DutySummary): string => t(`roles.${tenant.kind}.${role}`);
  return { roleName, dutyName: (duty) => `${tenantName(duty.tenant)} · ${roleName(duty)}` };
}
