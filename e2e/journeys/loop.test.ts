import type { Page } from '@playwright/test';
import { z } from 'zod';
import { expectAccessible, settled } from '../fixtures/access-check';
import { createChannelClient } from '../fixtures/channel-client';
import { makeChannelKey } from '../fixtures/command-line';
import { ConsoleRefusal, signInToConsole } from '../fixtures/console-client';
import { countFitting, customersOfTable, importCustomerTable } from '../fixtures/customers';
import type { CustomerReport } from '../fixtures/customers';
import { approve, expectNoVerdict, openSubmission } from '../fixtures/flows/approval-flow';
import { importList, listFileOf } from '../fixtures/flows/audience-flow';
import { expectDecisions, reportOnce } from '../fixtures/flows/channel-flow';
import { orderInHall } from '../fixtures/flows/hall-flow';
import { fillLocalContent, placeLocal, startLocal, submitLocal } from '../fixtures/flows/localisation-flow';
import { compareCities, openOrders, readHistory } from '../fixtures/flows/oversight-flow';
import { draftStandard, publishStandard, submitStandard } from '../fixtures/flows/standard-flow';
import { expect, test } from '../fixtures/journey-test';
import type { TakeSeat } from '../fixtures/journey-test';
import { textsOf } from '../fixtures/language';
import type { Language } from '../fixtures/language';
import { LOOP_PLANS } from '../fixtures/loop-plan';
import type { LoopPlan } from '../fixtures/loop-plan';

const listsSchema = z.object({ rows: z.array(z.object({ id: z.string(), name: z.string() })) });

test.describe('the loop', () => {
  let report: CustomerReport;
  let fitting: { province: number; nanjing: number; wuxi: number };
  test.beforeAll(async ({ dataFolder }) => {
    test.setTimeout(900_000);
    report = await importCustomerTable(dataFolder);
    const [province, nanjing, wuxi] = await Promise.all([
      countFitting(dataFolder),
      countFitting(dataFolder, '320100'),
      countFitting(dataFolder, '320200'),
    ]);
    fitting = { province, nanjing, wuxi };
  });

  test('takes an operator’s real customer table', () => {
    expect(report.rows).toBe(7_043);
    expect(report.cities.map(({ code }) => code).sort()).toEqual(['320100', '320200']);
    expect(report.cities.reduce((sum, { count }) => sum + count, 0)).toBe(7_043);
    expect(report.columns.filter(({ blanks }) => blanks > 0)).toMatchObject([
      { name: 'TotalCharges', blanks: 11 },
    ]);
    expect(fitting.province).toBe(2_128);
    expect(fitting.nanjing + fitting.wuxi).toBe(2_128);
  });

  for (const plan of LOOP_PLANS)
    test(`goes round from the standard to the audit, in ${plan.language}`, async ({
      seat,
      baseURL,
      dataFolder,
    }) => {
      test.setTimeout(900_000);
      await goRound({ plan, seat, url: baseURL ?? '', dataFolder, fittingInNanjing: fitting.nanjing });
    });
});

interface Round {
  readonly plan: LoopPlan;
  readonly seat: TakeSeat;
  readonly url: string;
  readonly dataFolder: string;
  readonly fittingInNanjing: number;
}

/** How a page is built does not depend on words; the tour of the pages reads both languages. */
function lookIn(language: Language): (page: Page) => Promise<void> {
  return language === 'zh-CN' ? expectAccessible : settled;
}

