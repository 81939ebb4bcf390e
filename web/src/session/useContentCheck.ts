import type { ContentField } from '@xietong/shared/content';
import { useApi } from '../api/api';
import { useApiQuery } from '../api/api-query';
import { useFieldChecks } from './useFieldChecks';
import type { FieldChecks } from './useFieldChecks';

/** The campaign whose content is written, and the version of a standard that it stands on. */
export interface CheckedCampaign {
  readonly id: string;
  readonly standardVersionId: string | null;
  /** Whether a field says something else than the standard: the province's evidence is not for that. */
  readonly isOwn?: (fieldId: string) => boolean;
}

/** The check of a campaign's content while it is typed, with the evidence that was given for it before. */
export function useContentCheck(
  campaign: CheckedCampaign,
  fields: () => readonly ContentField[],
): FieldChecks {
  const known = useApiQuery(useApi().contentCheck.evidence, () => ({
    campaignId: campaign.id,
    standardVersionId: campaign.standardVersionId,
  }));
  return useFieldChecks(fields, {
    former: () => known.data.value?.former ?? [],
    inherited: () => (known.data.value?.inherited ?? []).filter(({ fieldId }) => !campaign.isOwn?.(fieldId)),
  });
}
