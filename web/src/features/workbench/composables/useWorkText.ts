import type { ApprovalRow } from '@xietong/shared/approvals';
import type { UpcomingRelease } from '@xietong/shared/releases';
import { useI18n } from 'vue-i18n';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** Names, spans and ways to what is worked on. */
export function useWorkText() {
  const { t, locale } = useI18n();
  const pick = (zh: string, en: string): string => (locale.value === 'en' ? en : zh);

  return {
    tenantName: (row: Pick<UpcomingRelease, 'tenantNameZh' | 'tenantNameEn'>): string =>
      pick(row.tenantNameZh, row.tenantNameEn),
    approverName: (
      row: Pick<ApprovalRow, 'approverTenantKind' | 'approverNameZh' | 'approverNameEn'>,
    ): string =>
      t(`workbench.approver.${row.approverTenantKind}`, {
        tenant: pick(row.approverNameZh, row.approverNameEn),
      }),
    waited: (since: string, now: Date): string => {
      const waited = Math.max(0, now.getTime() - Date.parse(since));
      const [unit, count] =
        waited >= DAY_MS ? (['days', waited / DAY_MS] as const) : (['hours', waited / HOUR_MS] as const);
      const whole = Math.floor(count);
      return t(`workbench.waited.${whole === 0 ? 'now' : unit}`, { count: whole }, whole);
    },
  };
}
