import type { ContentField, FieldValue, Overrides } from '@xietong/shared/content';
import { sameJson } from '@xietong/shared/kernel';
import {
  checkLocalContent,
  checkLocalDraft,
  imagesOf,
  type Assessment,
  type LocalCampaignDetail,
  type PointOption,
} from '@xietong/shared/localisation';
import { CITY_TIERS } from '@xietong/shared/releases';
import { computed, inject, reactive, ref } from 'vue';
import { useApi } from '../../../api/api';
import { useDraft } from '../../../session/useDraft';
import { emptyShelf, IMAGE_SHELF } from '../../../ui/content/image-shelf';
import { contentOfParts, overrideInputs, partsOfLocal, partsOfVersion } from './local-parts';
import { givenAssessment, NO_ASSESSMENT, placingOfParts } from './placement-parts';
import { usePlacementsDraft } from './usePlacementsDraft';

/**
 * A city's draft as its form holds it: saved by itself, checked while it is typed with the very rules
 * that the server applies.
 */
export function useLocalDraft(detail: LocalCampaignDetail, points: readonly PointOption[]) {
  const api = useApi();
  const { version } = detail;
  const standard = detail.fields;
  const title = ref(version.title);
  const assessment = ref<Assessment>(version.assessment ?? { ...NO_ASSESSMENT });
  const overrides = reactive<Record<string, { value: unknown; setBy: string; reason?: string }>>({});
  const placements = usePlacementsDraft(version.placements, () => {
    saving.touch('placements');
  });
  putOverrides(version.overrides);

  function putOverrides(
    given: Readonly<Record<string, { value?: unknown; reason?: string | undefined }>>,
  ): void {
    for (const id of Object.keys(overrides)) Reflect.deleteProperty(overrides, id);
    for (const [id, { value, reason }] of Object.entries(given))
      overrides[id] = { value, setBy: '', ...(reason === undefined ? {} : { reason }) };
  }

  const saving = useDraft({
    name: `local.${version.id}`,
    rowVersion: version.rowVersion,
    parts: () =>
      partsOfLocal({
        title: title.value,
        overrides,
        rows: placements.rows.value,
        assessment: assessment.value,
      }),
    sections: {
      content: (rowVersion) =>
        api.localCampaigns.saveDraft.mutate({
          versionId: version.id,
          rowVersion,
          title: title.value,
          overrides: overrideInputs(overrides),
          assessment: givenAssessment(assessment.value),
        }),
      placements: (rowVersion) =>
        placements.saveAs((inputs) =>
          api.localCampaigns.savePlacements.mutate({
            versionId: version.id,
            rowVersion,
            placements: inputs,
          }),
        ),
    },
    load: async () => {
      const { version: stored } = await api.localCampaigns.get.query({
        id: detail.id,
        versionId: version.id,
      });
      const { rowVersion, updatedByName: by, updatedAt: at } = stored;
      return { rowVersion, parts: partsOfVersion(stored), by, at };
    },
    apply: (parts) => {
      const content = contentOfParts(parts);
      const placing = placingOfParts(parts);
      title.value = content.title;
      putOverrides(content.overrides);
      placements.reset(placing.rows);
      assessment.value = placing.assessment;
    },
  });

  const pointsByCode = new Map(points.map((point) => [point.code, point]));
  const opened = new Date();
  const images = inject(
    IMAGE_SHELF,
    emptyShelf,
  )(() => imagesOf(checkLocalContent(standard, overrides as Overrides).resolved));
  const checked = computed(() =>
    checkLocalDraft(
      {
        title: title.value,
        standard,
        overrides: overrides as Overrides,
        placements: placements.inputs.value,
        assessment: assessment.value,
      },
      {
        points: pointsByCode,
        tiers: CITY_TIERS,
        smsSignature: detail.smsSignature,
        images: images.value,
        mayAim: detail.may.aim,
        now: opened,
      },
    ),
  );

  function setValue(field: ContentField, value: FieldValue): void {
    if (sameJson(value, field.value)) Reflect.deleteProperty(overrides, field.id);
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
    problems: computed(() => [...checked.value.problems, ...placements.openInputs.value]),
    /** The value to show in a field's control, also where it is not (yet) let through. */
    valueOf: (field: ContentField): FieldValue => (overrides[field.id] ?? field).value as FieldValue,
    setValue,
    touchContent: () => {
      saving.touch('content');
    },
  };
}
export type LocalDraftForm = ReturnType<typeof useLocalDraft>;
