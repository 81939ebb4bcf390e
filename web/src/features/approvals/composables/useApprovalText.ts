import type { ApprovalRow } from '@xietong/shared/approvals';
import { lastDayOfWindow, shanghaiDate } from '@xietong/shared/kernel';
import type { TimeWindow } from '@xietong/shared/kernel';
import { useI18n } from 'vue-i18n';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

type Approver = Pick<ApprovalRow, 'approverTenantKind' | 'approverNameZh' | 'approverNameEn'>;
type Owner = Pick<ApprovalRow, 'tenantNameZh' | 'tenantNameEn'>;

/** Names and spans of approvals in the present language. */
export function useApprovalText() {
  const { t, locale } = useI18n();
  const pick = (zh: string, en: string): string => (locale.value === 'en' ? en : zh);

  return {
    tenantName: (row: Owner): string => pick(row.tenantNameZh, row.tenantNameEn),
    /** Whose desk it lies on: `南京 市审批`. */
    approverName: (row: Approver): string =>
      t(`approvals.approver.${row.approverTenantKind}`, {
        tenant: pick(row.approverNameZh, row.approverNameEn),
      }),
    /** First and last day, short, for columns that say which days they are. */
    daysText: (window: TimeWindow): string =>
      `${shanghaiDate(new Date(window.startsAt))} – ${lastDayOfWindow(window)}`,
    /** How long something has been waiting, in the largest unit that tells enough. */
    waitedText: (since: string, now: Date): string => {
      const waited = Math.max(0, now.getTime() - Date.parse(since));
      const [unit, size] =
        waited >= DAY_MS
          ? (['days', DAY_MS] as const)
          : waited >= HOUR_MS
            ? (['hours', HOUR_MS] as const)
            : (['minutes', MINUTE_MS] as const);
      const count = Math.floor(waited / size);
      if (count === 0) return t('approvals.waited.now');
      return t(`approvals.waited.${unit}`, { count }, count);
    },
  };
}
