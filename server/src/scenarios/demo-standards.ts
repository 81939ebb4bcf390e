import type { Call } from '../access/call';
import type { Ids } from '../platform/ids';
import { decideOn } from './approvals';
import { demoStandards, PICTURE_ALTS, REVIEW_REASONS } from './demo-content-zh';
import type { StandardText } from './demo-content-zh';
import type { AsStaff } from './demo-people-zh';
import { uploadDemoPicture } from './demo-picture';
import type { ScenarioClock } from './scenario-clock';
import type { ScenarioServices } from './scenario-services';

interface Draft {
  readonly id: string;
  readonly versionId: string;
  readonly rowVersion: number;
}

export interface StandardDeps {
  readonly services: Pick<
    ScenarioServices,
    'approvalService' | 'assetService' | 'campaignService' | 'standardPlacementService'
  >;
  readonly as: AsStaff;
  readonly clock: ScenarioClock;
  readonly ids: Ids;
}

/** The province's standards in every state; answers the campaigns that cities localise. */
export async function makeDemoStandards(
  deps: StandardDeps,
): Promise<{ mobileNews: string; dataPack: string }> {
  const { services, as, clock, ids } = deps;
  const author = as('JS-OPS-01');
  const approver = as('JS-APR-01');

  clock.moveTo(clock.timeOf(31, 9));
  const picture = await uploadDemoPicture(services, author, 'news', PICTURE_ALTS.news);
  const texts = demoStandards(ids, clock.day, picture);
  const mobileNews = await submitted(deps, author, texts.mobileNews);
  const dataPack = await submitted(deps, author, texts.dataPack);
  clock.moveTo(clock.timeOf(31, 14));
  for (const { id, versionId } of [mobileNews, dataPack]) {
    await decideOn(services, approver, versionId);
    clock.pass(10);
    await services.campaignService.publish(author, { id, versionId });
  }
  clock.moveTo(clock.timeOf(30, 9));
  await placeInAllCities(deps, mobileNews.id);

  clock.moveTo(clock.timeOf(6, 10));
  const colleague = as('JS-OPS-02');
  const plan = await submitted(deps, colleague, texts.plan5g);
  const iptv = await submitted(deps, colleague, texts.iptv);
  clock.moveTo(clock.timeOf(5, 11));
  await decideOn(services, approver, plan.versionId);
  await decideOn(services, approver, iptv.versionId, 'RETURNED', REVIEW_REASONS.iptvReturned);
  clock.moveTo(clock.timeOf(1, 15));
  await drafted(deps, colleague, texts.ringTone);
  await submitted(deps, author, texts.broadband);
  return { mobileNews: mobileNews.id, dataPack: dataPack.id };
}

async function drafted({ services, clock }: StandardDeps, author: Call, text: StandardText): Promise<Draft> {
  const { kind, ...draft } = text;
  const { id, versionId } = await services.campaignService.create(author, { kind, title: draft.title });
  clock.pass(12);
  const { rowVersion } = await services.campaignService.saveDraft(author, {
    id,
    versionId,
    rowVersion: 1,
    ...draft,
  });
  clock.pass(5);
  return { id, versionId, rowVersion };
}

async function submitted(deps: StandardDeps, author: Call, text: StandardText): Promise<Draft> {
  const draft = await drafted(deps, author, text);
  await deps.services.campaignService.submit(author, draft);
  deps.clock.pass(5);
  return draft;
}

/** Where the province shows its standard: one point at least in every channel but messages. */
const PROVINCE_POINTS = [
  'home-banner',
  'plan-sidebar',
  'app-splash',
  'h5-card',
  'terminal-idle',
  'wechat-card',
];

/** The province's own placement of a standard, where a city shows nothing of its own. */
async function placeInAllCities(
  { services, as, clock }: StandardDeps,
  standardCampaignId: string,
): Promise<void> {
  const author = as('JS-OPS-01');
  const { standardPlacementService } = services;
  const { versionId } = await standardPlacementService.revise(author, { standardCampaignId });
  clock.pass(8);
  const placement = {
    id: null,
    firstDay: clock.day(-29),
    lastDay: clock.day(60),
    tier: 'STANDARD' as const,
    lever: 50,
    listVersionId: null,
    rule: null,
  };
  const { rowVersion } = await standardPlacementService.save(author, {
    versionId,
    rowVersion: 1,
    placements: PROVINCE_POINTS.map((pointCode) => ({
      ...placement,
      pointCode,
    })),
    assessment: null,
  });
  await standardPlacementService.submit(author, { versionId, rowVersion });
  clock.pass(90);
  await decideOn(services, as('JS-APR-01'), versionId);
}
