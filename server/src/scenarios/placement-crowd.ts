import { MAX_PLACEMENTS } from '@xietong/shared/localisation';
import { decideOn } from './approvals';
import { DEMO_ASSESSMENT } from './demo-content-zh';
import type { AsStaff } from './demo-people-zh';
import { submitLocally } from './local-versions';
import type { ScenarioClock } from './scenario-clock';
import type { ScenarioServices } from './scenario-services';
import { createSeededRandom } from './seeded-random';
import type { SeededRandom } from './seeded-random';

const POINTS = ['home-banner', 'bill-after', 'recharge-success', 'plan-sidebar', 'web-dialog'] as const;
const CONTRACTS = ['Month-to-month', 'One year', 'Two year'] as const;

export interface CrowdDeps {
  readonly services: ScenarioServices;
  readonly as: AsStaff;
  /** The clock on which the services were composed: campaigns are made some minutes apart. */
  readonly clock: ScenarioClock;
  /** A published standard. */
  readonly standardCampaignId: string;
}

/** A rule of five conditions, each a little different. */
function ruleOf(random: SeededRandom): Record<string, unknown> {
  return {
    Contract: random.pick(CONTRACTS),
    tenure: { $gte: random.between(0, 20), $lt: random.between(30, 80) },
    MonthlyCharges: { $gt: random.between(10, 60) },
    PaperlessBilling: { $in: ['Yes', 'No'] },
  };
}

/**
 * Makes `count` live placements with rules in Nanjing, for measuring growth: local campaigns with as
 * many placements as one may have, drafted, submitted and approved as people do it. Nothing is
 * written past the services, so that what is measured is what could be there. 5,000 take 100
 * campaigns. The clock has to stand at least `count / 50` minutes before the present.
 */
export async function makePlacements(
  { services, as, clock, standardCampaignId }: CrowdDeps,
  count: number,
): Promise<void> {
  const random = createSeededRandom(count);
  const author = as('NJ-OPS-01');
  const approver = as('NJ-APR-01');
  const window = { firstDay: clock.day(-1), lastDay: clock.day(30) };
  for (let made = 0; made < count; made += MAX_PLACEMENTS) {
    const size = Math.min(MAX_PLACEMENTS, count - made);
    const placements = Array.from({ length: size }, (_, index) => ({
      pointCode: POINTS[index % POINTS.length] ?? POINTS[0],
      ...window,
      rule: ruleOf(random),
      lever: random.between(1, 100),
    }));
    const versionId = await submitLocally(services, author, {
      standardCampaignId,
      title: `Crowd ${String(made / MAX_PLACEMENTS + 1)}`,
      texts: {},
      placements,
      assessment: DEMO_ASSESSMENT,
    });
    await decideOn(services, approver, versionId);
    clock.pass(1);
  }
}
