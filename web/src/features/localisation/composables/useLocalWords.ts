import type { ContentField } from '@xietong/shared/content';
import type { Assessment, PlacementInput, PointOption } from '@xietong/shared/localisation';
import { useI18n } from 'vue-i18n';
import type { Conflict } from '../../../lib/three-way';
import type { ChannelOption } from '../../../ui/content/content-model';
import { useFieldText } from '../../../ui/content/useFieldText';
import { usePointName } from './usePointName';
import { ASSESSMENT_QUESTIONS } from './assessment-questions';

interface Known {
  fields: () => readonly ContentField[];
  points: () => readonly PointOption[];
  channels: () => readonly ChannelOption[];
  listName: (versionId: string) => string;
}

/** The parts of a city's draft, or of the province's placement, in words, for comparing two versions. */
export function useLocalWords({ fields, points, channels, listName }: Known) {
  const { t } = useI18n();
  const { fieldLabel, valueText } = useFieldText();
  const { pointName } = usePointName();

  const fieldOf = (key: string) => fields().find((field) => key === `field:${field.id}`);

  function pointText(code: string): string {
    const point = points().find((each) => each.code === code);
    return point ? pointName(point) : code;
  }

  function audienceText({ listVersionId, rule }: PlacementInput): string {
    if (!listVersionId && !rule) return t('localisation.audience.everyone');
    const list = listVersionId ? [listName(listVersionId)] : [];
    const byRule = rule ? [`${t('localisation.audience.byRule')} ${JSON.stringify(rule)}`] : [];
    return [...list, ...byRule].join('\n');
  }

  function placementText(placement: PlacementInput): string {
    const { pointCode, firstDay, lastDay, tier, lever } = placement;
    return [
      pointText(pointCode),
      `${firstDay} – ${lastDay}`,
      `${t(`localisation.tier.${tier}`)} · ${t('localisation.lever.at', { lever })}`,
      audienceText(placement),
    ].join('\n');
  }

  function assessmentText(assessment: Assessment | null): string {
    if (!assessment) return t('localisation.editor.unfilled');
    return ASSESSMENT_QUESTIONS.map(
      (part) => `${t(`localisation.assessment.${part}`)}\n${assessment[part]}`,
    ).join('\n');
  }

  return {
    label: ({ key, mine, theirs }: Conflict): string => {
      if (key === 'title') return t('localisation.editor.name');
      if (key === 'assessment') return t('localisation.assessment.title');
      const field = fieldOf(key);
      if (field) return fieldLabel(field);
      const { pointCode } = (mine ?? theirs) as PlacementInput;
      return t('localisation.conflict.placement', { point: pointText(pointCode) });
    },
    text: (key: string, value: unknown): string | null => {
      if (key === 'title') return String(value);
      if (key === 'assessment') return assessmentText(value as Assessment | null);
      const field = fieldOf(key);
      if (value === undefined) return field ? t('localisation.conflict.standard') : null;
      if (!field) return placementText(value as PlacementInput);
      const own = { ...field, value: (value as { value: unknown }).value } as ContentField;
      return valueText(own, channels()) || t('localisation.editor.unfilled');
    },
  };
}
