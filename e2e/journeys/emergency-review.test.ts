import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expectAccessible } from '../fixtures/access-check';
import { takePack, verdictOn } from '../fixtures/audit-pack';
import { signInToConsole } from '../fixtures/console-client';
import { approve, openSubmission } from '../fixtures/flows/approval-flow';
import { saved } from '../fixtures/flows/form';
import { submitLocal } from '../fixtures/flows/localisation-flow';
import { expect, test } from '../fixtures/journey-test';
import { textsOf } from '../fixtures/language';
import { submitLocalRelease } from '../fixtures/local-release';

const FIRST = '紧急复核演练（演示）';
const MENDED = '紧急复核演练改后（演示）';
const COMMENT = '资费与备案一致，下线原因不成立的部分已说明（演示）';
const texts = textsOf('zh-CN');

test('rejected, changed, approved, stopped, reviewed, and proved by the auditor offline', async ({
  seat,
  baseURL,
}) => {
  const author = await signInToConsole(baseURL ?? '', 'NJ-OPS-01');
  const { number, id } = await submitLocalRelease(author, {
    ...{ standard: '手机报推广', title: FIRST, point: 'terminal-idle' },
  });
  const { page: approver } = await seat({ staffId: 'NJ-APR-01' });
  const { page: operator } = await seat({ staffId: 'NJ-OPS-01' });

  await test.step('the approver rejects it, and the author hands a changed one in', async () => {
    await openSubmission(approver, FIRST);
    await approver.getByRole('radio', { name: /^驳回/ }).check();
    await approver.getByRole('textbox', { name: '理由' }).fill('名称不清楚（演示）');
    await approver.getByRole('button', { name: '驳回', exact: true }).click();
    const dialog = approver.getByRole('dialog');
    await dialog.getByRole('button', { name: '驳回', exact: true }).click();
    await expect(approver.getByRole('heading', { name: '已驳回', exact: true })).toBeVisible();
    await operator.goto(`/localisation/${id}`);
    await operator.getByRole('button', { name: '新建版本', exact: true }).click();
    await expect(operator).toHaveURL(/\/localisation\/[^/]+\/edit/);
    await operator.getByRole('textbox', { name: texts.localisation.name, exact: true }).fill(MENDED);
    await saved(operator, texts);
    await operator.getByRole('button', { name: texts.localisation.toPlacements, exact: true }).click();
    await submitLocal(operator, texts);
  });

  await test.step('it is approved, and stopped by one person at once', async () => {
    await openSubmission(approver, MENDED);
    await approve(approver, texts);
    const { page: province } = await seat({ staffId: 'JS-OPS-01' });
    await province.goto(`/localisation/${id}`);
    await province.getByRole('button', { name: texts.phone.takeDown, exact: true }).click();
    const dialog = province.getByRole('dialog', { name: texts.phone.takeDown, exact: true });
    await dialog.getByRole('textbox', { name: texts.phone.reason }).fill('资费写错，立即停止（演示）');
    await dialog.getByRole('button', { name: texts.phone.takeDown, exact: true }).click();
    await expect(dialog).toBeHidden();
    await expect(province.getByText('等待复核')).toBeVisible();
  });

  await test.step('its review waits for the approver, who concludes it once', async () => {
    await approver.goto('/');
    await approver.getByRole('main').getByRole('link', { name: MENDED, exact: true }).first().click();
    await expect(approver).toHaveURL(/\/approvals\/stops\/[^/]+$/);
    await expectAccessible(approver);
    await approver.getByRole('radio', { name: /^需整改/ }).check();
    await approver.getByRole('textbox', { name: '意见' }).fill(COMMENT);
    await approver.getByRole('button', { name: '写定结论', exact: true }).click();
    await expect(approver.getByText('复核：需整改')).toBeVisible();
    await expect(approver.getByRole('radio')).toHaveCount(0);
  });

  await test.step('what it came to stands where the placement is seen, and leads to it', async () => {
    await operator.goto(`/localisation/${id}?tab=placements`);
    await expectAccessible(operator);
    await operator.getByRole('note').getByRole('link', { name: '复核：需整改' }).click();
    await expect(operator).toHaveURL(/\/approvals\/stops\/[^/]+$/);
    await expect(operator.getByText(COMMENT)).toBeVisible();
  });

  const folder = mkdtempSync(join(tmpdir(), 'xietong-review-'));
  try {
    const { page: auditor } = await seat({ staffId: 'JS-AUD-01' });
    await test.step('the auditor finds all of it in the campaign’s history', async () => {
      await auditor.goto('/audit/campaigns');
      await auditor.getByRole('textbox', { name: '活动编号或名称' }).fill(number);
      await auditor.getByRole('textbox', { name: '活动编号或名称' }).press('Enter');
      await auditor.getByRole('link', { name: MENDED }).first().click();
      for (const told of ['紧急下线', '复核紧急下线', COMMENT])
        await expect(auditor.getByRole('main').getByText(told).first()).toBeVisible();
    });
    await test.step('and hands out a pack that proves it to anybody, and in which one altered byte is named', async () => {
      await auditor.goto('/audit/integrity');
      await takePack(auditor, folder);
      expect(await verdictOn(folder)).toMatchObject({ code: 0 });
      const file = join(folder, 'events.jsonl');
      const lines = readFileSync(file, 'utf8').split('\n');
      const index = lines.findLastIndex((line) => line.includes('takedownReviews.conclude'));
      lines[index] = (lines[index] ?? '').replace('takedownReviews.conclude', 'takedownReviews.concludf');
      writeFileSync(file, lines.join('\n'));
      const altered = await verdictOn(folder);
      expect(altered.code).toBe(1);
      expect(altered.text).toContain(`序号 ${String(index)} 的记录被改动`);
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
