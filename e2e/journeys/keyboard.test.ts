import type { Locator, Page } from '@playwright/test';
import { z } from 'zod';
import { settled } from '../fixtures/access-check';
import { demoPassword, signInToConsole } from '../fixtures/console-client';
import { expect, test } from '../fixtures/journey-test';
import { keyboardFindings } from '../fixtures/keyboard-check';
import { skipToContent, tabTo } from '../fixtures/keys';
import { askForNumbers, idOf } from '../fixtures/page-tour';

const rowsSchema = z.object({ rows: z.array(z.object({ id: z.string() })) });
/** The dialog takes the focus, keeps it both ways, closes by Esc and gives it back to what opened it. */
async function openAndClose(page: Page, opener: Locator, name: RegExp): Promise<void> {
  await tabTo(page, opener);
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name });
  await expect(dialog).toBeVisible();
  const holdsFocus = () => dialog.evaluate((element) => element.contains(document.activeElement));
  await expect.poll(holdsFocus).toBe(true);
  for (const key of ['Tab', 'Shift+Tab'])
    for (let step = 0; step < 8; step += 1) {
      await page.keyboard.press(key);
      expect(await holdsFocus(), `${key} stays inside`).toBe(true);
    }
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
  const url = baseURL ?? '';
  const admin = await signInToConsole(url, 'JS-SYS-01');
  const { rows: people } = await admin.query(
    'people.list',
    { page: 1, pageSize: 1, text: 'NJ-OPS-01' },
    rowsSchema,
  );
  const operator = await signInToConsole(url, 'WX-OPS-01');
  const { rows: live } = await operator.query(
    'localCampaigns.list',
    { page: 1, pageSize: 1, states: ['LIVE'] },
    rowsSchema,
  );
  const nanjing = await signInToConsole(url, 'NJ-OPS-01');
  const asked = await askForNumbers(nanjing, await idOf(nanjing, 'lists.list'));
  const received = await operator.upload(
    '/files/lists/uploads?fileName=keyboard.csv',
    Buffer.from('号码\n15400000001\n'),
    z.object({ importId: z.string() }),
  );
  const draft = await idOf(nanjing, 'localCampaigns.list', { state: 'DRAFT' });
  const security = await signInToConsole(url, 'JS-SEC-01');
  const rule = {
    ...{ name: '常州投放由省审批', priority: 8, kinds: ['LOCAL'], tenants: ['320400'] },
    ...{ changes: ['AUDIENCE'], order: 'SERIAL', copies: [] },
    steps: [{ approver: 'PROVINCE', approvals: 1, hours: 48, escalation: 'SECURITY_ADMINS' }],
  };
  const proposal = await security.mutate(
    'approvalPolicies.propose',
    { base: null, rule, reason: '键盘演练（演示）' },
    z.object({ id: z.string() }),
  );
  const person = `/people/${people[0]?.id ?? ''}`;
  const dialogs = [
    { staffId: 'JS-OPS-01', path: '/campaigns', opener: '新建标准活动', name: /新建标准活动/ },
    {
      staffId: 'WX-OPS-01',
      path: `/localisation/${live[0]?.id ?? ''}`,
      opener: '紧急下线',
      name: /紧急下线/,
    },
    { staffId: 'JS-SEC-01', path: person, opener: '分配身份', name: /分配身份/ },
    { staffId: 'JS-SYS-01', path: person, opener: '重置密码', name: /重置/ },
    { staffId: 'JS-SYS-01', path: '/people', opener: '新建人员', name: /新建人员/ },
    { staffId: 'JS-SYS-01', path: '/channel-keys', opener: '新建密钥', name: /新建渠道密钥/ },
    { staffId: 'JS-OPS-01', path: '/monitoring/savings', opener: '调整单价', name: /调整单价/ },
    { staffId: 'JS-OPS-01', path: '/content-check/edit', opener: '添加词条', name: /词条/ },
    { staffId: 'JS-AUD-01', path: '/audit/samples', opener: '抽取样本', name: /抽取样本/ },
    { staffId: 'NJ-OPS-01', path: `/disclosures/${asked.request}`, opener: '撤回', name: /撤回这次申请/ },
    { staffId: 'NJ-APR-01', path: `/disclosures/${asked.request}`, opener: '授权', name: /授权/ },
    {
      staffId: 'WX-OPS-01',
      path: `/audiences/imports/${received.importId}`,
      opener: '取消导入',
      name: /取消导入「keyboard/,
    },
    { staffId: 'NJ-OPS-01', path: `/localisation/${draft}/edit`, opener: /：申请放宽$/, name: /申请放宽：/ },
    {
      staffId: 'JS-SEC-01',
      path: '/approval-policies',
      opener: `撤回「${rule.name}」的改动`,
      name: /常州投放由省审批/,
    },
  ];
  for (const { staffId, path, opener, name } of dialogs)
    await test.step(String(opener), async () => {
      const { page } = await seat({ staffId });
      await page.goto(path);
      await settled(page);
      await skipToContent(page);
      await openAndClose(page, page.getByRole('button', { name: opener, exact: true }).first(), name);
    });
  await security.mutate('approvalPolicies.withdraw', { id: proposal.id }, z.unknown());
  await operator.mutate('listImports.cancel', { id: received.importId }, z.unknown());
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

  await test.step('before the session ends it is said, and one may stay', async () => {
    await page.clock.fastForward('28:00');
    const warning = page.getByRole('dialog', { name: '即将自动退出' });
    await expect(warning.getByRole('timer')).toHaveText(/^[01]:\d\d$/);
    await warning.getByRole('button', { name: '保持登录' }).press('Enter');
    await expect(warning).toBeHidden();
  });

  await test.step('then the page is locked until the person has shown who they are', async () => {
    await page.clock.fastForward('30:00');
    const dialog = page.getByRole('dialog', { name: '登录已失效' });
    await dialog.getByRole('textbox', { name: '密码', exact: true }).fill(await demoPassword(baseURL ?? ''));
    await page.keyboard.press('Enter');
    await expect(dialog).toBeHidden();
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
