import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { graveFindings, settled } from '../fixtures/access-check';
import { signInToConsole } from '../fixtures/console-client';
import { choose, saved } from '../fixtures/flows/form';
import { expect, test } from '../fixtures/journey-test';
import { textsOf } from '../fixtures/language';
import { waitingRequest } from '../fixtures/waiting-request';

const texts = textsOf('zh-CN');
const { contentCheck, campaigns } = texts;
const CLAIM = '国家级';
const EVIDENCE = '2025 年认定公告（演示）';
const madeSchema = z.object({ id: z.string(), versionId: z.string() });
const numberSchema = z.object({ number: z.string() });

test('a claim is found while it is written, and goes to the approver with its evidence alone', async ({
  seat,
  baseURL,
}) => {
  const url = baseURL ?? '';
  const operator = await signInToConsole(url, 'JS-OPS-01');
  const made = await operator.mutate(
    'campaigns.create',
    { kind: 'BROADBAND', title: '合规检查' },
    madeSchema,
  );
  const headline = {
    ...{
      id: randomUUID(),
      role: 'headline',
      labels: { zh: '主标题', en: 'Headline' },
      value: '宽带（演示）',
    },
    policy: { kind: 'EDITABLE', constraint: {} },
  };
  await operator.mutate(
    'campaigns.saveDraft',
    { ...made, rowVersion: 1, title: '合规检查', cityDefault: 'NONE', fields: [headline] },
    z.unknown(),
  );
  const { page } = await seat({ staffId: 'JS-OPS-01' });
  await page.goto(`/campaigns/${made.id}/edit`);

  await test.step('what is harmless raises no alarm, what is grave is marked below its field', async () => {
    const text = page.getByRole('textbox', { name: '主标题', exact: true });
    const findings = page.getByRole('list', { name: contentCheck.of('主标题'), exact: true });
    await text.fill('最新推荐，安全试用（演示）');
    await saved(page, texts);
    await expect(findings.locator('mark')).toHaveCount(0);
    await text.fill(`${CLAIM}宽带（演示）`);
    await expect(findings.locator('mark')).toHaveText(CLAIM);
    await saved(page, texts);
    await settled(page);
    expect(await graveFindings(page)).toEqual([]);
  });

  await test.step('it is handed in once there is evidence', async () => {
    const ready = page.getByText(campaigns.ready, { exact: true });
    await expect(ready).toBeHidden();
    await choose(
      page.getByRole('combobox', { name: contentCheck.ground(CLAIM), exact: true }),
      contentCheck.fact,
    );
    await page.getByRole('textbox', { name: contentCheck.evidence(CLAIM), exact: true }).fill(EVIDENCE);
    await expect(ready).toBeVisible();
    await page.getByRole('button', { name: campaigns.submit, exact: true }).click();
    await page.getByRole('dialog').getByRole('button', { name: campaigns.submit, exact: true }).click();
    await expect(page).toHaveURL(`/campaigns/${made.id}`);
  });

  await test.step('the approver reads the finding and its evidence', async () => {
    const approver = await signInToConsole(url, 'JS-APR-01');
    const { number } = await operator.query('campaigns.get', { id: made.id }, numberSchema);
    const { id } = await waitingRequest(approver, number);
    const { page: theirs } = await seat({ staffId: 'JS-APR-01' });
    await theirs.goto(`/approvals/${id}`);
    await expect(theirs.getByText(contentCheck.given, { exact: true })).toBeVisible();
    await expect(theirs.getByText(EVIDENCE)).toBeVisible();
    await settled(theirs);
    expect(await graveFindings(theirs)).toEqual([]);
  });

  await test.step('changes of the dictionary are there again, until they are discarded', async () => {
    await page.goto('/content-check/edit');
    await page.getByRole('textbox', { name: contentCheck.reason }).fill(EVIDENCE);
    await saved(page, texts);
    await page.goto('/content-check');
    await page.getByRole('link', { name: contentCheck.goOn, exact: true }).click();
    await expect(page.getByRole('textbox', { name: contentCheck.reason })).toHaveValue(EVIDENCE);
    await page.getByRole('button', { name: contentCheck.discard, exact: true }).click();
    await page.getByRole('dialog').getByRole('button', { name: contentCheck.discard, exact: true }).click();
    await expect(page.getByRole('link', { name: contentCheck.change, exact: true })).toBeVisible();
  });
});
