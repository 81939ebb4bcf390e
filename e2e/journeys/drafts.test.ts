import type { Page, Route } from '@playwright/test';
import { z } from 'zod';
import { demoPassword, signInToConsole } from '../fixtures/console-client';
import { saved } from '../fixtures/flows/form';
import { expect, test } from '../fixtures/journey-test';
import { textsOf } from '../fixtures/language';

/** Two operators of the province; nobody else in the journeys sits in the second one's place. */
const [FIRST, SECOND] = ['JS-OPS-01', 'JS-OPS-02'] as const;
const texts = textsOf('zh-CN');
const sessionsSchema = z.array(z.object({ id: z.string(), current: z.boolean() }));
const rowsSchema = z.object({ rows: z.array(z.object({ id: z.string() })) });
const { conflict, session } = texts;

test('two people change one point, one saving unit, one attribute and one local draft, and see both versions', async ({
  seat,
  baseURL,
}) => {
  const url = baseURL ?? '';
  const second = await signInToConsole(url, SECOND);
  const points = z.array(z.object({ id: z.string(), code: z.string() }));
  const point = (await second.query('points.list', null, points)).find(({ code }) => code === 'wechat-card');
  const { page: theirs } = await seat({ staffId: FIRST });
  const { page: mine, watch } = await seat({ staffId: SECOND });
  watch.expectStatus(409);

  await test.step('a point: item by item', async () => {
    const english = (page: Page) => page.getByRole('textbox', { name: '英文名称' });
    for (const page of [theirs, mine]) await page.goto(`/points/${point?.id ?? ''}/edit`);
    await english(mine).fill('WeChat article card, mine');
    await english(theirs).fill('WeChat article card, theirs');
    for (const page of [theirs, mine]) {
      await page.getByRole('button', { name: '保存', exact: true }).click();
      if (page === theirs) await expect(page).toHaveURL(/\/points\/[^/]+$/);
    }
    await expect(mine.getByRole('alert')).toContainText(`${FIRST} 在`);
    await mine.getByRole('button', { name: conflict.compare, exact: true }).click();
    const dialog = mine.getByRole('dialog', { name: conflict.title, exact: true });
    await expect(dialog).toContainText('WeChat article card, theirs');
    await dialog.getByRole('radio', { name: conflict.keepMine, exact: true }).check();
    await dialog.getByRole('button', { name: conflict.save, exact: true }).click();
    await expect(mine.getByText('WeChat article card, mine')).toBeVisible();
  });

  await test.step('a saving unit: theirs stays in the history, mine follows', async () => {
    for (const page of [theirs, mine]) {
      await page.goto('/monitoring/savings');
      await page.getByRole('button', { name: '调整单价', exact: true }).click();
      await page.getByRole('textbox', { name: '单价' }).fill(page === mine ? '1.36' : '1.37');
      await page.getByRole('combobox', { name: '生效日' }).fill('2099-01-01');
      await page.getByRole('combobox', { name: '生效日' }).press('Enter');
      await page.getByRole('textbox', { name: '原因' }).fill(page === mine ? '我的依据' : '对方的依据');
    }
    for (const page of [theirs, mine]) {
      await page.getByRole('button', { name: '保存单价', exact: true }).click();
      if (page === theirs) await expect(page.getByRole('dialog')).toBeHidden();
    }
    const both = mine.getByRole('region', { name: '两份内容' });
    for (const text of ['对方的依据', '我的依据', '1.37', '1.36']) await expect(both).toContainText(text);
    await mine.getByRole('button', { name: '保存单价', exact: true }).click();
    await expect(mine.getByRole('dialog')).toBeHidden();
  });

  await test.step('what an attribute is called: theirs, then mine, and rules read so', async () => {
    const chinese = (page: Page) => page.getByRole('textbox', { name: '中文名称', exact: true });
    const save = (page: Page) => page.getByRole('button', { name: '保存名称', exact: true });
    for (const page of [theirs, mine]) {
      await page.goto('/audiences/customers?tab=attributes');
      await page.getByRole('button', { name: '命名 在网月数', exact: true }).click();
      await chinese(page).fill('合约类型');
      await expect(page.getByRole('dialog')).toContainText('已指属性「合约」');
      await chinese(page).fill(page === mine ? '在网时长（月）' : '入网月份数');
    }
    for (const page of [theirs, mine]) {
      await save(page).click();
      if (page === theirs) await expect(page.getByRole('dialog')).toBeHidden();
    }
    await expect(mine.getByRole('region', { name: '两份内容' })).toContainText('入网月份数');
    await save(mine).click();
    await expect(mine.getByRole('dialog')).toBeHidden();
    await theirs.goto('/audiences/customers');
    await theirs.getByRole('button', { name: texts.condition.add, exact: true }).click();
    const attribute = theirs.getByRole('combobox', { name: texts.condition.attribute(1), exact: true });
    await attribute.fill('months');
    await theirs.getByRole('option', { name: /^在网时长（月）/ }).click();
    await expect(theirs.getByRole('group', { name: '试算规则' })).toContainText('在网时长（月）');
  });

  await test.step('a local draft: in the city as in the province', async () => {
    const city = await signInToConsole(url, 'NJ-OPS-01');
    const input = { page: 1, pageSize: 1, text: '手机报推广' };
    const [standard] = (await city.query('campaigns.list', input, rowsSchema)).rows;
    const made = { standardCampaignId: standard?.id, title: '两人同写的本地版本' };
    const { id } = await city.mutate('localCampaigns.create', made, z.object({ id: z.string() }));
    const { page: one } = await seat({ staffId: 'NJ-OPS-01' });
    const { page: other, watch: seen } = await seat({ staffId: 'NJ-OPS-02' });
    seen.expectStatus(409);
    const title = (page: Page) => page.getByRole('textbox', { name: texts.localisation.name, exact: true });
    for (const page of [one, other]) {
      await page.goto(`/localisation/${id}/edit`);
      await expect(title(page)).toHaveValue('两人同写的本地版本');
    }
    await title(one).fill('对方的本地名称');
    await saved(one, texts);
    await title(other).fill('我的本地名称');
    await expect(other.getByRole('alert').filter({ hasText: 'NJ-OPS-01 在' })).toBeVisible();
    await other.getByRole('button', { name: conflict.compare, exact: true }).click();
    const dialog = other.getByRole('dialog', { name: conflict.title, exact: true });
    await expect(dialog).toContainText('对方的本地名称');
    await dialog.getByRole('radio', { name: conflict.keepMine, exact: true }).check();
    await dialog.getByRole('button', { name: conflict.save, exact: true }).click();
    await saved(other, texts);
  });
});

