import type { Call } from '../access/call';
import { decideOn } from './approvals';
import {
  DEMO_ASSESSMENT,
  EXCEPTION_REASON,
  LIST_NAMES,
  LOCAL_TEXTS,
  PICTURE_ALTS,
  REVIEW_REASONS,
} from './demo-content-zh';
import { makeDemoList } from './demo-customers-zh';
import type { DemoCustomer } from './demo-customers-zh';
import type { AsStaff } from './demo-people-zh';
import { uploadDemoPicture } from './demo-picture';
import { draftLocally, submitLocally } from './local-versions';
import type { LocalPlacement } from './local-versions';
import type { ScenarioClock } from './scenario-clock';
import type { ScenarioServices } from './scenario-services';

export interface LocalisationDeps {
  readonly services: ScenarioServices;
  readonly as: AsStaff;
  readonly clock: ScenarioClock;
  readonly standards: { readonly mobileNews: string; readonly dataPack: string };
  readonly customers: readonly DemoCustomer[];
}

/** Members of each city's list. */
const LIST_SIZE = 40;

/** Minutes between two pieces of work: nobody fills in two campaigns at once. */
const WORK_MINUTES = 25;

function numbersOf(customers: readonly DemoCustomer[], city: string): string[] {
  return customers
    .flatMap((customer) => (customer.city === city ? [customer.number] : []))
    .slice(0, LIST_SIZE);
}

/** What the two cities with people have made of the standards, in every state. */
export async function makeDemoLocalVersions(deps: LocalisationDeps): Promise<void> {
  await makeNanjing(deps);
  await makeWuxi(deps);
}

async function makeNanjing({ services, as, clock, standards, customers }: LocalisationDeps): Promise<void> {
  const author = as('NJ-OPS-01');
  const approver = as('NJ-APR-01');
  const running = (pointCode: string): LocalPlacement => ({
    pointCode,
    firstDay: clock.day(-29),
    lastDay: clock.day(45),
  });
  const base = { standardCampaignId: standards.mobileNews, assessment: null };

  clock.moveTo(clock.timeOf(30, 13));
  const numbers = numbersOf(customers, '320100');
  const listVersionId = await makeDemoList(services, author, { name: LIST_NAMES.nanjing, numbers });
  clock.pass(WORK_MINUTES);
  const image = await uploadDemoPicture(services, author, 'recharge', PICTURE_ALTS.recharge);
  const { title, texts } = LOCAL_TEXTS.nanjingRecharge;
  const live = await submitLocally(services, author, {
    ...base,
    title,
    texts: { ...texts, image },
    placements: [
      { ...running('home-banner'), listVersionId },
      running('web-dialog'),
      running('recharge-success'),
      running('sms-tail'),
      running('app-dialog'),
      running('h5-card'),
    ],
    assessment: DEMO_ASSESSMENT,
  });
  clock.pass(WORK_MINUTES);
  const ended = await submitLocally(services, author, {
    ...base,
    ...LOCAL_TEXTS.nanjingTerm,
    placements: [{ pointCode: 'bill-after', firstDay: clock.day(-29), lastDay: clock.day(-12) }],
  });
  clock.moveTo(clock.timeOf(30, 16));
  for (const versionId of [live, ended]) await decideOn(services, approver, versionId);

  clock.moveTo(clock.timeOf(2, 10));
  const colleague = as('NJ-OPS-02');
  const later = [{ pointCode: 'bill-after', firstDay: clock.day(1), lastDay: clock.day(30) }];
  const dataPack = { standardCampaignId: standards.dataPack, assessment: null, placements: later };
  const returned = await submitLocally(services, colleague, { ...dataPack, ...LOCAL_TEXTS.nanjingNight });
  clock.pass(WORK_MINUTES);
  await submitLocally(services, colleague, { ...dataPack, ...LOCAL_TEXTS.nanjingWeekend });
  clock.pass(WORK_MINUTES);
  const standard = await services.campaignService.standardForCity(colleague, {
    id: standards.dataPack,
  });
  const comments = standard.fields.flatMap(({ id, role }) =>
    role === 'body' ? [{ fieldId: id, text: REVIEW_REASONS.nightBody }] : [],
  );
  await decideOn(services, approver, returned, 'RETURNED', REVIEW_REASONS.nightReturned, comments);
  clock.pass(WORK_MINUTES);
  const graduation = { ...base, ...LOCAL_TEXTS.nanjingGraduation, placements: later };
  const { id } = await draftLocally(services, author, graduation);
  clock.pass(WORK_MINUTES);
  await askForLongerText(services, author, id);
}

/** A text message that says more than the standard lets it: the province has to grant that. */
async function askForLongerText(services: ScenarioServices, author: Call, localCampaignId: string) {
  const { standard } = await services.localCampaignService.get(author, { id: localCampaignId });
  const field = standard?.fields.find(({ role }) => role === 'smsText');
  if (!field) throw new Error('the standard has no text message');
  const { kind, constraint } = field.policy;
  await services.exceptionService.ask(author, {
    localCampaignId,
    fieldId: field.id,
    policy: { kind, constraint: { ...constraint, maxLength: 160 } },
    reason: EXCEPTION_REASON,
  });
}

async function makeWuxi({ services, as, clock, standards, customers }: LocalisationDeps): Promise<void> {
  const author = as('WX-OPS-01');
  const approver = as('WX-APR-01');
  clock.moveTo(clock.timeOf(30, 14));
  const numbers = numbersOf(customers, '320200');
  const listVersionId = await makeDemoList(services, author, { name: LIST_NAMES.wuxi, numbers });
  clock.pass(WORK_MINUTES);
  const window = { firstDay: clock.day(-29), lastDay: clock.day(45) };
  const rule = { 合约: '按月', 宽带: { $in: ['ADSL', '光纤'] } };
  const live = await submitLocally(services, author, {
    standardCampaignId: standards.mobileNews,
    ...LOCAL_TEXTS.wuxiNews,
    placements: [
      { pointCode: 'home-banner', ...window, rule },
      { pointCode: 'web-dialog', ...window, listVersionId },
      { pointCode: 'recharge-success', ...window },
      { pointCode: 'app-recharge-dialog', ...window },
      { pointCode: 'wechat-card', ...window },
    ],
    assessment: DEMO_ASSESSMENT,
  });
  clock.moveTo(clock.timeOf(30, 17));
  await decideOn(services, approver, live);

  clock.moveTo(clock.timeOf(3, 10));
  const scheduled = await submitLocally(services, author, {
    standardCampaignId: standards.dataPack,
    ...LOCAL_TEXTS.wuxiHoliday,
    placements: [{ pointCode: 'bill-after', firstDay: clock.day(5), lastDay: clock.day(20) }],
    assessment: null,
  });
  clock.pass(WORK_MINUTES);
  await decideOn(services, approver, scheduled);
}