async function goRound({ plan, seat, url, dataFolder, fittingInNanjing }: Round): Promise<void> {
  const { language } = plan;
  const texts = textsOf(language);
  const look = lookIn(language);
  const sit = (staffId: string) => seat({ staffId, language });
  const { page: province } = await sit('JS-OPS-01');
  const { page: nanjing } = await sit('NJ-OPS-01');

  const standard = await test.step('the province makes a standard and hands it in', async () => {
    await draftStandard(province, texts, plan);
    await look(province);
    return submitStandard(province, texts);
  });

  await test.step('its approver sees what will be live and approves it; its author cannot', async () => {
    const { page } = await sit('JS-APR-01');
    const path = await openSubmission(page, plan.standardTitle);
    await expect(page.getByRole('article').first()).toBeVisible();
    await page.getByRole('tab', { name: texts.content.sms, exact: true }).click();
    await expect(page.getByText(texts.content.smsParts)).toBeVisible();
    await look(page);
    await expectNoVerdict(province, path, texts.approvals.blockedAuthor);
    await approve(page, texts);
    await publishStandard(province, texts, standard);
    await look(province);
  });

  const customers = await test.step('Nanjing imports a list with bad and repeated lines', async () => {
    const [person, neighbour] = [
      await signInToConsole(url, 'NJ-OPS-01'),
      await signInToConsole(url, 'WX-OPS-01'),
    ];
    // the demo's own customers fill the pages before
    const own = await customersOfTable(person, 6);
    const [stranger = ''] = (await customersOfTable(neighbour, 6)).fitting;
    const round = LOOP_PLANS.indexOf(plan);
    const [listed = '', inHall = '', other = ''] = own.others.slice(round * 3);
    const [fitting = ''] = own.fitting.slice(round);
    const more = Array.from({ length: 12 }, (_, index) => `154990000${index + 10}`);
    await importList(nanjing, texts, {
      name: plan.listName,
      file: listFileOf([listed, inHall, stranger, ...more]),
    });
    await look(nanjing);
    return { listed, inHall, fitting, other, ofWuxi: stranger };
  });

  const local =
    await test.step('Nanjing makes it its own and places it for the list and for the rule', async () => {
      await startLocal(nanjing, texts, plan);
      await fillLocalContent(nanjing, texts);
      await look(nanjing);
      await placeLocal(nanjing, texts, plan, fittingInNanjing);
      await look(nanjing);
      return submitLocal(nanjing, texts);
    });

  await test.step('Nanjing’s approver approves it and it goes live; its author cannot', async () => {
    const { page } = await sit('NJ-APR-01');
    const path = await openSubmission(page, plan.localTitle);
    await look(page);
    await expectNoVerdict(nanjing, path, texts.approvals.blockedAuthor);
    await approve(page, texts);
    await nanjing.goto(local);
    await expect(
      nanjing.getByRole('main').getByText(texts.state.live, { exact: true }).first(),
    ).toBeVisible();
  });

  const campaign =
    await test.step('a channel gets it for Nanjing’s customers alone, and reports once', async () => {
      const secret = await makeChannelKey(dataFolder, { channel: 'web', cities: ['320100', '320200'] });
      const channel = createChannelClient(url, secret);
      const number = await expectDecisions(channel, plan, customers);
      await reportOnce(channel, plan, customers.listed);
      return number;
    });

  await test.step('a customer of the demo hall orders it with a second confirmation', async () => {
    await orderInHall(nanjing, texts, plan, customers.inHall);
    await look(nanjing);
  });

  await test.step('Nanjing sees its numbers and the events behind them, the province its cities', async () => {
    await openOrders(nanjing, texts, plan, campaign);
    await look(nanjing);
    await compareCities(province, texts);
    await look(province);
  });

  await test.step('the auditor reads the campaign’s history', async () => {
    const { page } = await sit('JS-AUD-01');
    await readHistory(page, texts, plan, campaign);
  });

  await test.step('Wuxi sees nothing of it', async () => {
    await expectHidden({ plan, seat, url, campaign, local });
  });
}

/** Nanjing's campaign and list are in no list of Wuxi's, at no address, in no count. */
async function expectHidden({
  plan,
  seat,
  url,
  campaign,
  local,
}: Pick<Round, 'plan' | 'seat' | 'url'> & { campaign: string; local: string }): Promise<void> {
  const texts = textsOf(plan.language);
  const look = lookIn(plan.language);
  const { page, watch } = await seat({ staffId: 'WX-OPS-01', language: plan.language });
  for (const path of ['/localisation', '/audiences', '/approvals']) {
    await page.goto(path);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await look(page);
    for (const text of [plan.localTitle, plan.listName, campaign])
      await expect(page.getByText(text)).toHaveCount(0);
  }
  watch.expectStatus(404);
  for (const path of [local, `${local}/edit`]) {
    await page.goto(path);
    await expect(page.getByText(texts.notFound)).toBeVisible();
  }

  const wuxi = await signInToConsole(url, 'WX-OPS-01');
  const nanjing = await signInToConsole(url, 'NJ-OPS-01');
  const { rows } = await nanjing.query('lists.list', { page: 1, pageSize: 100 }, listsSchema);
  const list = rows.find(({ name }) => name === plan.listName);
  expect(list).toBeDefined();
  for (const [procedure, input] of [
    ['localCampaigns.get', { id: local.split('/').at(-1) }],
    ['lists.get', { id: list?.id }],
  ] as const) {
    const refusal: unknown = await wuxi.query(procedure, input, z.unknown()).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(ConsoleRefusal);
    expect(refusal).toMatchObject({ status: 404 });
  }
}