// Last: it ends the second one's sessions.
test('a draft is made once, two people edit it, a session ends in the middle, and nothing is lost', async ({
  seat,
  baseURL,
}) => {
  const url = baseURL ?? '';
  const second = await signInToConsole(url, SECOND);
  const { page: theirs } = await seat({ staffId: FIRST });
  const { page: mine, watch } = await seat({ staffId: SECOND });
  watch.expectStatus(409);
  watch.expectStatus(401);
  watch.expectCutLine();
  const title = (page: Page) => page.getByRole('textbox', { name: texts.campaigns.name, exact: true });

  const id = await test.step('a new standard whose answer got lost is sent again, and is one', async () => {
    const { create, go: label } = texts.campaigns;
    await mine.goto('/campaigns');
    await mine.getByRole('button', { name: create, exact: true }).click();
    const dialog = mine.getByRole('dialog', { name: create, exact: true });
    const go = dialog.getByRole('button', { name: label, exact: true });
    const lose = async (route: Route) => {
      await route.fetch();
      await route.abort('internetdisconnected');
    };
    await mine.route(/\/trpc\/campaigns\.create/, lose, { times: 1 });
    await title(mine).fill('两人同写的草稿');
    await go.click();
    await expect(dialog.getByRole('alert')).toContainText('连接不上服务器');
    await expect(title(mine)).toHaveValue('两人同写的草稿');
    await go.click();
    await expect(mine).toHaveURL(/\/campaigns\/[^/]+\/edit/);
    const input = { page: 1, pageSize: 10, text: '两人同写的草稿' };
    const { rows } = await second.query('campaigns.list', input, rowsSchema);
    expect(rows.map((row) => `/campaigns/${row.id}/edit`)).toEqual([new URL(mine.url()).pathname]);
    return rows[0]?.id ?? '';
  });
  for (const page of [theirs, mine]) {
    await page.goto(`/campaigns/${id}/edit`);
    await expect(title(page)).toHaveValue('两人同写的草稿');
  }

  await test.step('the second to save compares both versions and chooses', async () => {
    await title(theirs).fill('对方的名称');
    await saved(theirs, texts);
    await title(mine).fill('我的名称');
    await expect(mine.getByRole('alert')).toContainText(`${FIRST} 在`);
    await mine.getByRole('button', { name: conflict.compare, exact: true }).click();
    const dialog = mine.getByRole('dialog', { name: conflict.title, exact: true });
    await expect(dialog).toContainText('对方的名称');
    await dialog.getByRole('radio', { name: conflict.keepMine, exact: true }).check();
    await dialog.getByRole('button', { name: conflict.save, exact: true }).click();
    await saved(mine, texts);
    await expect(dialog).toBeHidden();
    await theirs.reload();
    await expect(title(theirs)).toHaveValue('我的名称');
  });

  await test.step('a session that was ended asks for the password, and what was typed is saved', async () => {
    const open = await second.query('session.list', null, sessionsSchema);
    for (const each of open.filter(({ current }) => !current))
      await second.mutate('session.end', { id: each.id }, z.object({ id: z.literal(each.id) }));
    await title(mine).fill('会话结束之后写的名称');
    const dialog = mine.getByRole('dialog', { name: session.ended, exact: true });
    await expect(dialog).toContainText(SECOND);
    await dialog.getByRole('textbox', { name: session.password, exact: true }).fill(await demoPassword(url));
    await dialog.getByRole('button', { name: session.goOn, exact: true }).click();
    await expect(dialog).toBeHidden();
    await saved(mine, texts);
    await theirs.reload();
    await expect(title(theirs)).toHaveValue('会话结束之后写的名称');
  });
});
