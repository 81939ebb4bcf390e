import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { z } from 'zod';
import { expectAccessible } from '../fixtures/access-check';
import { signInToConsole } from '../fixtures/console-client';
import { demoCustomers } from '../fixtures/customers';
import { choose, confirmed } from '../fixtures/flows/form';
import { expect, test } from '../fixtures/journey-test';
import { importNumbers } from '../fixtures/list-import-work';
import { makePerson } from '../fixtures/new-person';

/** Asks, and holds the duty of an approver as well: what stops this person is the rule alone. */
const ASKER = 'NJ-OPS-11';
const CITY = '320100';
const KNOWN = 3;
/** Nobody's: of this member there is no number to give. */
const STRANGER = '15499999999';
const PHONE = /(?<!\d)1[3-9]\d{9}(?!\d)/;
/** Ids hold runs of digits by chance. */
const ID = /[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}/g;

const versionsSchema = z.object({ versions: z.array(z.object({ id: z.string() })) });
const eventsSchema = z.object({ rows: z.array(z.object({ id: z.string(), act: z.string() })) });
const refusalSchema = z.object({ code: z.string() });

/** Says what the numbers are needed for and sends the request; answers its path. */
async function ask(page: Page): Promise<string> {
  await choose(page.getByRole('combobox', { name: '用途', exact: true }), '客户投诉处理');
  await page.getByRole('textbox', { name: '用途说明' }).fill('核对投诉客户的办理情况（演示）');
  await page.getByRole('textbox', { name: '接收方' }).fill('演示客服部');
  await page.getByRole('button', { name: '提交申请', exact: true }).click();
  await expect(page).toHaveURL(/\/disclosures\/[0-9a-f-]{36}$/);
  await expect(page.getByText('等待本单位另一位审批人授权', { exact: false })).toBeVisible();
  return new URL(page.url()).pathname;
}

/** The second person finds it among what waits, and says yes. */
async function authorise(page: Page, path: string): Promise<void> {
  await page.goto('/disclosures?box=TO_AUTHORISE');
  await page.locator(`a[href="${path}"]`).click();
  await expectAccessible(page);
  await page.getByRole('button', { name: '授权', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: /^授权 / });
  await dialog.getByRole('button', { name: '授权', exact: true }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByRole('button', { name: '收回授权', exact: true })).toBeVisible();
}

