import type { ContentField } from '@xietong/shared/content';
import type { CityDefault } from '@xietong/shared/releases';
import { useI18n } from 'vue-i18n';
import type { Conflict } from '../../../lib/three-way';
import type { ChannelOption } from '../../../ui/content/content-model';
import { useConstraintText } from '../../../ui/content/useConstraintText';
import { useFieldText } from '../../../ui/content/useFieldText';

/** The parts of a standard's draft in words, for comparing two versions of it. */
export function useStandardWords(channels: () => readonly ChannelOption[], nameOf: (id: string) => string) {
  const { t } = useI18n();
  const { fieldLabel, valueText } = useFieldText();
  const constraintText = useConstraintText();

  function fieldText(field: ContentField): string {
    const { kind, constraint } = field.policy;
    return [
      fieldLabel(field),
      valueText(field, channels()) || t('content.unfilled'),
      t(`content.policy.${kind}.name`),
      ...constraintText(field.role, constraint),
    ].join('\n');
  }

  return {
    label: ({ key, mine, theirs }: Conflict): string => {
      if (key === 'title') return t('campaigns.editor.name');
      if (key === 'cityDefault') return t('campaigns.cityDefault.title');
      return key === 'order' ? t('campaigns.editor.order') : fieldLabel((mine ?? theirs) as ContentField);
    },
    text: (key: string, value: unknown): string | null => {
      if (value === undefined) return null;
      if (key === 'title') return String(value);
      if (key === 'cityDefault') return t(`campaigns.cityDefault.${value as CityDefault}`);
      return key === 'order'
        ? (value as string[]).map(nameOf).filter(Boolean).join('\n')
        : fieldText(value as ContentField);
    },
  };
}
