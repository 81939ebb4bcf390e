import type { Push } from '@xietong/shared/inheritance';
import { inDays } from '../running-local';
import { mutation } from './mutation-case';
import { CORRECTED, HEADLINE, MANDATORY, placementOf, REASON } from './things';
import type { Things } from './things';

const author = 'NJ-OPS-01';
const granter = 'JS-APR-01';

/** A looser rule for a field, asked for or granted. */
async function exception(things: Things, until: 'ASKED' | 'GRANTED') {
  const { exceptionService } = things.services;
  const { id: localCampaignId } = await things.local('DRAFT');
  const { id } = await exceptionService.ask(things.as(author), askedOf(localCampaignId));
  if (until === 'GRANTED') await exceptionService.grant(things.as(granter), { id, lastDay: inDays(9) });
  return { id };
}
const askedOf = (localCampaignId: string) => ({
  ...{ localCampaignId, fieldId: HEADLINE, reason: REASON },
  policy: { kind: 'EDITABLE' as const, constraint: { maxLength: 60 } },
});

/** A request to leave the standard, undecided. */
async function detachment(things: Things) {
  const { id: localCampaignId } = await things.local('DRAFT');
  return things.services.exceptionService.askDetachment(things.as(author), {
    localCampaignId,
    reason: REASON,
  });
}

/** What the push of a newer standard asks of Nanjing's campaign, which is live. */
async function pushedItem(things: Things, push?: Push) {
  const { standardCampaignId: of, id: localId } = await things.local('LIVE');
  await things.publishedStandard({ of, terms: CORRECTED, ...(push ? { push } : {}) });
  const id = await things.one('select id from propagation_item where local_campaign_id = $1', [localId]);
  return { id, localId };
}

/** What cities make of standards, what they ask for beside them, and how newer standards reach them. */
export const LOCAL_CASES = [
  mutation(
    'localCampaigns.create',
    author,
    async (things) => ({ standardCampaignId: (await things.publishedStandard()).id }),
    { makes: { table: 'local_campaign', other: { title: '另一个标题' }, neighbour: 'WX-OPS-01' } },
  ),
  mutation('localCampaigns.saveDraft', author, async (things) => {
    const { versionId, rowVersion } = await things.local('NEW');
    const overrides = { [HEADLINE]: { value: '南京自己的标题（演示）' } };
    return { versionId, rowVersion, title: '改过的标题', overrides, assessment: null };
  }),
  mutation('localCampaigns.savePlacements', author, async (things) => {
    const { versionId, rowVersion } = await things.local('NEW');
    return { versionId, rowVersion, placements: [placementOf('LOCAL')] };
  }),
  mutation('localCampaigns.submit', author, async (things) => {
    const { versionId, rowVersion } = await things.local('DRAFT');
    return { versionId, rowVersion };
  }),
  mutation('localCampaigns.withdraw', author, async (things) => ({
    versionId: (await things.local('IN_REVIEW')).versionId,
  })),
  mutation('localCampaigns.revise', author, async (things) => ({
    versionId: (await things.local('LIVE')).versionId,
  })),
  mutation('localCampaigns.revert', author, async (things) => {
    const first = await things.local('LIVE');
    await things.nextLocal(first, 'LIVE');
    return { id: first.id, versionId: first.versionId };
  }),
  mutation('localCampaigns.rebase', author, async (things) => {
    const { standardCampaignId: of, id, versionId } = await things.local('DRAFT');
    const { versionId: toVersionId } = await things.publishedStandard({ of, terms: CORRECTED });
    const { version } = await things.services.localCampaignService.get(things.as(author), { id });
    return { versionId, rowVersion: version.rowVersion, toVersionId, choices: {} };
  }),
  mutation('localCampaigns.archive', author, async (things) => ({ id: (await things.local('DRAFT')).id }), {
    once: true,
  }),

  mutation('exceptions.ask', author, async (things) => askedOf((await things.local('DRAFT')).id)),
  mutation('exceptions.withdraw', author, (things) => exception(things, 'ASKED')),
  mutation('exceptions.withdraw', author, detachment, { when: 'of a request to leave the standard' }),
  mutation('exceptions.grant', granter, async (things) => ({
    ...(await exception(things, 'ASKED')),
    lastDay: inDays(9),
  })),
  mutation('exceptions.refuse', granter, async (things) => ({
    ...(await exception(things, 'ASKED')),
    reason: REASON,
  })),
  mutation(
    'exceptions.refuse',
    granter,
    async (things) => ({ ...(await detachment(things)), reason: REASON }),
    {
      when: 'of a request to leave the standard',
    },
  ),
  mutation('exceptions.revoke', granter, async (things) => ({
    ...(await exception(things, 'GRANTED')),
    reason: REASON,
  })),
  mutation('exceptions.askDetachment', author, async (things) => ({
    localCampaignId: (await things.local('DRAFT')).id,
    reason: REASON,
  })),
  mutation('exceptions.grantDetachment', granter, detachment),

  mutation(
    'propagation.remind',
    'JS-OPS-01',
    async (things) => ({ id: (await pushedItem(things)).id, reminders: 0 }),
    { once: true },
  ),
  mutation('propagation.waive', 'JS-OPS-01', async (things) => ({
    id: (await pushedItem(things)).id,
    reason: REASON,
  })),
  mutation('propagation.acknowledge', author, async (things) => ({
    id: (await pushedItem(things, MANDATORY)).id,
  })),
  mutation('propagation.adopt', author, async (things) => {
    const { localId } = await pushedItem(things);
    const { adoption } = await things.services.localCampaignService.get(things.as(author), { id: localId });
    return { id: adoption?.itemId, hash: adoption?.hash };
  }),
  mutation(
    'propagation.widen',
    'JS-OPS-01',
    async (things) => {
      const { id: of } = await things.publishedStandard();
      await things.local('DRAFT', { of });
      await things.local('DRAFT', { of, by: 'WX-OPS-01' });
      const push: Push = { mode: 'OPTIONAL', pilot: ['320100'] };
      const { versionId } = await things.publishedStandard({ of, terms: CORRECTED, push });
      return { standardVersionId: versionId };
    },
    { once: true },
  ),
];