test('numbers leave with a second person’s word, once, and the auditor finds each use without a number', async ({
  seat,
  baseURL,
}) => {
  const url = baseURL ?? '';
  const operator = await signInToConsole(url, 'NJ-OPS-01');
  const customers = await demoCustomers(operator, KNOWN);
  const numbers = customers.map(({ number }) => number);
  const { listId, name } = await importNumbers(operator, [...numbers, STRANGER], 'complaints.csv');
  const [version] = (await operator.query('lists.get', { id: listId }, versionsSchema)).versions;
  const { duties, endDuties } = await makePerson(url, ASKER, [
    { tenantCode: CITY, role: 'OPERATOR' },
    { tenantCode: CITY, role: 'APPROVER' },
  ]);
  const { page: asker } = await seat({ staffId: ASKER });
  const { page: approver } = await seat({ staffId: 'NJ-APR-01' });
  /** In no page: what one asks on for in the duty before is refused. */
  async function act(dutyId: string | undefined): Promise<void> {
    await asker.goto('about:blank');
    await asker.request.post('/trpc/session.switchDuty', { data: { dutyId } });
  }

  const file = await test.step('somebody asks for the numbers of a list, and says what for', async () => {
    await asker.goto(`/audiences/${listId}`);
    await asker.getByRole('link', { name: '申请导出', exact: true }).click();
    await expect(asker).toHaveURL(`/disclosures/new?kind=LIST&id=${version?.id ?? ''}`);
    return ask(asker);
  });
  const id = file.split('/').at(-1) ?? '';

  await test.step('and cannot authorise it, as an approver neither', async () => {
    await act(duties[1]);
    await asker.goto('/disclosures?box=TO_AUTHORISE');
    await expect(asker.getByRole('heading', { level: 1, name: '数据授权' })).toBeVisible();
    await expect(asker.getByRole('link', { name, exact: false })).toHaveCount(0);
    await asker.goto(file);
    await expect(asker.getByRole('heading', { name: '申请内容' })).toBeVisible();
    await expect(asker.getByRole('button', { name: '授权', exact: true })).toHaveCount(0);
    const answer = await asker.request.post('/trpc/disclosures.decide', {
      data: { id, outcome: 'AUTHORISED' },
    });
    expect(await answer.text()).toContain('DISCLOSURE_BY_REQUESTER');
    await act(duties[0]);
  });

  await test.step('a second person authorises it, and the file holds the numbers', async () => {
    await authorise(approver, file);
    await asker.goto(file);
    const [download] = await Promise.all([
      asker.waitForEvent('download'),
      asker.getByRole('button', { name: '下载号码', exact: true }).click(),
    ]);
    expect(download.suggestedFilename()).toMatch(/^名单号码-.+-NJ-OPS-11\.csv$/);
    const [, ...rows] = readFileSync(await download.path(), 'utf8')
      .trim()
      .split('\r\n');
    expect(rows.map((row) => row.split(',')[1]).sort()).toEqual([...numbers].sort());
    for (const row of rows) expect(row).toContain(ASKER);
  });

  await test.step('it was good for one file', async () => {
    await expect(asker.getByText('已用完').first()).toBeVisible();
    await expect(asker.getByRole('cell', { name: '已完成', exact: true })).toBeVisible();
    await expect(asker.getByRole('button', { name: '下载号码', exact: true })).toHaveCount(0);
    const again = await asker.request.post(`/files/disclosures/${id}/numbers`, {
      data: { language: 'zh-CN' },
    });
    expect(again.ok()).toBe(false);
    expect(refusalSchema.parse(await again.json()).code).toBe('DISCLOSURE_USED_UP');
  });

  await test.step('one customer’s number is asked for beside it, and shown once', async () => {
    await asker.goto('/audiences/customers?tab=people');
    await asker.locator(`a[href$="kind=NUMBER&id=${customers[0]?.id ?? ''}"]`).click();
    const path = await ask(asker);
    await authorise(approver, path);
    await asker.goto(path);
    await confirmed(asker, '查看号码', { title: '查看完整号码' });
    const shown = asker.getByRole('dialog', { name: '完整号码', exact: true });
    await expect(shown.getByTestId('secret')).toHaveText(numbers[0] ?? '');
    await expectAccessible(asker);
    await shown.getByRole('button', { name: '已用完，关闭' }).click();
    await expect(shown).toBeHidden();
    await asker.reload();
    await expect(asker.getByText('已用完').first()).toBeVisible();
    await expect(asker.getByRole('button', { name: '查看号码', exact: true })).toHaveCount(0);
    expect(await asker.content()).not.toContain(numbers[0]);
  });

  await test.step('the auditor finds each use, and no number', async () => {
    const { page: auditor } = await seat({ staffId: 'NJ-AUD-01' });
    await auditor.goto(`/audit?subject=Disclosure&actor=${ASKER}`);
    for (const told of ['申请完整号码', '开始下载号码', '下载号码', '查看完整号码'])
      await expect(auditor.getByRole('button', { name: told, exact: true }).first()).toBeVisible();
    await auditor.getByRole('button', { name: '查看完整号码', exact: true }).click();
    // a head is signed once a minute
    await expect(auditor.getByRole('dialog').getByText('成立：原文就是记入日志的内容')).toBeVisible({
      timeout: 75_000,
    });
    const reader = await signInToConsole(url, 'NJ-AUD-01');
    const search = { actor: ASKER, subjectType: 'Disclosure', limit: 50 };
    const { rows } = await reader.query('audit.list', search, eventsSchema);
    const acts = rows.map((row) => row.act);
    const reads = ['disclosures.preview', 'disclosures.list', 'disclosures.get'];
    expect(acts).toEqual(expect.arrayContaining(reads));
    expect(acts.filter((act) => !reads.includes(act)).toSorted()).toEqual([
      ...['disclosures.ask', 'disclosures.ask', 'disclosures.beginDownload'],
      ...['disclosures.decide', 'disclosures.download', 'disclosures.download', 'disclosures.reveal'],
    ]);
    for (const row of rows) {
      const { canonical } = await reader.query(
        'audit.get',
        { id: row.id },
        z.object({ canonical: z.string() }),
      );
      expect(canonical.replace(ID, '')).not.toMatch(PHONE);
    }
  });
  // who has no duty any more is signed out, and an open page would ask on
  await asker.goto('about:blank');
  await endDuties();
});
