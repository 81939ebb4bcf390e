import type { NotificationRow } from '@xietong/shared/notifications';
import { useI18n } from 'vue-i18n';
import { campaignPath } from './campaign-path';

/** A notification in one sentence, and the page where to go on from it. */
export function useNotificationText() {
  const { t, locale } = useI18n();

  function sentence(row: NotificationRow): string {
    const from = locale.value === 'en' ? row.fromNameEn : row.fromNameZh;
    // An approval of a standard calls for publishing it; the others go live by themselves.
    const key = row.kind === 'APPROVED' && row.releaseKind === 'STANDARD' ? 'APPROVED_STANDARD' : row.kind;
    return t(`notifications.sentence.${key}`, { title: row.title, by: row.actorName, from });
  }

  function pathOf(row: NotificationRow): string {
    if (row.kind === 'EXCEPTION_ASKED') return `/campaigns/${row.campaignId}/exceptions`;
    if (row.requestId) return `/approvals/${row.requestId}`;
    return campaignPath({ kind: row.releaseKind, campaignId: row.campaignId });
  }

  return { sentence, pathOf };
}
