import { mutation } from './mutation-case';
import { CORRECTED, fieldsWith, MANDATORY, placementOf, REASON } from './things';

const author = 'JS-OPS-01';

/** The province's standards, and where it places them itself. */
export const STANDARD_CASES = [
  mutation('campaigns.create', author, () => ({ kind: 'VALUE_ADDED', title: '手机报推广' }), {
    makes: { table: 'standard_campaign', other: { title: '另一个标题' }, neighbour: 'JS-OPS-02' },
  }),
  mutation('campaigns.saveDraft', author, async (things) => ({
    ...(await things.draftedStandard()),
    ...{ title: '改过的标题', cityDefault: 'NONE', fields: fieldsWith(CORRECTED) },
  })),
  mutation('campaigns.submit', author, (things) => things.draftedStandard()),
  mutation('campaigns.withdraw', author, (things) => things.submittedStandard()),
  mutation('campaigns.publish', author, (things) => things.approvedStandard()),
  mutation(
    'campaigns.publish',
    author,
    async (things) => {
      const { id } = await things.publishedStandard();
      await things.local('LIVE', { of: id });
      await things.local('IN_REVIEW', { of: id, by: 'WX-OPS-01' });
      return things.approvedStandard({ of: id, terms: CORRECTED, push: MANDATORY });
    },
    {
      when: 'with a mandatory push that replaces what one city runs and voids what another has handed in',
      follows: ['releases.correct', 'releases.void'],
    },
  ),
  mutation(
    'campaigns.publish',
    author,
    async (things) => {
      const { id } = await things.publishedStandard();
      await things.local('LIVE', { of: id });
      return things.approvedStandard({ of: id });
    },
    { when: 'of what changes nothing for a city', follows: ['propagation.realign'] },
  ),
  mutation('campaigns.revise', author, async (things) => ({ id: (await things.publishedStandard()).id })),
  mutation('campaigns.revert', author, async (things) => {
    const first = await things.publishedStandard();
    await things.publishedStandard({ of: first.id, terms: CORRECTED });
    return first;
  }),
  mutation(
    'campaigns.retire',
    author,
    async (things) => {
      const { standardCampaignId: id } = await things.local('LIVE');
      return { id, children: 'PAUSE', reason: REASON };
    },
    { follows: ['releases.pause'] },
  ),
  mutation(
    'campaigns.archive',
    author,
    async (things) => ({ id: (await things.placement('NEW')).standardCampaignId }),
    { follows: ['standardPlacements.archive'] },
  ),
  mutation('standardPlacements.revise', author, async (things) => ({
    standardCampaignId: (await things.publishedStandard()).id,
  })),
  mutation('standardPlacements.save', author, async (things) => {
    const { versionId, rowVersion } = await things.placement('NEW');
    return { versionId, rowVersion, placements: [placementOf('STANDARD')], assessment: null };
  }),
  mutation('standardPlacements.submit', author, async (things) => {
    const { versionId, rowVersion } = await things.placement('DRAFT');
    return { versionId, rowVersion };
  }),
  mutation('standardPlacements.withdraw', author, async (things) => ({
    versionId: (await things.placement('IN_REVIEW')).versionId,
  })),
];
