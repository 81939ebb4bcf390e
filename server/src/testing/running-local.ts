import { shanghaiDate } from '@xietong/shared/kernel';
import type { Call } from '../access/call';
import { decideOn } from '../scenarios/approvals';
import { draftLocally } from '../scenarios/local-versions';
import type { DemoWorld } from './demo-world';

const DAY_MS = 86_400_000;

/** The day in Asia/Shanghai so many days from today. */
export const inDays = (days: number): string => shanghaiDate(new Date(Date.now() + days * DAY_MS));

export interface RunningLocal {
  readonly id: string;
  readonly versionId: string;
  readonly releaseId: string;
}

interface Hands {
  readonly services: DemoWorld['composition']['services'];
  readonly author: Call;
  readonly approver: Call;
}

/** Hands a version of a local campaign in and has it approved. */
export async function approveLocally(
  { services, author, approver }: Hands,
  { id, versionId, rowVersion }: { id: string; versionId: string; rowVersion: number },
): Promise<RunningLocal> {
  const { releaseId } = await services.localCampaignService.submit(author, { versionId, rowVersion });
  await decideOn(services, approver, versionId);
  return { id, versionId, releaseId };
}

/** A local campaign for everybody at one point, from `firstDay` on for twenty days, approved. */
export async function runLocally(
  hands: Hands,
  plan: { standardCampaignId: string; title: string; pointCode: string; firstDay?: string },
): Promise<RunningLocal> {
  const { standardCampaignId, title, pointCode, firstDay = inDays(0) } = plan;
  const draft = await draftLocally(hands.services, hands.author, {
    ...{ standardCampaignId, title, texts: { headline: `${title}（演示）` }, assessment: null },
    placements: [{ pointCode, firstDay, lastDay: inDays(20), lever: 100 }],
  });
  return approveLocally(hands, draft);
}
