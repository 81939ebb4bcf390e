import type { NotificationRow } from '@xietong/shared/notifications';
import { useI18n } from 'vue-i18n';
import { campaignPath } from './campaign-path';

/** A notification in one sentence, and the page where to go on from it. */
export function useNotificationText() {
  const { t, locale } = useI18n();

  function sentence(row: NotificationRow): string {
    const from = locale.value === 'en' ? row.fromNameEn : row.fromNameZh;
    // An approval of a standard calls for publishing it; the others go live by themselves.
    const isStandard = row.subject.type === 'RELEASE' && row.subject.releaseKind === 'STANDARD';
    const key = row.kind === 'APPROVED' && isStandard ? 'APPROVED_STANDARD' : row.kind;
    return t(`notifications.sentence.${key}`, { title: row.title, by: row.actorName, from });
  }

  function pathOf(row: NotificationRow): string {
    if (row.requestId && row.kind.startsWith('TAKEDOWN_REVIEW')) return `/approvals/stops/${row.requestId}`;
    if (row.requestId) return `/approvals/${row.requestId}`;
    // Who keeps the policies opens no request.
    if (row.kind === 'APPROVAL_ESCALATED') return '/approval-policies';
    if (row.subject.type === 'LIST_IMPORT') return `/audiences/imports/${row.subject.importId}`;
    if (row.subject.type === 'DISCLOSURE') return `/disclosures/${row.subject.id}`;
    if (row.subject.type === 'APPROVAL_POLICY') return '/approval-policies';
    if (row.subject.type === 'CHECK_DICTIONARY') return '/content-check';
    if (row.subject.type === 'MARKETING_POINT') return `/points/${row.subject.id}`;
    if (row.subject.type === 'AUDIT_FINDING') return `/audit/findings/${row.subject.id}`;
    if (row.kind === 'EXCEPTION_ASKED' || row.kind === 'DETACHMENT_ASKED')
      return `/campaigns/${row.subject.campaignId}/exceptions`;
    return campaignPath({ kind: row.subject.releaseKind, campaignId: row.subject.campaignId });
  }

  /** The number of the campaign; an import has none. */
  const numberOf = ({ subject }: NotificationRow): string | null =>
    subject.type === 'RELEASE' ? subject.campaignNumber : null;

  return { sentence, pathOf, numberOf };
}
