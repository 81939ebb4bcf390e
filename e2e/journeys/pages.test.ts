import { z } from 'zod';
import { graveFindings } from '../fixtures/access-check';
import { openSession, signInToConsole } from '../fixtures/console-client';
import type { ConsoleClient } from '../fixtures/console-client';
import { expectFiltersTakeText } from '../fixtures/filter-check';
import { expect, test } from '../fixtures/journey-test';
import { keyboardFindings } from '../fixtures/keyboard-check';
import { LANGUAGES, textsOf } from '../fixtures/language';
import type { Language } from '../fixtures/language';
import {
  securityAdministratorPages,
  approverPages,
  auditorPages,
  cityOperatorPages,
  provinceAuditorPages,
  provinceOperatorPages,
  systemAdministratorPages,
} from '../fixtures/page-tour';
import type { PageVisit } from '../fixtures/page-tour';
import { DESKTOPS, goOnTo, lookAt, PHONE } from '../fixtures/page-look';
import { watch } from '../fixtures/watch';

// the longest file: its tests are spread over the workers
test.describe.configure({ mode: 'parallel' });

/**
 * Every page is toured in both languages; where two people open the same pages, each of them in one of the two, so
 * that what their roles show is seen as well.
 */
const TOURS: readonly [
  staffId: string,
  pages: (person: ConsoleClient, url: string) => Promise<PageVisit[]>,
  languages: readonly Language[],
][] = [
  ['JS-OPS-01', provinceOperatorPages, LANGUAGES],
  ['NJ-OPS-01', cityOperatorPages, LANGUAGES],
  ['JS-APR-01', approverPages, ['zh-CN']],
  ['NJ-APR-01', approverPages, ['en']],
  ['JS-AUD-01', provinceAuditorPages, LANGUAGES],
  // what the city's auditor opens is the same by its shape
  ['NJ-AUD-01', auditorPages, ['zh-CN']],
  // what they open is toured by the auditor and the security administrator, too
  ['JS-SYS-01', systemAdministratorPages, ['zh-CN']],
  ['JS-SEC-01', securityAdministratorPages, LANGUAGES],
];

/** One language in the light, the other in the dark: colours do not depend on words. */
const THEMES = { 'zh-CN': 'light', en: 'dark' } as const satisfies Record<Language, string>;

for (const [staffId, pagesOf, languages] of TOURS)
  for (const language of languages)
    test(`the pages of ${staffId} fit, read and sound right, in ${language}`, async ({ seat, baseURL }) => {
      test.setTimeout(900_000);
      const url = baseURL ?? '';
      const [staysWith] = languages;
      const visits = await pagesOf(await signInToConsole(url, staffId), url);
      const { page } = await seat({ staffId, language, theme: THEMES[language], viewport: DESKTOPS[0] });
      await page.goto('/settings');
      for (const [index, { name, path, phone = false }] of visits.entries())
        await test.step(name, async () => {
          await goOnTo(page, path);
          for (const size of phone ? [...DESKTOPS, PHONE] : DESKTOPS)
            await lookAt(page, size, `${staffId}-${name}-${language}`);
          await page.setViewportSize(DESKTOPS[0]);
          expect.soft(await graveFindings(page), path).toEqual([]);
          // neither the way of the focus nor what is typed depends on words
          if (language !== staysWith) return;
          // the frame is the same around every page of a role
          expect.soft(await keyboardFindings(page, { whole: index === 0 }), path).toEqual([]);
          await expectFiltersTakeText(page);
        });
    });

test('the sign-in page speaks both languages and takes a person in', async ({ context, page }) => {
  const { problems } = await watch(context, 'nobody');
  await page.goto('/sign-in');
  for (const language of LANGUAGES) {
    await expect(page.locator('html')).toHaveAttribute('lang', language);
    for (const size of [...DESKTOPS, PHONE]) await lookAt(page, size, `sign-in-${language}`);
    expect.soft(await graveFindings(page)).toEqual([]);
    expect.soft(await keyboardFindings(page, { whole: true })).toEqual([]);
    const { toOther } = textsOf(language).language;
    if (language === 'zh-CN') await page.getByRole('button', { name: toOther, exact: true }).click();
  }
  // whoever forces colours of their own sees neither shadows nor backgrounds
  await page.emulateMedia({ forcedColors: 'active' });
  const field = page.locator('.el-input__wrapper').first();
  await expect(field).toHaveCSS('outline-width', '1px');
  await field.getByRole('textbox').focus();
  await expect(field).toHaveCSS('outline-width', '2px');
  await page.emulateMedia({ forcedColors: null });
  const { signIn } = textsOf('en');
  await page.getByRole('button', { name: signIn.fill('NJ-OPS-01') }).click();
  await page.getByRole('button', { name: signIn.submit, exact: true }).click();
  await expect(page).toHaveURL('/');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  expect(problems).toEqual([]);
  await context.clearCookies();
  await page.goto('/sign-in');
  await page.getByRole('button', { name: signIn.fill('NJ-OPS-01') }).click();
  await page.locator('input[type=password]').fill('Not-the-password-1');
  await page.getByRole('button', { name: signIn.submit, exact: true }).click();
  await expect(page.getByRole('alert')).toBeVisible();
  await lookAt(page, PHONE, 'sign-in-refused');
});

test('the page of a new password reads and is used right in both languages', async ({ browser, baseURL }) => {
  const url = baseURL ?? '';
  const system = await signInToConsole(url, 'JS-SYS-01');
  const security = await signInToConsole(url, 'JS-SEC-01');
  const staffId = 'JS-OPS-08';
  const person = { staffId, name: staffId, tenantCode: '320000' };
  const madeSchema = z.object({ id: z.string(), password: z.string() });
  const { id, password } = await system.mutate('people.create', person, madeSchema);
  const duty = { personId: id, tenantCode: '320000', role: 'OPERATOR', firstDay: null, lastDay: null };
  const granted = await security.mutate('duties.grant', duty, z.object({ id: z.string() }));
  const context = await browser.newContext({ baseURL: url, reducedMotion: 'reduce' });
  const { problems } = await watch(context, staffId);
  await context.addCookies((await openSession(url, staffId, password)).map((cookie) => ({ ...cookie, url })));
  const page = await context.newPage();
  await page.goto('/new-password');
  for (const language of LANGUAGES) {
    await expect(page.locator('html')).toHaveAttribute('lang', language);
    for (const size of [...DESKTOPS, PHONE]) await lookAt(page, size, `new-password-${language}`);
    expect.soft(await graveFindings(page)).toEqual([]);
    expect.soft(await keyboardFindings(page, { whole: true })).toEqual([]);
    await page.evaluate(() => {
      localStorage.setItem('xietong.locale', 'en');
    });
    await page.reload();
  }
  await context.close();
  await security.mutate('duties.end', { id: granted.id }, z.unknown());
  expect(problems).toEqual([]);
});
