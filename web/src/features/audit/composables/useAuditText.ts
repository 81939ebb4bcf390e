import type { FieldChange } from '@xietong/shared/audit';
import { useI18n } from 'vue-i18n';
import type { ComparedField } from '../../../ui/field-diff';

/** Under this prefix services audit the fields of content by their labels. */
const CONTENT_PREFIX = 'content ';
/** Placements are audited by their place. */
const PLACEMENT = /^placement (\d+)$/;

/** Acts, fields and values of the log in words; what has no words is shown as it is stored. */
export function useAuditText() {
  const { t, te } = useI18n();

  const known = (key: string, fallback: string): string => (te(key) ? t(key) : fallback);
  const actText = (act: string): string => known(`audit.acts.${act}`, act);
  const subjectText = (type: string): string => known(`audit.subjects.${type}`, type);
  function fieldText(field: string): string {
    if (field.startsWith(CONTENT_PREFIX))
      return t('audit.contentField', { label: field.slice(CONTENT_PREFIX.length) });
    const place = PLACEMENT.exec(field)?.[1];
    return place === undefined ? known(`audit.fields.${field}`, field) : t('audit.placementField', { place });
  }

  /** The parts of a value, one a line; what lies deeper stays as it is stored. */
  function partsText(value: object): string {
    const partText = (part: unknown): string =>
      typeof part === 'object' && part !== null ? JSON.stringify(part) : String(part ?? t('ui.diff.absent'));
    if (Array.isArray(value)) return value.map(partText).join('\n');
    return Object.entries(value)
      .map(([name, part]) =>
        t('audit.part', { name: known(`audit.fields.${name}`, name), value: partText(part) }),
      )
      .join('\n');
  }

  function valueText(value: FieldChange['before']): string | null {
    if (value === null) return null;
    if (typeof value === 'boolean') return t(value ? 'audit.yes' : 'audit.no');
    if (typeof value === 'string') return value;
    if (typeof value === 'number') return String(value);
    return partsText(value) || null;
  }

  /** A change as the rows of a comparison show it. */
  const compared = (changes: readonly FieldChange[]): ComparedField[] =>
    changes.map(({ field, before, after }) => ({
      key: field,
      label: fieldText(field),
      left: valueText(before),
      right: valueText(after),
    }));

  return { actText, subjectText, compared };
}
