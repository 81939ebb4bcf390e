import type { AuditFinding } from '@xietong/shared/audit';
import { useI18n } from 'vue-i18n';
import { formatNumber } from '../../../lib/number-format';

/** Heads are named by how many entries they cover, everything else by places in the log, which begin with 0. */
const BY_LENGTH: ReadonlySet<AuditFinding['kind']> = new Set(['HEAD_CHANGED', 'HEAD_REMOVED']);
/** What these name is a content by its name in an audit pack, or a release; of the others the fields are columns. */
const BY_NAME: ReadonlySet<AuditFinding['kind']> = new Set([
  'CONTENT_CHANGED',
  'CONTENT_REMOVED',
  'DECISION_NOT_LOGGED',
]);

/** What an integrity check found, as a sentence; entries are counted from 1. */
export function useCheckFindingText(): (finding: AuditFinding) => string {
  const { t } = useI18n();
  return ({ kind, index, other, eventId, otherEventId, fields }) => {
    const first = BY_LENGTH.has(kind) ? 0 : 1;
    const place = (at: number | null) => (at === null ? '' : formatNumber(at + first));
    const isSpan = other !== null && index !== null && other !== index && kind !== 'EVENTS_REORDERED';
    const where = isSpan
      ? t('audit.finding.span', { first: place(index), last: place(other) })
      : t('audit.finding.place', { place: place(index ?? other) });
    const columns = BY_NAME.has(kind) ? [] : fields;
    const content = fields.join(t('audit.join'));
    const named = { where, place: place(index), other: place(other), content };
    const sentence =
      kind === 'HEAD_FILE_CHANGED' && index === null
        ? t('audit.finding.HEAD_FILE_LINE', { line: other === null ? '' : formatNumber(other) })
        : t(`audit.finding.${kind}`, named);
    const ids = [eventId, otherEventId].filter((id) => id !== null);
    return [
      sentence,
      ...(columns.length > 0 ? [t('audit.finding.fields', { fields: columns.join(t('audit.join')) })] : []),
      ...(ids.length > 0 ? [t('audit.finding.event', { id: ids.join(t('audit.join')) })] : []),
    ].join(t('audit.semicolon'));
  };
}
