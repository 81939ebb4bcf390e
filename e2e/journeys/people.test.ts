import type { Browser, Page } from '@playwright/test';
import { expectAccessible } from '../fixtures/access-check';
import { expect, test } from '../fixtures/journey-test';
import { DESKTOPS, lookAt, PHONE } from '../fixtures/page-look';
import { watch } from '../fixtures/watch';

const STAFF_ID = 'XZ-OPS-01';
const OWN_PASSWORD = 'My-own-word-154';

/** Chooses an option of the field of the open dialog. */
async function choose(page: Page, field: string, option: string): Promise<void> {
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('combobox', { name: field, exact: true }).press('Enter');
  await page.getByRole('option', { name: option, exact: true }).click();
}

/** Makes the person; answers the password that is shown once. */
async function makePerson(page: Page): Promise<string> {
  await page.goto('/people');
  await page.getByRole('button', { name: '新建人员', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: '新建人员' });
  await dialog.getByLabel('工号', { exact: true }).fill(STAFF_ID.toLowerCase());
  await dialog.getByLabel('姓名', { exact: true }).fill('徐州运营');
  await choose(page, '所属', '徐州');
  await expectAccessible(page);
  await dialog.getByRole('button', { name: '建立', exact: true }).click();
  const shown = page.getByRole('dialog', { name: `已建立 ${STAFF_ID}` });
  const password = await shown.getByTestId('secret').textContent();
  await shown.getByRole('button', { name: '已妥善交付，关闭' }).click();
  await expect(shown).toBeHidden();
  return password ?? '';
}

async function giveDuty(page: Page): Promise<void> {
  await page.goto('/people');
  await page.getByRole('link', { name: STAFF_ID, exact: true }).click();
  await expect(page.getByText('还没有身份，不能登录。')).toBeVisible();
  await page.getByRole('button', { name: '分配身份', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: /分配身份/ });
  await choose(page, '身份', '市运营');
  await expectAccessible(page);
  await dialog.getByRole('button', { name: '分配身份', exact: true }).click();
  await expect(page.getByRole('cell', { name: '徐州 · 市运营' })).toBeVisible();
}

async function signIn(browser: Browser, baseURL: string | undefined, password: string) {
  const context = await browser.newContext({ reducedMotion: 'reduce', ...(baseURL ? { baseURL } : {}) });
  const watched = await watch(context, STAFF_ID);
  const page = await context.newPage();
  await page.goto('/localisation');
  await page.getByLabel('工号', { exact: true }).fill(STAFF_ID);
  await page.getByLabel('密码', { exact: true }).fill(password);
  await page.getByRole('button', { name: '登录', exact: true }).click();
  return { page, watched };
}

test('a new person comes to work, and leaves', async ({ seat, browser, baseURL }) => {
  const { page: system } = await seat({ staffId: 'JS-SYS-01' });
  const { page: security } = await seat({ staffId: 'JS-SEC-01' });
  const password = await makePerson(system);
  await giveDuty(security);

  const { page, watched } = await signIn(browser, baseURL, password);
  await expect(page.getByRole('heading', { level: 1, name: '设置新密码' })).toBeVisible();
  await page.goto('/campaigns');
  await expect(page.getByRole('heading', { level: 1, name: '设置新密码' })).toBeVisible();
  await expectAccessible(page);
  for (const size of [PHONE, ...DESKTOPS]) await lookAt(page, size, 'new-password-zh-CN');
  await page.getByLabel('管理员给的密码').fill(password);
  await page.getByLabel('新密码', { exact: true }).fill(OWN_PASSWORD);
  await page.getByLabel('再输一次新密码').fill(OWN_PASSWORD);
  await page.getByRole('button', { name: '保存并继续' }).press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: '标准活动' })).toBeVisible();

  await system.getByRole('link', { name: STAFF_ID, exact: true }).click();
  await expect(system.getByRole('heading', { name: '当前登录' })).toBeVisible();
  await expectAccessible(system);
  await system.getByRole('button', { name: '归档', exact: true }).click();
  const dialog = system.getByRole('dialog', { name: `归档 ${STAFF_ID}` });
  await dialog.getByLabel(/归档理由/).fill('调离');
  await dialog.getByRole('button', { name: '归档', exact: true }).click();
  await expect(system.getByRole('button', { name: '恢复', exact: true })).toBeVisible();
  watched.expectStatus(401);
  await page.reload();
  await expect(page.getByRole('heading', { level: 1, name: '登录' })).toBeVisible();
  await page.context().close();
  expect(watched.problems).toEqual([]);
});
