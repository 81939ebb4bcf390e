import { computed } from 'vue';
import { useI18n } from 'vue-i18n';
import { useApi } from '../../../api/api';
import { useApiQuery } from '../../../api/api-query';
import { useTenantName } from '../../../session/useTenantName';
import type { NamedCodes } from './useAuditValueText';

/** Points and tenants by their names; both lists are asked for once and shared by all who name them. */
export function useNamedCodes(): NamedCodes {
  const { locale } = useI18n();
  const api = useApi();
  const tenantName = useTenantName();
  const points = useApiQuery(api.points.options, undefined);
  const tenants = useApiQuery(api.tenants.list, undefined);
  const pointNames = computed(
    () =>
      new Map(
        points.data.value?.map(({ code, nameZh, nameEn }) => [code, locale.value === 'en' ? nameEn : nameZh]),
      ),
  );
  const tenantNames = computed(
    () => new Map(tenants.data.value?.map((tenant) => [tenant.code, tenantName(tenant)])),
  );
  return {
    point: (code) => pointNames.value.get(code) ?? code,
    tenant: (code) => tenantNames.value.get(code) ?? code,
  };
}
