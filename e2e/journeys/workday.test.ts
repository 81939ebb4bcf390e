import { z } from 'zod';
import { signInToConsole } from '../fixtures/console-client';
import { expect, test } from '../fixtures/journey-test';
import { submitLocalRelease } from '../fixtures/local-release';
import { makePerson } from '../fixtures/new-person';

/** Somebody new in Wuxi, to whom nothing was shown yet. */
const NEWCOMER = 'WX-APR-71';
const AUTHOR = 'WX-OPS-01';
const TITLES = ['上手演练一', '上手演练二'] as const;
/** Somewhat more than the console waits before it asks for news again. */
const NEWS_MS = 26_000;

test('a new approver is guided, hears of work, decides it together, and finds things as they were left', async ({
  seat,
  baseURL,
}) => {
  const url = baseURL ?? '';
  const { endDuties } = await makePerson(url, NEWCOMER, [{ tenantCode: '320200', role: 'APPROVER' }]);
  const author = await signInToConsole(url, AUTHOR);
  const { page } = await seat({ staffId: NEWCOMER });
  await page.clock.install();
  await page.goto('/');
  const block = (name: string) =>
    page
      .locator('section')
      .filter({ has: page.getByRole('heading', { name, exact: true }) })
      .last();
  const mainMenu = page.getByRole('navigation', { name: '主菜单' });

  await test.step('the first steps stand there until they are put away, and come back when called', async () => {
    await expect(block('上手指引')).toContainText('处理第一项审批');
    await page.getByRole('button', { name: '收起指引', exact: true }).click();
    await expect(page.getByRole('heading', { name: '上手指引' })).toBeHidden();
    await page.reload();
    await expect(block('待办')).toBeVisible();
    await expect(page.getByRole('heading', { name: '上次来访之后' })).toBeVisible();
    await expect(page.getByRole('heading', { name: '上手指引' })).toBeHidden();
    await page.getByRole('button', { name: new RegExp(NEWCOMER) }).click();
    await page.getByRole('menuitem', { name: '查看上手指引', exact: true }).click();
    await expect(block('上手指引')).toContainText('处理第一项审批');
  });

  await test.step('news and work arrive while one looks on, and a notification leads to what it is about', async () => {
    const bell = page.getByRole('button', { name: /^通知，/ });
    await expect(bell).toHaveAccessibleName(/\d+ 条未读/);
    const unread = async () => Number(/\d+/.exec((await bell.getAttribute('aria-label')) ?? '')?.[0]);
    const before = await unread();
    for (const title of TITLES)
      await submitLocalRelease(author, { standard: '手机报推广', title, point: 'terminal-idle' });
    await page.clock.fastForward(NEWS_MS);
    await expect.poll(unread).toBe(before + TITLES.length);
    // The workbench asks less often.
    await page.clock.fastForward(2 * NEWS_MS);
    for (const title of TITLES) await expect(block('待办')).toContainText(title);
    await expect(block('需要注意')).toContainText('等待审批');
    await bell.click();
    await page
      .getByRole('region', { name: '通知' })
      .getByRole('link', { name: `「${TITLES[0]}」` })
      .click();
    await expect(page.getByRole('heading', { level: 1 })).toContainText(TITLES[0]);
    await expect.poll(unread).toBe(before + 1);
    await page.goto('/notifications');
    const read = page.getByRole('listitem').filter({ hasText: TITLES[0] });
    await expect(read.getByRole('button', { name: '标为已读' })).toBeHidden();
  });

  await test.step('what is typed is not left without a word', async () => {
    await page.goto('/');
    await block('待办').getByRole('link', { name: TITLES[1], exact: true }).click();
    const reason = page.getByRole('textbox', { name: '理由', exact: true });
    await page.getByRole('radio', { name: /^退回修改/ }).check();
    await reason.fill('还没有想好');
    await mainMenu.getByRole('link', { name: /^工作台/ }).click();
    const question = page.getByRole('dialog', { name: '有改动没有保存', exact: true });
    await question.getByRole('button', { name: '留在页面', exact: true }).click();
    await expect(reason).toHaveValue('还没有想好');
    await mainMenu.getByRole('link', { name: /^审批/ }).click();
    await question.getByRole('button', { name: '仍要离开', exact: true }).click();
    await expect(page).toHaveURL(/\/approvals$/);
  });

  await test.step('filters stay through a reload and another page', async () => {
    const search = page.getByRole('textbox', { name: '名称或编号' });
    await search.fill('上手演练');
    await expect(page).toHaveURL(/q=/);
    await page.reload();
    await expect(search).toHaveValue('上手演练');
    await mainMenu.getByRole('link', { name: /^工作台/ }).click();
    await mainMenu.getByRole('link', { name: /^审批/ }).click();
    await expect(search).toHaveValue('上手演练');
    await expect(page.getByRole('row')).toHaveCount(TITLES.length + 1);
  });

  await test.step('several are approved together once each was opened, and never before', async () => {
    const third = '上手演练三';
    await submitLocalRelease(author, { standard: '手机报推广', title: third, point: 'terminal-idle' });
    await page.reload();
    const box = (title: string) => page.getByRole('row', { name: new RegExp(title) }).getByRole('checkbox');
    await expect(box(third)).toBeDisabled();
    for (const title of TITLES) await box(title).check();
    await page.getByRole('button', { name: '一起通过', exact: true }).click();
    const dialog = page.getByRole('dialog');
    await expect(dialog).toContainText('通过所选的 2 项');
    await dialog.getByRole('button', { name: '一起通过', exact: true }).click();
    await expect(page.getByRole('row')).toHaveCount(2);
    await page.goto('/');
    for (const title of TITLES) await expect(block('我的已办')).toContainText(title);
    await expect(block('上手指引')).toContainText(/已完成 [12] /);
    const waiting = z.object({ waiting: z.object({ rows: z.array(z.object({ titleZh: z.string() })) }) });
    const { rows } = (await author.query('workbench.get', null, waiting)).waiting;
    expect(rows.map(({ titleZh }) => titleZh)).toContain(third);
  });
  await endDuties();
});
