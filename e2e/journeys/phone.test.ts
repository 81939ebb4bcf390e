import type { Locator, Page } from '@playwright/test';
import { expectAccessible, overflowOf } from '../fixtures/access-check';
import { createChannelClient } from '../fixtures/channel-client';
import { makeChannelKey } from '../fixtures/command-line';
import { signInToConsole } from '../fixtures/console-client';
import { approve, openSubmission } from '../fixtures/flows/approval-flow';
import { expect, test } from '../fixtures/journey-test';
import { LANGUAGES, textsOf } from '../fixtures/language';
import type { Texts } from '../fixtures/language';
import { lookAt, PHONE } from '../fixtures/page-look';
import { submitLocalRelease } from '../fixtures/local-release';
import { approveWaiting } from '../fixtures/waiting-request';

const CITY = '320200';
const POINT = 'plan-sidebar';
const TITLES = { 'zh-CN': '手机上的演练（演示）', en: '手机上的演练，英文界面（演示）' } as const;
/** Channels no longer show what was taken down. */
const STOPPED_WITHIN_MS = 2_000;

for (const language of LANGUAGES)
  test(`an approver approves and takes down on a telephone, ${language}`, async ({
    seat,
    baseURL,
    dataFolder,
  }) => {
    const texts = textsOf(language);
    const title = TITLES[language];
    const url = baseURL ?? '';
    const author = await signInToConsole(url, 'WX-OPS-01');
    const { number } = await submitLocalRelease(author, { standard: '手机报推广', title, point: POINT });
    const channel = createChannelClient(
      url,
      await makeChannelKey(dataFolder, { channel: 'web', cities: [CITY] }),
    );
    const shown = async () => {
      const { points } = await channel.decide({ requestId: 'phone', city: CITY, points: [POINT] });
      return points.flatMap(({ items }) => items.map(({ campaign }) => campaign));
    };
    const { page } = await seat({ staffId: 'WX-APR-01', viewport: PHONE, language });

    await test.step('the menu opens over the page, keeps the focus, closes by Esc and leads on', () =>
      useMenu(page, texts));

    await test.step('a list is seen before its filters, which a button opens', async () => {
      await page.goto(`/localisation?text=${encodeURIComponent(title)}`);
      const filters = page.getByRole('search');
      const opener = filters.getByRole('button', { name: texts.phone.oneFilter, exact: true });
      await expect(page.getByRole('main').getByRole('link', { name: title, exact: true })).toBeInViewport();
      await expect(filters.getByRole('textbox')).toBeHidden();
      await opener.click();
      await expect(filters.getByRole('textbox')).toHaveValue(title);
      await expectToFit(page);
    });

    await test.step('what, why and effect are read, the decision is one touch away', async () => {
      await openSubmission(page, title);
      await expectToFit(page);
      await lookAt(page, PHONE, `phone-approval-${language}`);
      await expectAccessible(page);
      await page.getByRole('button', { name: texts.phone.toDecision, exact: true }).click();
      await expect(page.getByRole('radio').first()).toBeInViewport();
      await approve(page, texts);
      await expectToFit(page);
      await expect.poll(shown).toContain(number);
    });

    await test.step('it is taken down with a reason, and channels stop showing it', async () => {
      await page.reload();
      await page.getByRole('button', { name: texts.phone.takeDown, exact: true }).click();
      const dialog = page.getByRole('dialog', { name: texts.phone.takeDownTitle, exact: true });
      await expect(dialog.getByText(number)).toBeVisible();
      await expectToFit(page);
      await lookAt(page, PHONE, `phone-take-down-${language}`);
      await expectAccessible(page);
      await dialog.getByRole('textbox', { name: texts.phone.reason }).fill('资费写错，立即停止');
      await dialog.getByRole('button', { name: texts.phone.takeDown, exact: true }).click();
      await expect(dialog).toBeHidden();
      await expect.poll(shown, { timeout: STOPPED_WITHIN_MS, intervals: [50] }).not.toContain(number);
      await expect(page.getByRole('note').filter({ hasText: texts.phone.stopped })).toBeVisible();
      await expect(page.getByRole('button', { name: texts.phone.takeDown, exact: true })).toHaveCount(0);
    });
  });

test('an operator takes down on a telephone, from the page of the campaign', async ({
  seat,
  baseURL,
  dataFolder,
}) => {
  const texts = textsOf('zh-CN');
  const url = baseURL ?? '';
  const author = await signInToConsole(url, 'WX-OPS-01');
  const title = '运营人员在手机上下线（演示）';
  const { id, number } = await submitLocalRelease(author, { standard: '手机报推广', title, point: POINT });
  await approveWaiting(await signInToConsole(url, 'WX-APR-01'), number);
  const secret = await makeChannelKey(dataFolder, { channel: 'web', cities: [CITY] });
  const channel = createChannelClient(url, secret);
  const shown = async () => {
    const { points } = await channel.decide({ requestId: 'phone', city: CITY, points: [POINT] });
    return points.flatMap(({ items }) => items.map(({ campaign }) => campaign));
  };
  await expect.poll(shown).toContain(number);
  const { page } = await seat({ staffId: 'WX-OPS-01', viewport: PHONE });
  await page.goto(`/localisation/${id}`);
  await page.getByRole('button', { name: texts.phone.takeDown, exact: true }).click();
  const dialog = page.getByRole('dialog', { name: texts.phone.takeDownTitle, exact: true });
  // beside it the page shows how it looks on channels, with their buttons
  await expectToFit(page, dialog);
  await lookAt(page, PHONE, 'phone-operator-take-down');
  await dialog.getByRole('textbox', { name: texts.phone.reason }).fill('资费写错，立即停止');
  await dialog.getByRole('button', { name: texts.phone.takeDown, exact: true }).click();
  await expect(dialog).toBeHidden();
  await expect.poll(shown, { timeout: STOPPED_WITHIN_MS, intervals: [50] }).not.toContain(number);
  expect(await overflowOf(page)).toBeLessThanOrEqual(0);
});

async function useMenu(page: Page, texts: Texts): Promise<void> {
  await page.goto('/');
  const opener = page.getByRole('button', { name: texts.phone.menu, exact: true });
  await opener.click();
  const drawer = page.getByRole('dialog', { name: texts.phone.mainMenu, exact: true });
  await expect(drawer).toBeVisible();
  // However often one goes on, the focus stays inside.
  for (let step = 0; step < 15; step += 1) {
    await page.keyboard.press('Tab');
    expect(await drawer.evaluate((element) => element.contains(document.activeElement))).toBe(true);
  }
  await page.keyboard.press('Escape');
  await expect(drawer).toBeHidden();
  await expect(opener).toBeFocused();
  await opener.click();
  await drawer.getByRole('link', { name: texts.phone.approvals }).click();
  await expect(page).toHaveURL(/\/approvals$/);
  await expect(drawer).toBeHidden();
  await expectToFit(page);
}

/** Nothing sticks out sideways, and what can be touched is big enough for a finger. */
async function expectToFit(page: Page, part: Page | Locator = page): Promise<void> {
  expect(await overflowOf(page)).toBeLessThanOrEqual(0);
  // asked all at once: a dialog that goes away between two questions would have buttons without a height
  const small = await part.getByRole('button').evaluateAll((buttons) =>
    buttons
      .filter((button) => button.checkVisibility({ visibilityProperty: true }))
      .filter((button) => button.getBoundingClientRect().height < 44)
      .map((button) => button.outerHTML.slice(0, 120)),
  );
  expect(small).toEqual([]);
}
