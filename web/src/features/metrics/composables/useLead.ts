import type { LeadStatement, LeadValue } from '@xietong/shared/metrics';
import { useI18n } from 'vue-i18n';
import { formatFen, formatNumber, formatRate } from '../../../lib/number-format';
import { useTenantName } from '../../../session/useTenantName';

/** Says in the present language what the statements state. */
export function useLead(): (statements: readonly LeadStatement[]) => string {
  const { t } = useI18n();
  const tenantName = useTenantName();
  function write(given: LeadValue): string {
    switch (given.kind) {
      case 'count':
        return formatNumber(given.value);
      case 'rate':
      case 'change':
        return formatRate(given.value);
      case 'points':
        return formatNumber(given.value * 100, 2);
      case 'fen':
        return formatFen(given.value);
      case 'text':
        return given.value;
      case 'cities':
        return given.value.map(tenantName).join(t('metrics.lead.and'));
    }
  }
  return (statements) =>
    statements
      .map(({ code, values }) =>
        t(
          `metrics.lead.${code}`,
          Object.fromEntries(Object.entries(values).map(([name, value]) => [name, write(value)])),
        ),
      )
      .join('');
}
