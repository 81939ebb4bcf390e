import {
  checkPlacements,
  type Assessment,
  type PointOption,
  type StandardPlacementDetail,
} from '@xietong/shared/localisation';
import { TIERS } from '@xietong/shared/releases';
import { computed, ref } from 'vue';
import { useApi } from '../../../api/api';
import { NO_ASSESSMENT } from './useLocalDraft';
import { usePlacementsDraft } from './usePlacementsDraft';
import { useVersionSaving } from './useVersionSaving';

type Revision = NonNullable<StandardPlacementDetail['version']>;

/** The province's placement of a standard as its form holds it. */
export function useStandardPlacementDraft(
  detail: StandardPlacementDetail,
  revision: Revision,
  points: readonly PointOption[],
) {
  const api = useApi();
  const assessment = ref<Assessment>(revision.assessment ?? { ...NO_ASSESSMENT });
  const saving = useVersionSaving(revision.rowVersion, {
    placements: (rowVersion) =>
      placements.saveAs((inputs) =>
        api.standardPlacements.save.mutate({
          versionId: revision.id,
          rowVersion,
          placements: inputs,
          assessment: Object.values(assessment.value).every((text) => text === '') ? null : assessment.value,
        }),
      ),
  });
  const placements = usePlacementsDraft(revision.placements, () => {
    saving.touch('placements');
  });
  const pointsByCode = new Map(points.map((point) => [point.code, point]));
  const now = new Date();
  const problems = computed(() => [
    ...checkPlacements(detail.standard.fields, placements.inputs.value, assessment.value, {
      points: pointsByCode,
      tiers: TIERS,
      smsSignature: detail.smsSignature,
      now,
    }),
    ...placements.missingAudiences.value,
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
