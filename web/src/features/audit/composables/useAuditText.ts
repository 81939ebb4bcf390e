import type { AuditedContentField, FieldChange } from '@xietong/shared/audit';
import { computed } from 'vue';
import { useI18n } from 'vue-i18n';
import type { ComparedField } from '../../../ui/field-diff';
import { useErrorText } from '../../../ui/useErrorText';
import { useAuditValueText } from './useAuditValueText';
import type { NamedCodes } from './useAuditValueText';

/** Under these services audit a field of content, and what cities may do to it, by its name. */
const CONTENT = /^(content|policy) (.+)$/;
/** Placements are audited by their place. */
const PLACEMENT = /^placement (\d+)$/;

/** Acts, fields and values of the log in words; what has no words is shown as it is stored. */
export function useAuditText(names?: NamedCodes) {
  const { t, te, tm, locale } = useI18n();
  const { errorText } = useErrorText();
  const { valueText, contentText, policyText } = useAuditValueText(names);

  const known = (key: string, fallback: string): string => (te(key) ? t(key) : fallback);
  const actText = (act: string): string => known(`audit.acts.${act}`, act);
  /** Codes of all acts that have words, by those words. */
  const acts = computed<string[]>(() => {
    const { compare } = new Intl.Collator(locale.value);
    // The words of each once, not at every comparison.
    return Object.entries(tm('audit.acts') as Record<string, Record<string, unknown>>)
      .flatMap(([area, names]) => Object.keys(names).map((name) => `${area}.${name}`))
      .map((act) => ({ act, text: actText(act) }))
      .sort((a, b) => compare(a.text, b.text))
      .map(({ act }) => act);
  });
  /** Why an act failed or was refused; the log keeps the code alone, without the values of its text. */
  const failureText = (code: string): string =>
    known(`audit.failures.${code}`, errorText({ code, params: {} }));
  const subjectText = (type: string): string => known(`audit.subjects.${type}`, type);

  /** Changes as the rows of a comparison show them; `contentFields` are those of the campaign. */
  function compared(
    changes: readonly FieldChange[],
    contentFields: readonly AuditedContentField[],
  ): ComparedField[] {
    const byName = new Map(contentFields.map((field) => [field.name, field]));
    const labelOf = (name: string): string => {
      const labels = byName.get(name)?.labels;
      return (locale.value === 'en' ? labels?.en.trim() : labels?.zh.trim()) || name;
    };

    return changes.map(({ field, before, after }) => {
      const row = (label: string, text: (value: FieldChange['before']) => string | null) => ({
        key: field,
        label,
        left: text(before),
        right: text(after),
      });
      const [, part, name = ''] = CONTENT.exec(field) ?? [];
      const role = byName.get(name)?.role;
      if (part === 'content')
        return row(t('audit.contentField', { label: labelOf(name) }), (value) => contentText(role, value));
      if (part === 'policy')
        return row(t('audit.policyField', { label: labelOf(name) }), (value) => policyText(role, value));
      if (field === 'order')
        return row(t('audit.fields.order'), (value) =>
          Array.isArray(value)
            ? value.map((each) => labelOf(String(each))).join('\n') || null
            : valueText(field, value),
        );
      const place = PLACEMENT.exec(field)?.[1];
      if (place !== undefined)
        return row(t('audit.placementField', { place }), (value) => valueText(field, value));
      return row(known(`audit.fields.${field}`, field), (value) => valueText(field, value));
    });
  }

  return { acts, actText, failureText, subjectText, compared };
}
