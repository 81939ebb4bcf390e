import {
  checkPlacements,
  imagesOf,
  type Assessment,
  type PointOption,
  type StandardPlacementDetail,
} from '@xietong/shared/localisation';
import { TIERS } from '@xietong/shared/releases';
import { computed, inject, ref } from 'vue';
import { useApi } from '../../../api/api';
import { useDraft } from '../../../session/useDraft';
import { emptyShelf, IMAGE_SHELF } from '../../../ui/content/image-shelf';
import { formOf } from './placement-form';
import { givenAssessment, NO_ASSESSMENT, partsOfPlacing, placingOfParts } from './placement-parts';
import { usePlacementsDraft } from './usePlacementsDraft';

type Revision = NonNullable<StandardPlacementDetail['version']>;

/** The province's placement of a standard as its form holds it. */
export function useStandardPlacementDraft(
  detail: StandardPlacementDetail,
  revision: Revision,
  points: readonly PointOption[],
) {
  const api = useApi();
  const assessment = ref<Assessment>(revision.assessment ?? { ...NO_ASSESSMENT });
  const placements = usePlacementsDraft(revision.placements, () => {
    saving.touch('placements');
  });
  const saving = useDraft({
    name: `placement.${revision.id}`,
    rowVersion: revision.rowVersion,
    parts: () => partsOfPlacing(placements.rows.value, assessment.value),
    sections: {
      placements: (rowVersion) =>
        placements.saveAs((inputs) =>
          api.standardPlacements.save.mutate({
            versionId: revision.id,
            rowVersion,
            placements: inputs,
            assessment: givenAssessment(assessment.value),
          }),
        ),
    },
    load: async () => {
      const present = await api.standardPlacements.get.query({
        standardCampaignId: detail.standard.campaignId,
      });
      const stored = present.version ?? revision;
      const { rowVersion, updatedByName: by, updatedAt: at } = stored;
      return { rowVersion, parts: partsOfPlacing(stored.placements.map(formOf), stored.assessment), by, at };
    },
    apply: (parts) => {
      const placing = placingOfParts(parts);
      placements.reset(placing.rows);
      assessment.value = placing.assessment;
    },
  });
  const pointsByCode = new Map(points.map((point) => [point.code, point]));
  const now = new Date();
  const images = inject(IMAGE_SHELF, emptyShelf)(() => imagesOf(detail.standard.fields));
  const problems = computed(() => [
    ...checkPlacements(detail.standard.fields, placements.inputs.value, assessment.value, {
      points: pointsByCode,
      tiers: TIERS,
      smsSignature: detail.smsSignature,
      images: images.value,
      mayAim: detail.may.aim,
      now,
    }),
    ...placements.openInputs.value,
  ]);
  return {
    assessment,
    placements,
    saving,
    problems,
    assess: (given: Assessment): void => {
      assessment.value = given;
      saving.touch('placements');
    },
  };
}
