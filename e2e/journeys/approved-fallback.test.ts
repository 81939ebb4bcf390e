import { z } from 'zod';
import { graveFindings, settled } from '../fixtures/access-check';
import { signInToConsole } from '../fixtures/console-client';
import { choose, confirmed } from '../fixtures/flows/form';
import { expect, test } from '../fixtures/journey-test';
import { textsOf } from '../fixtures/language';
import { DESKTOPS, lookAt, PHONE } from '../fixtures/page-look';

const { contentCheck, fallback } = textsOf('zh-CN');
const CLAIM = '国家级';
const EVIDENCE = '2025 年认定公告（演示）';
const pointsSchema = z.array(z.object({ id: z.string(), code: z.string() }));
const POINT = 'h5-card';
const [FIRST, SECOND] = ['随时随地办业务（演示）', '掌上办业务（演示）'];

test('what a point shows by itself is proposed by one person and goes live by another', async ({
  seat,
  baseURL,
}) => {
  const operator = await signInToConsole(baseURL ?? '', 'JS-OPS-02');
  const points = await operator.query('points.list', undefined, pointsSchema);
  const path = `/points/${points.find(({ code }) => code === POINT)?.id ?? ''}`;
  const { page } = await seat({ staffId: 'JS-OPS-02' });
  const { page: theirs } = await seat({ staffId: 'JS-APR-02' });
  const waits = (of: typeof page) => of.getByRole('region', { name: fallback.waits, exact: true });
  const propose = async (headline: string) => {
    await page.goto(`${path}/edit`);
    await page.getByRole('textbox', { name: fallback.headline, exact: true }).fill(headline);
    await page.getByRole('button', { name: fallback.save, exact: true }).click();
    await expect(page).toHaveURL(path);
    await expect(waits(page).getByText(headline)).toBeVisible();
  };

  await test.step('an approver sees it beside what is live, and lets it go live', async () => {
    await propose(FIRST);
    await expect(page.getByRole('button', { name: fallback.approve, exact: true })).toBeHidden();
    await theirs.goto(path);
    await expect(waits(theirs).getByText(FIRST)).toBeVisible();
    await settled(theirs);
    expect(await graveFindings(theirs)).toEqual([]);
    for (const size of [...DESKTOPS, PHONE]) await lookAt(theirs, size, 'fallback-proposal');
    await theirs.setViewportSize(DESKTOPS[0]);
    await confirmed(theirs, fallback.approve);
    await expect(waits(theirs)).toBeHidden();
    await expect(theirs.getByText(FIRST)).toBeVisible();
  });

  await test.step('one that is refused says why, and changes nothing', async () => {
    await propose(SECOND);
    await theirs.reload();
    await theirs.getByRole('button', { name: fallback.refuse, exact: true }).click();
    const dialog = theirs.getByRole('dialog');
    await dialog.getByRole('textbox', { name: fallback.reason }).fill('不够准确（演示）');
    await dialog.getByRole('button', { name: fallback.refuse, exact: true }).click();
    await expect(dialog).toBeHidden();
    await page.reload();
    const refused = page.getByRole('region', { name: fallback.refused, exact: true });
    await expect(refused.getByText('不够准确（演示）')).toBeVisible();
    await expect(page.getByText(FIRST)).toBeVisible();
    await lookAt(page, DESKTOPS[0], 'fallback-refused');
  });

  await test.step('a grave claim waits with evidence alone, which the approver reads beside it', async () => {
    await page.goto(`${path}/edit`);
    await page.getByRole('textbox', { name: fallback.headline, exact: true }).fill(`${CLAIM}掌厅（演示）`);
    const ground = page.getByRole('combobox', { name: contentCheck.ground(CLAIM), exact: true });
    await expect(ground).toBeVisible();
    await page.getByRole('button', { name: fallback.save, exact: true }).click();
    await expect(page).toHaveURL(`${path}/edit`);
    await settled(page);
    expect(await graveFindings(page)).toEqual([]);
    for (const size of [DESKTOPS[0], PHONE]) await lookAt(page, size, 'fallback-check');
    await page.setViewportSize(DESKTOPS[0]);
    await choose(ground, contentCheck.fact);
    await page.getByRole('textbox', { name: contentCheck.evidence(CLAIM), exact: true }).fill(EVIDENCE);
    await page.getByRole('button', { name: fallback.save, exact: true }).click();
    await expect(page).toHaveURL(path);
    await theirs.goto(path);
    await expect(theirs.getByText(contentCheck.given, { exact: true })).toBeVisible();
    await expect(theirs.getByText(EVIDENCE)).toBeVisible();
    await lookAt(theirs, DESKTOPS[0], 'fallback-evidence');
  });
});
