import type { ContentField, FieldValue, Overrides } from '@xietong/shared/content';
import { canonicalJson } from '@xietong/shared/kernel';
import {
  checkLocalDraft,
  type Assessment,
  type LocalCampaignDetail,
  type PointOption,
} from '@xietong/shared/localisation';
import { CITY_TIERS } from '@xietong/shared/releases';
import { computed, reactive, ref } from 'vue';
import { useApi } from '../../../api/api';
import { usePlacementsDraft } from './usePlacementsDraft';
import { useVersionSaving } from './useVersionSaving';

export const NO_ASSESSMENT: Assessment = { purpose: '', necessity: '', safeguards: '' };

/**
 * A city's draft as its form holds it: saved by itself, checked while it is typed with the very rules
 * that the server applies.
 */
export function useLocalDraft(detail: LocalCampaignDetail, points: readonly PointOption[]) {
  const api = useApi();
  const { version } = detail;
  const standard = detail.standard?.fields ?? [];
  const title = ref(version.title);
  const assessment = ref<Assessment>(version.assessment ?? { ...NO_ASSESSMENT });
  const overrides = reactive<Record<string, { value: unknown; setBy: string; reason?: string }>>({});
  for (const [fieldId, { value, setBy, reason }] of Object.entries(version.overrides))
    overrides[fieldId] = { value, setBy, ...(reason === undefined ? {} : { reason }) };

  const saving = useVersionSaving(version.rowVersion, {
    content: (rowVersion) =>
      api.localCampaigns.saveDraft.mutate({
        versionId: version.id,
        rowVersion,
        title: title.value,
        overrides: Object.fromEntries(
          Object.entries(overrides).map(([id, { value, reason }]) => [
            id,
            { value, ...(reason === undefined ? {} : { reason }) },
          ]),
        ),
        assessment: Object.values(assessment.value).every((text) => text === '') ? null : assessment.value,
      }),
    placements: (rowVersion) =>
      placements.saveAs((inputs) =>
        api.localCampaigns.savePlacements.mutate({ versionId: version.id, rowVersion, placements: inputs }),
      ),
  });
  const placements = usePlacementsDraft(version.placements, () => {
    saving.touch('placements');
  });

  const pointsByCode = new Map(points.map((point) => [point.code, point]));
  const opened = new Date();
  const checked = computed(() =>
    checkLocalDraft(
      {
        title: title.value,
        standard,
        overrides: overrides as Overrides,
        placements: placements.inputs.value,
        assessment: assessment.value,
      },
      { points: pointsByCode, tiers: CITY_TIERS, smsSignature: detail.smsSignature, now: opened },
    ),
  );

  function setValue(field: ContentField, value: FieldValue): void {
    if (canonicalJson(value) === canonicalJson(field.value)) Reflect.deleteProperty(overrides, field.id);
    else overrides[field.id] = { ...overrides[field.id], value, setBy: overrides[field.id]?.setBy ?? '' };
    saving.touch('content');
  }

  return {
    title,
    assessment,
    overrides,
    standard,
    placements,
    saving,
    resolved: computed(() => checked.value.resolved),
    problems: computed(() => [...checked.value.problems, ...placements.missingAudiences.value]),
    /** The value to show in a field's control, also where it is not (yet) let through. */
    valueOf: (field: ContentField): FieldValue => (overrides[field.id] ?? field).value as FieldValue,
    setValue,
    touchContent: () => {
      saving.touch('content');
    },
  };
}
export type LocalDraftForm = ReturnType<typeof useLocalDraft>;
