import type { Assessment, PlacementInput } from '@xietong/shared/localisation';
import type { Call } from '../access/call';
import type { LocalTexts } from './demo-content-zh';
import type { ScenarioServices } from './scenario-services';

/** Where a local version runs; what is left out has the value that the form starts with. */
export type LocalPlacement = Pick<PlacementInput, 'pointCode' | 'firstDay' | 'lastDay'> &
  Partial<Pick<PlacementInput, 'listVersionId' | 'rule' | 'lever'>>;

export interface LocalWork {
  readonly standardCampaignId: string;
  readonly title: string;
  readonly texts: LocalTexts;
  readonly placements: readonly LocalPlacement[];
  readonly assessment: Assessment | null;
}

type LocalServices = Pick<ScenarioServices, 'campaignService' | 'localCampaignService'>;

/** Localises a standard up to a draft that could be submitted. */
export async function draftLocally(
  { campaignService, localCampaignService }: LocalServices,
  author: Call,
  { standardCampaignId, title, texts, placements, assessment }: LocalWork,
): Promise<{ id: string; versionId: string; rowVersion: number }> {
  const standard = await campaignService.standardForCity(author, { id: standardCampaignId });
  const { id, versionId } = await localCampaignService.create(author, { standardCampaignId, title });
  const overrides = Object.fromEntries(
    standard.fields.flatMap((field) => {
      const value = texts[field.role];
      return value === undefined ? [] : [[field.id, { value }]];
    }),
  );
  const draft = await localCampaignService.saveDraft(author, {
    versionId,
    rowVersion: 1,
    title,
    overrides,
    assessment,
  });
  const { rowVersion } = await localCampaignService.savePlacements(author, {
    versionId,
    rowVersion: draft.rowVersion,
    placements: placements.map((placement) => ({
      id: null,
      tier: 'LOCAL',
      lever: 50,
      listVersionId: null,
      rule: null,
      ...placement,
    })),
  });
  return { id, versionId, rowVersion };
}

/** Localises a standard and hands it in. */
export async function submitLocally(services: LocalServices, author: Call, work: LocalWork): Promise<string> {
  const { versionId, rowVersion } = await draftLocally(services, author, work);
  await services.localCampaignService.submit(author, { versionId, rowVersion });
  return versionId;
}
