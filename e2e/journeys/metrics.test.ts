import { randomUUID } from 'node:crypto';
import { addDays } from '@xietong/shared/events';
import { shanghaiDate } from '@xietong/shared/kernel';
import { createChannelClient } from '../fixtures/channel-client';
import { makeChannelKey } from '../fixtures/command-line';
import { expectFilesAsShown } from '../fixtures/exported-tables';
import { expect, test } from '../fixtures/journey-test';
import { LANGUAGES, textsOf } from '../fixtures/language';

for (const language of LANGUAGES)
  test(`what the pages with numbers show leaves as it is shown, in ${language}`, async ({ seat }) => {
    const province = (await seat({ staffId: 'JS-OPS-01', language })).page;
    const nanjing = (await seat({ staffId: 'NJ-OPS-01', language })).page;
    for (const [page, path, tables] of [
      [province, '/monitoring?period=30&channel=web&step=week', 4],
      [province, '/monitoring/savings?period=lastMonth', 1],
      [province, '/monitoring/cities/320000?period=yesterday', 4],
      [nanjing, '/monitoring?period=30&demo=only', 4],
    ] as const)
      await test.step(path, async () => {
        await page.goto(path);
        expect(await expectFilesAsShown(page)).toBe(tables);
      });
  });

test('a new unit counts from its day on, is kept with its reason, and is not lost by a slip', async ({
  seat,
  baseURL,
  dataFolder,
}) => {
  const { savings } = textsOf('zh-CN');
  const today = shanghaiDate(new Date());
  const yesterday = addDays(today, -1);
  const secret = await makeChannelKey(dataFolder, { channel: 'web', cities: ['320100'] });
  const sold = {
    id: `unit-${randomUUID()}`,
    type: 'transaction',
    business: 'RECHARGE',
    city: '320100',
  } as const;
  const [first] = await createChannelClient(baseURL ?? '', secret).report([
    { ...sold, at: new Date().toISOString() },
  ]);
  expect(first?.status).toBe('accepted');

  const { page } = await seat({ staffId: 'JS-OPS-01' });
  await page.goto('/monitoring?period=7');
  await page.getByRole('main').getByRole('button', { name: savings.ledger, exact: true }).click();
  await page.getByRole('button', { name: savings.set, exact: true }).click();
  const form = page.getByRole('dialog', { name: savings.set });
  const unit = form.getByRole('textbox', { name: savings.unit });
  await unit.fill('2.00');
  await page.goBack();
  await page.getByRole('button', { name: savings.stay, exact: true }).click();
  await expect(unit).toHaveValue('2.00');
  await form.getByRole('textbox', { name: savings.reason }).fill('演示：换单价');
  await form.getByRole('button', { name: savings.save, exact: true }).click();
  await expect(form).toBeHidden();

  const kept = page.getByRole('row').filter({ hasText: '演示：换单价' });
  await expect(kept).toContainText('¥2.00');
  await expect(kept).toContainText('JS-OPS-01');
  await page.goto(`/monitoring/savings?period=custom&from=${yesterday}&to=${today}&city=320100`);
  const cellsOf = (day: string) =>
    page
      .getByRole('row')
      .filter({ hasText: `南京${day}` })
      .first()
      .getByRole('cell');
  for (const [day, fen] of [
    [today, 200],
    [yesterday, 135],
  ] as const) {
    const cells = cellsOf(day);
    const count = Number(await cells.nth(3).innerText());
    expect(count).toBeGreaterThan(0);
    await expect(cells.nth(4)).toHaveText(`¥${(fen / 100).toFixed(2)}`);
    await expect(cells.nth(5)).toHaveText(`¥${((count * fen) / 100).toFixed(2)}`);
  }
  expect(await expectFilesAsShown(page)).toBe(1);
});
