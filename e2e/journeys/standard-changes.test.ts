import type { Page } from '@playwright/test';
import { expectAccessible } from '../fixtures/access-check';
import { expect, test } from '../fixtures/journey-test';
import { CORRECTED_TERMS, makeRunningStandard } from '../fixtures/running-standard';

/** Answers the open dialog with a reason. */
async function confirm(page: Page, reason: string, button: string): Promise<void> {
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox').last().fill(reason);
  await dialog.getByRole('button', { name: button, exact: true }).click();
  await expect(dialog).toBeHidden();
}

test('a mandatory push replaces what runs under the hash that two approvers saw listed', async ({
  seat,
  baseURL,
}) => {
  const standard = await makeRunningStandard(baseURL ?? '');
  const push = { mode: 'MANDATORY', pilot: null, reason: '法规更正（演示）' };
  const version = await standard.submitNext(CORRECTED_TERMS, push);
  const { page: approver } = await seat({ staffId: 'JS-APR-01' });
  await approver.goto('/approvals');
  await approver.getByRole('link', { name: standard.title }).first().click();
  await expect(approver.getByText('发布时立即更正的地市投放（1 项）').first()).toBeVisible();
  await expectAccessible(approver);
  await standard.approve(['JS-APR-01', 'JS-APR-02']);
  await standard.publish(version);
  const { page: nanjing } = await seat({ staffId: 'NJ-OPS-01' });
  await nanjing.goto(`/localisation/${standard.local}`);
  await expect(nanjing.getByText('按标准第 2 版强制更正')).toBeVisible();
  // Folded away in the preview, as customers find it.
  await expect(nanjing.getByText(CORRECTED_TERMS)).not.toHaveCount(0);
  await expect(nanjing.getByText('南京彩铃（演示）').filter({ visible: true }).first()).toBeVisible();
  await nanjing.getByRole('button', { name: '已知悉', exact: true }).click();
  await expect(nanjing.getByText('按标准第 2 版强制更正')).toBeHidden();
});

test('a push that is not mandatory is adopted by its city under the hash that was approved with it', async ({
  seat,
  baseURL,
}) => {
  const standard = await makeRunningStandard(baseURL ?? '');
  const version = await standard.submitNext(CORRECTED_TERMS, { mode: 'OPTIONAL', pilot: null });
  const { page: approver } = await seat({ staffId: 'JS-APR-02' });
  await approver.goto('/approvals');
  const box = approver.getByRole('checkbox', { name: `选择 ${standard.title}` });
  await expect(box).toBeDisabled();
  const opened = approver.waitForResponse(/approvals\.open/);
  await approver.getByRole('link', { name: standard.title }).first().click();
  await expect(approver.getByText('地市采用时不需再审批的投放（1 项）').first()).toBeVisible();
  await opened;
  await approver.goto('/approvals');
  await box.check();
  await approver.getByRole('button', { name: '一起通过', exact: true }).click();
  await approver.getByRole('dialog').getByRole('button', { name: '一起通过', exact: true }).click();
  await expect(approver.getByText('已通过 1 项。')).toBeVisible();
  await standard.publish(version);
  const { page: nanjing } = await seat({ staffId: 'NJ-OPS-01' });
  await nanjing.goto(`/localisation/${standard.local}`);
  await expect(nanjing.getByText(CORRECTED_TERMS)).toHaveCount(0);
  await expectAccessible(nanjing);
  await nanjing.getByRole('button', { name: '采用新标准', exact: true }).click();
  await nanjing.getByRole('dialog').getByRole('button', { name: '采用新标准', exact: true }).click();
  await expect(nanjing.getByText('已采用标准第 2 版，新内容已接替投放。')).toBeVisible();
  // Folded away in the preview, as customers find it.
  await expect(nanjing.getByText(CORRECTED_TERMS)).not.toHaveCount(0);
  await expect(nanjing.getByText('南京彩铃（演示）').filter({ visible: true }).first()).toBeVisible();
});

