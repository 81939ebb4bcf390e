import type { Page } from '@playwright/test';
import { z } from 'zod';
import { demoPassword, signInToConsole } from '../fixtures/console-client';
import { saved } from '../fixtures/flows/form';
import { expect, test } from '../fixtures/journey-test';
import { textsOf } from '../fixtures/language';

/** Two operators of the province; nobody else in the journeys sits in the second one's place. */
const [FIRST, SECOND] = ['JS-OPS-01', 'JS-OPS-02'] as const;
const texts = textsOf('zh-CN');
const sessionsSchema = z.array(z.object({ id: z.string(), current: z.boolean() }));
const { conflict, session } = texts;

test('two people edit one draft, a session ends in the middle, and nothing is lost', async ({
  seat,
  baseURL,
}) => {
  const url = baseURL ?? '';
  const second = await signInToConsole(url, SECOND);
  const { id } = await second.mutate(
    'campaigns.create',
    { kind: 'PLAN', title: '两人同写的草稿' },
    z.object({ id: z.string() }),
  );
  const { page: theirs } = await seat({ staffId: FIRST });
  const { page: mine, watch } = await seat({ staffId: SECOND });
  watch.expectStatus(409);
  watch.expectStatus(401);
  const title = (page: Page) => page.getByRole('textbox', { name: texts.campaigns.name, exact: true });
  for (const page of [theirs, mine]) {
    await page.goto(`/campaigns/${id}/edit`);
    await expect(title(page)).toHaveValue('两人同写的草稿');
  }

  await test.step('the second to save compares both versions and chooses', async () => {
    await title(theirs).fill('对方的名称');
    await saved(theirs, texts);
    await title(mine).fill('我的名称');
    await expect(mine.getByRole('alert')).toContainText(`${FIRST} 在`);
    await mine.getByRole('button', { name: conflict.compare, exact: true }).click();
    const dialog = mine.getByRole('dialog', { name: conflict.title, exact: true });
    await expect(dialog).toContainText('对方的名称');
    await dialog.getByRole('radio', { name: conflict.keepMine, exact: true }).check();
    await dialog.getByRole('button', { name: conflict.save, exact: true }).click();
    await saved(mine, texts);
    await expect(dialog).toBeHidden();
    await theirs.reload();
    await expect(title(theirs)).toHaveValue('我的名称');
  });

  await test.step('a session that was ended asks for the password, and what was typed is saved', async () => {
    const open = await second.query('session.list', null, sessionsSchema);
    for (const each of open.filter(({ current }) => !current))
      await second.mutate('session.end', { id: each.id }, z.object({ id: z.literal(each.id) }));
    await title(mine).fill('会话结束之后写的名称');
    const dialog = mine.getByRole('dialog', { name: session.ended, exact: true });
    await expect(dialog).toContainText(SECOND);
    await dialog.getByRole('textbox', { name: session.password, exact: true }).fill(await demoPassword(url));
    await dialog.getByRole('button', { name: session.goOn, exact: true }).click();
    await expect(dialog).toBeHidden();
    await saved(mine, texts);
    await theirs.reload();
    await expect(title(theirs)).toHaveValue('会话结束之后写的名称');
  });
});
