import type { Page } from '@playwright/test';
import { expectAccessible } from '../fixtures/access-check';
import { z } from 'zod';
import { signInToConsole } from '../fixtures/console-client';
import { expect, test } from '../fixtures/journey-test';
import { makePropagatedStandard } from '../fixtures/propagated-standard';

const OWN_BODY = '南京人都爱听的彩铃。';
const OWN_TERMS = '南京规则（演示）。';

test('a standard that changes in five ways reaches three cities without losing a word of theirs', async ({
  seat,
  baseURL,
}) => {
  test.setTimeout(300_000);
  const standard = await makePropagatedStandard(baseURL ?? '');
  const board = `/campaigns/${standard.id}/propagation/${standard.secondVersionId}`;
  const { page: province } = await seat({ staffId: 'JS-OPS-01' });
  const { page: nanjing } = await seat({ staffId: 'NJ-OPS-01' });
  const { page: wuxi } = await seat({ staffId: 'WX-OPS-01', language: 'en' });

  await test.step('the board tells who has to look and for whom it merges by itself', async () => {
    await province.goto(board);
    await expect(rowOf(province, '南京')).toContainText('有冲突');
    await expect(rowOf(province, '南京')).toContainText('还剩 5 天');
    await expect(rowOf(province, '南京')).toContainText('需要决定 1');
    await expect(rowOf(province, '无锡')).toContainText('待合并');
    await expect(rowOf(province, '苏州')).toContainText('有冲突');
    await expectAccessible(province);
  });

  await test.step('Nanjing decides its conflict by three columns; nothing is decided for it', async () => {
    await nanjing.goto(`/localisation/${standard.nanjing}`);
    await nanjing.getByRole('link', { name: '查看并合并', exact: true }).click();
    const body = nanjing
      .locator('section')
      .filter({ has: nanjing.getByRole('heading', { name: '正文' }) })
      .last();
    await expect(body.getByText('需要决定')).toBeVisible();
    await expect(body.getByText('万', { exact: true })).toBeVisible();
    await expectAccessible(nanjing);
    await nanjing.getByRole('button', { name: /没有决定/ }).click();
    await expect(body.getByRole('radio', { name: '保留本地' })).toBeFocused();
    await body.getByRole('radio', { name: '保留本地' }).check();
    await nanjing.getByRole('button', { name: '合并到第 2 版', exact: true }).click();
    await expect(nanjing).toHaveURL(/\/edit/);
    await expect(nanjing.getByRole('textbox', { name: '正文' })).toHaveValue(OWN_BODY);
    await expect(nanjing.getByRole('textbox', { name: '主标题' })).toHaveValue('彩铃每月 6 元（演示）');
  });

  await test.step('Wuxi takes the new standard over with one click', async () => {
    await wuxi.goto(`/localisation/${standard.wuxi}/merge`);
    await expectAccessible(wuxi);
    await wuxi.getByRole('button', { name: 'Move to version 2', exact: true }).click();
    await expect(wuxi).toHaveURL(/\/edit/);
  });

  await test.step('the province reminds Suzhou, then lets it stay as it is', async () => {
    await province.goto(board);
    const row = rowOf(province, '苏州');
    await row.getByRole('button', { name: /催办/ }).click();
    await expect(row).toContainText('已催办 1 次');
    await row.getByRole('button', { name: '豁免', exact: true }).click();
    const dialog = province.getByRole('dialog');
    await dialog.getByLabel(/豁免理由/).fill('本地活动月底结束');
    await dialog.getByRole('button', { name: '豁免', exact: true }).click();
    await expect(row).toContainText('本地活动月底结束');
  });

  await test.step('the board tells three ends, and the words that the lock put aside can be found', async () => {
    const ends = { 南京: '已采用，有本地内容', 无锡: '已采用', 苏州: '已豁免' };
    for (const [city, end] of Object.entries(ends)) await expect(rowOf(province, city)).toContainText(end);
    await province.goto(`/campaigns/${standard.id}/propagation`);
    for (const [city, end] of Object.entries(ends)) await expect(rowOf(province, city)).toContainText(end);
    await expectAccessible(province);
    const suzhou = await localOf(baseURL ?? '', 'SZ-OPS-01', standard.suzhou);
    expect(JSON.stringify(suzhou.version)).toContain('苏州的彩铃（演示）。');
    await nanjing.goto(`/localisation/${standard.nanjing}`);
    await expect(nanjing.getByText(OWN_TERMS)).toBeVisible();
  });
});

function rowOf(page: Page, city: string) {
  return page.getByRole('row').filter({ has: page.getByRole('cell', { name: city, exact: true }) });
}

/** A local campaign as its city reads it. */
async function localOf(url: string, staffId: string, id: string): Promise<{ version: unknown }> {
  const person = await signInToConsole(url, staffId);
  return person.query('localCampaigns.get', { id }, z.object({ version: z.unknown() }));
}

test('an earlier version of a standard is compared with the latest and comes back as a draft', async ({
  seat,
  baseURL,
}) => {
  const standard = await makePropagatedStandard(baseURL ?? '');
  const { page: province } = await seat({ staffId: 'JS-OPS-01' });
  await test.step('the two versions stand side by side, and the earlier one fills a draft', async () => {
    await province.goto(`/campaigns/${standard.id}?tab=versions`);
    await province.getByRole('link', { name: '与上一版比较', exact: true }).click();
    const headline = province.getByRole('row').filter({ hasText: '主标题' });
    await expect(headline.locator('del')).toHaveText('5');
    await expect(headline.locator('ins')).toHaveText('6');
    await expectAccessible(province);
    await province.getByRole('button', { name: '恢复第 1 版', exact: true }).click();
    await province.getByRole('dialog').getByRole('button', { name: '恢复第 1 版', exact: true }).click();
    await expect(province).toHaveURL(/\/edit/);
    await province.getByRole('button', { name: '提交审批', exact: true }).click();
    await expect(province.getByRole('textbox', { name: '给审批人的说明' })).toHaveValue('恢复自第 1 版');
  });
});