test('a pilot reaches its city first, then the others', async ({ seat, baseURL }) => {
  const standard = await makeRunningStandard(baseURL ?? '');
  const version = await standard.submitNext(CORRECTED_TERMS, { mode: 'OPTIONAL', pilot: ['320200'] });
  await standard.approve(['JS-APR-01']);
  await standard.publish(version);
  const { page } = await seat({ staffId: 'JS-OPS-01' });
  await page.goto(`/campaigns/${standard.id}/propagation/${version.versionId}`);
  const row = page.getByRole('row').filter({ has: page.getByRole('cell', { name: '南京', exact: true }) });
  await expect(row).toContainText('还没有推给它');
  await page.getByRole('button', { name: '推给其余地市', exact: true }).click();
  await page.getByRole('dialog').getByRole('button', { name: '推给其余地市', exact: true }).click();
  await expect(row).not.toContainText('还没有推给它');
  const { page: nanjing } = await seat({ staffId: 'NJ-OPS-01', language: 'en' });
  await nanjing.goto(`/localisation/${standard.local}/merge`);
  await expect(nanjing.getByText('Whose approval it needs')).toBeVisible();
  await expectAccessible(nanjing);
});

test('a city asks for more room on one field, and the province grants and revokes it', async ({
  seat,
  baseURL,
}) => {
  const standard = await makeRunningStandard(baseURL ?? '');
  const { page: nanjing } = await seat({ staffId: 'NJ-OPS-01' });
  await nanjing.goto(`/localisation/${standard.local}`);
  await nanjing.getByRole('button', { name: '新建版本', exact: true }).click();
  await nanjing.getByRole('button', { name: /申请放宽.*主标题|主标题.*申请放宽/ }).click();
  const length = nanjing.getByRole('dialog').getByRole('spinbutton', { name: /最多字数/ });
  await length.fill('30');
  await confirm(nanjing, '要写出三个校区', '提交给省里');
  const { page: approver } = await seat({ staffId: 'JS-APR-01' });
  await approver.goto(`/campaigns/${standard.id}/exceptions`);
  await approver.getByRole('button', { name: /^同意放宽/ }).click();
  await approver.getByRole('dialog').getByRole('button', { name: '同意', exact: true }).click();
  await expect(approver.getByText('已放宽').first()).toBeVisible();
  await approver.getByRole('button', { name: /^收回放宽/ }).click();
  await confirm(approver, '监管要求', '收回');
  await expect(approver.getByText('放宽已收回').first()).toBeVisible();
});

test('a standard is retired, its city is told plainly, and leaves it with what it shows', async ({
  seat,
  baseURL,
}) => {
  const standard = await makeRunningStandard(baseURL ?? '');
  const { page: province } = await seat({ staffId: 'JS-OPS-01' });
  await province.goto(`/campaigns/${standard.id}`);
  await province.getByRole('button', { name: '撤下', exact: true }).click();
  const dialog = province.getByRole('dialog');
  await expect(dialog).toContainText('南京');
  await dialog.getByText('全部暂停', { exact: true }).click();
  await expectAccessible(province);
  await confirm(province, '资费停售（演示）', '撤下');
  await expect(province.getByText('已撤下').first()).toBeVisible();
  const { page: nanjing } = await seat({ staffId: 'NJ-OPS-01' });
  await nanjing.goto(`/localisation/${standard.local}`);
  await expect(nanjing.getByText(/撤下了这个标准活动：资费停售/)).toBeVisible();
  await nanjing.getByRole('button', { name: '申请脱离标准', exact: true }).click();
  await confirm(nanjing, '本地资费不同', '提交申请');
  const { page: approver } = await seat({ staffId: 'JS-APR-01' });
  await approver.goto(`/campaigns/${standard.id}/exceptions`);
  await approver.getByRole('button', { name: '同意脱离', exact: true }).click();
  await approver.getByRole('dialog').getByRole('button', { name: '同意脱离', exact: true }).click();
  await expect(approver.getByText('省里已同意脱离')).toBeVisible();
  await nanjing.reload();
  await expect(nanjing.getByText('JS-APR-01 同意脱离')).toBeVisible();
});
