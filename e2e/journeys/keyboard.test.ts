import type { Locator, Page } from '@playwright/test';
import { z } from 'zod';
import { settled } from '../fixtures/access-check';
import { demoPassword, signInToConsole } from '../fixtures/console-client';
import { dialogComponents, makeDialogs } from '../fixtures/dialogs';
import { expect, test } from '../fixtures/journey-test';
import { keyboardFindings } from '../fixtures/keyboard-check';
import { skipToContent, tabAndPress, tabAndType } from '../fixtures/keys';
import { PHONE } from '../fixtures/page-look';
import { idOf } from '../fixtures/page-tour';

/** Dialogs that nobody opens by a button of a page, or that Esc does not close, and what is known of them. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  MenuDrawer: 'with the frame, below',
  SearchDialog: 'with the frame, below',
  ConflictNotice: 'with two who write at once, below',
  IdleWarning: 'opens by itself, below',
  SessionDialog: 'stays until somebody is signed in, below',
  SecretDialog: 'stays until what it shows is put away, below',
};

/** The dialog is there, takes the focus and keeps it both ways. */
async function expectHeld(page: Page, dialog: Locator): Promise<void> {
  await expect(dialog).toBeVisible();
  const holdsFocus = () => dialog.evaluate((element) => element.contains(document.activeElement));
  await expect.poll(holdsFocus).toBe(true);
  for (const key of ['Tab', 'Shift+Tab'])
    for (let step = 0; step < 8; step += 1) {
      await page.keyboard.press(key);
      expect(await holdsFocus(), `${key} stays inside`).toBe(true);
    }
}

/** The dialog holds the focus, closes by Esc and gives it back to what opened it. */
async function openAndClose(page: Page, opener: Locator, name: RegExp): Promise<void> {
  await tabAndPress(page, opener);
  const dialog = page.getByRole('dialog', { name });
  await expectHeld(page, dialog);
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await expect(opener).toBeFocused();
}

test('the search takes what is typed as soon as it is there', async ({ seat }) => {
  const { page } = await seat({ staffId: 'NJ-OPS-01' });
  await page.goto('/localisation');
  await page.getByRole('main').getByRole('heading', { level: 1 }).waitFor();
  const field = page.getByRole('combobox', { name: '搜索', exact: true });
  for (let opening = 0; opening < 2; opening += 1) {
    await page.keyboard.press('Control+k');
    await expect(field).toBeFocused();
    await page.keyboard.type('MMS-3');
    await expect(field).toHaveValue('MMS-3');
    await page.keyboard.press('Escape');
    await expect(field).toBeHidden();
  }
});

test('dialogs are opened, closed and come back from by the keyboard alone', async ({ seat, baseURL }) => {
  const { dialogs, end } = await makeDialogs(baseURL ?? '');
  const pages = new Map<string, Page>();
  for (const { part, staffId, path, opener, name, before } of dialogs)
    await test.step(`${part} at ${path}`, async () => {
      const page = pages.get(staffId) ?? (await seat({ staffId })).page;
      pages.set(staffId, page);
      // what stands on one page is gone through without leaving it
      if (!page.url().endsWith(path)) {
        await page.goto(path);
        await settled(page);
        await skipToContent(page);
      }
      await before?.(page);
      await openAndClose(page, opener(page), name);
    });
  await end();
  const walked = new Set([...dialogs.map(({ part }) => part), ...Object.keys(ELSEWHERE)]);
  expect(walked, 'every dialog of the console').toEqual(dialogComponents());
});

test('the dialogs of the frame, and of two who write at once, are opened and closed likewise', async ({
  seat,
  baseURL,
}) => {
  const { page } = await seat({ staffId: 'NJ-OPS-02', viewport: PHONE });
  await page.goto('/settings');
  await settled(page);
  for (const [opener, name] of [
    ['打开菜单', /主菜单/],
    ['搜索', /搜索/],
  ] as const)
    await openAndClose(page, page.getByRole('button', { name: opener, exact: true }), name);

  const other = await signInToConsole(baseURL ?? '', 'NJ-OPS-01');
  const standardCampaignId = await idOf(other, 'campaigns.list', { text: '手机报推广' });
  const title = '两人同写时的键盘';
  const madeSchema = z.object({ id: z.string(), versionId: z.string() });
  const { id, versionId } = await other.mutate(
    'localCampaigns.create',
    { standardCampaignId, title },
    madeSchema,
  );
  const { page: mine, watch } = await seat({ staffId: 'NJ-OPS-02' });
  watch.expectStatus(409);
  await mine.goto(`/localisation/${id}/edit`);
  const field = mine.getByRole('textbox', { name: '活动名称', exact: true });
  await expect(field).toHaveValue(title);
  const theirs = { versionId, rowVersion: 1, title: '对方的名称', overrides: {}, assessment: null };
  await other.mutate('localCampaigns.saveDraft', theirs, z.unknown());
  await skipToContent(mine);
  await tabAndType(mine, field, '我的名称');
  const compare = mine.getByRole('button', { name: '对比并选择', exact: true });
  await openAndClose(mine, compare, /选择要保留的内容/);
});

