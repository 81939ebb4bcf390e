import { shanghaiDate } from '@xietong/shared/kernel';
import { basisOfPeriod, spanOfPeriod } from '@xietong/shared/metrics';
import type { Api } from '../../api/api';
import { lead } from '../../api/lead';
import type { Lead, LeadAbout } from '../../api/lead';
import { FIRST_PERIOD } from './composables/useMetricFilter';

/** What the page with numbers asks first: the province of its cities, a city of itself. */
export function leadOf(api: Api, { tenantKind }: LeadAbout): Lead {
  const input = {
    ...spanOfPeriod(FIRST_PERIOD, shanghaiDate(new Date())),
    demo: 'include' as const,
    basis: basisOfPeriod(FIRST_PERIOD),
  };
  return tenantKind === 'PROVINCE' ? lead(api.metrics.province, input) : lead(api.metrics.city, input);
}
