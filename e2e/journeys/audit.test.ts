import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expectAccessible } from '../fixtures/access-check';
import { takePack, verdictOn } from '../fixtures/audit-pack';
import { expect, test } from '../fixtures/journey-test';

test('an auditor checks the log, and hands out a pack that proves itself offline', async ({ seat }) => {
  const { page } = await seat({ staffId: 'JS-AUD-01' });
  const folder = mkdtempSync(join(tmpdir(), 'xietong-pack-'));
  try {
    await page.goto('/audit');
    // a desktop's page at 125 %: the table is pushed sideways before a column is squeezed to single letters
    await page.setViewportSize({ width: 1024, height: 640 });
    const acts = page.getByRole('columnheader', { name: '操作', exact: true });
    await expect.poll(async () => (await acts.boundingBox())?.width).toBeGreaterThan(140);
    await page.setViewportSize({ width: 1280, height: 800 });
    await page.getByRole('button', { name: '完整性校验', exact: true }).click();
    await page.getByRole('button', { name: '开始校验', exact: true }).click();
    await expect(page.getByText('全部记录与存入时一致', { exact: false })).toBeVisible();
    await takePack(page, folder);
    expect(await verdictOn(folder)).toMatchObject({ code: 0 });
    const events = join(folder, 'events.jsonl');
    writeFileSync(events, readFileSync(events, 'utf8').replace('SUCCESS', 'SUCCESs'));
    const altered = await verdictOn(folder);
    expect(altered.code).toBe(1);
    expect(altered.text).toContain('序号 0 的记录被改动');

    await page.goto('/audit?act=audit.verify');
    await page.getByRole('button', { name: '校验审计日志', exact: true }).first().click();
    const drawer = page.getByRole('dialog');
    await expect(drawer.getByText('成立：原文就是记入日志的内容')).toBeVisible();
    await expectAccessible(page);

    await page.goto('/audit/samples');
    await page.getByRole('button', { name: '抽取样本', exact: true }).first().click();
    const draw = page.getByRole('dialog', { name: '抽取样本' });
    await draw.getByRole('textbox', { name: '检查目的' }).fill('季度检查（演示）');
    await draw.getByRole('button', { name: '抽取样本', exact: true }).click();
    await expect(page.getByRole('heading', { name: '季度检查（演示）' })).toBeVisible();
    await page.getByRole('button', { name: '没有问题', exact: true }).first().click();
    await page.getByRole('button', { name: '有问题', exact: true }).nth(1).click();
    await page.getByRole('textbox', { name: '有什么问题，需要谁做什么' }).fill('缺少审批说明（演示）');
    await page.getByRole('button', { name: '记下问题', exact: true }).click();
    await expect(page.getByText('2 / 25，有问题 1 条')).toBeVisible();
    await expectAccessible(page);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