test('what is shown once stays until it is put away, and gives the focus back', async ({ seat, baseURL }) => {
  const admin = await signInToConsole(baseURL ?? '', 'JS-SYS-01');
  const staffId = 'NJ-OPS-KEY';
  const person = { staffId, name: '键盘走查', tenantCode: '320100' };
  const { id } = await admin.mutate('people.create', person, z.object({ id: z.string() }));
  const { page } = await seat({ staffId: 'JS-SYS-01' });
  await page.goto(`/people/${id}`);
  await settled(page);
  await skipToContent(page);
  const opener = page.getByRole('button', { name: '重置密码', exact: true });
  await tabAndPress(page, opener);
  const question = page.getByRole('dialog', { name: /重置/ });
  await tabAndPress(page, question.getByRole('button', { name: /重置/ }));
  const secret = page.getByRole('dialog', { name: `${staffId} 的新密码` });
  await expectHeld(page, secret);
  await page.keyboard.press('Escape');
  await expect(secret).toBeVisible();
  await tabAndPress(page, secret.getByRole('button').last());
  await expect(secret).toBeHidden();
  await expect(opener).toBeFocused();
});

test('the walk through a page finds what somebody without a mouse would miss', async ({ seat }) => {
  const { page } = await seat({ staffId: 'NJ-OPS-01' });
  await page.goto('/settings');
  await settled(page);
  expect(await keyboardFindings(page)).toEqual([]);
  await page.evaluate(() => {
    const plant = (id: string, tag: string, style: string): HTMLElement => {
      const element = Object.assign(document.createElement(tag), { id, textContent: id });
      element.style.cssText = style;
      document.querySelector('main .page')?.append(element);
      return element;
    };
    // the walk goes to the end of a page, however long it is
    for (let n = 0; n < 200; n += 1) plant(`filler-${String(n)}`, 'button', '');
    plant('mouse', 'div', 'cursor: pointer');
    plant('dim', 'button', 'outline: none; box-shadow: none; transition: none');
    plant('early', 'button', '').tabIndex = 3;
    plant('moved', 'button', 'order: 2');
    // it gives the focus back as soon as it has it
    const shy = plant('shy', 'button', '');
    shy.addEventListener('focus', () => document.querySelector<HTMLElement>('#dim')?.focus());
  });
  const findings = await keyboardFindings(page);
  const of = (id: string) => findings.filter((finding) => finding.includes(`id="${id}"`));
  expect(of('mouse')).toEqual([expect.stringContaining('for the mouse alone')]);
  expect(of('dim')).toEqual([expect.stringContaining('focus not visible')]);
  expect(of('early')).toContainEqual(expect.stringContaining('out of reading order'));
  expect(of('moved')).toEqual([expect.stringContaining('drawn out of reading order')]);
  expect(of('shy')).toEqual([expect.stringContaining('not reached')]);
  expect(findings.filter((finding) => finding.includes('filler'))).toEqual([]);
});

test('somebody who is away is warned, asked who they are, and told when the server does not answer', async ({
  seat,
  baseURL,
}) => {
  // The journeys' clock is this browser's alone; nobody else sits in this session.
  const { page, watch } = await seat({ staffId: 'NJ-OPS-02' });
  await page.clock.install();
  await page.goto('/settings');
  await settled(page);
  await skipToContent(page);
  await page.evaluate(() => document.activeElement?.setAttribute('data-before', ''));
  const before = page.locator('[data-before]');

  await test.step('before the session ends it is said, and one may stay', async () => {
    const warning = page.getByRole('dialog', { name: '即将自动退出' });
    for (const way of ['Enter', 'Escape']) {
      await page.clock.fastForward('28:00');
      await expect(warning.getByRole('timer')).toHaveText(/^[01]:\d\d$/);
      await expectHeld(page, warning);
      await expect(warning.getByRole('button', { name: '保持登录' })).toBeFocused();
      await page.keyboard.press(way);
      await expect(warning).toBeHidden();
      await expect(before).toBeFocused();
    }
  });

  await test.step('then the page is locked until the person has shown who they are', async () => {
    await page.clock.fastForward('30:00');
    const dialog = page.getByRole('dialog', { name: '登录已失效' });
    await expect(dialog.getByRole('textbox', { name: '密码', exact: true })).toBeFocused();
    await expectHeld(page, dialog);
    // nothing of the page is there for who is not known
    await page.keyboard.press('Escape');
    await expect(dialog).toBeVisible();
    await tabAndType(
      page,
      dialog.getByRole('textbox', { name: '密码', exact: true }),
      await demoPassword(baseURL ?? ''),
    );
    await page.keyboard.press('Enter');
    await expect(dialog).toBeHidden();
    await expect(before).toBeFocused();
  });

  await test.step('a cut line is said for as long as it is cut', async () => {
    const banner = page.getByRole('status').filter({ hasText: '连接不上服务器' });
    watch.expectCutLine();
    await page.context().setOffline(true);
    await expect(banner).toBeVisible();
    await page.context().setOffline(false);
    await expect(banner).toBeHidden();
  });
});
