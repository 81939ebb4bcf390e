import { z } from 'zod';
import { createChannelClient } from '../fixtures/channel-client';
import { makeChannelKey } from '../fixtures/command-line';
import { signInToConsole } from '../fixtures/console-client';
import { demoCustomers } from '../fixtures/customers';
import { confirmed } from '../fixtures/flows/form';
import { expect, test } from '../fixtures/journey-test';
import { textsOf } from '../fixtures/language';

const { audiences } = textsOf('zh-CN');
const NAME = '不再打扰（演示）';
const listsSchema = z.object({ rows: z.array(z.object({ id: z.string(), name: z.string() })) });
const versionsSchema = z.object({ versions: z.array(z.object({ id: z.string() })) });
const reachSchema = z.object({ reachable: z.number(), refused: z.object({ blocked: z.number() }) });

test('a blocklist keeps its numbers from marketing from its import until it is archived', async ({
  seat,
  baseURL,
  dataFolder,
}) => {
  const url = baseURL ?? '';
  const operator = await signInToConsole(url, 'NJ-OPS-01');
  const channel = createChannelClient(
    url,
    await makeChannelKey(dataFolder, { channel: 'web', cities: ['320100'] }),
  );
  const [customer] = await demoCustomers(operator, 1);
  const subscriber = customer?.number ?? '';
  const shown = async () => {
    const { points } = await channel.decide({
      ...{ requestId: 'blocklist', city: '320100', subscriber, points: ['home-banner'] },
    });
    return points.flatMap(({ items }) => items).length;
  };
  const lists = async () =>
    (await operator.query('lists.list', { page: 1, pageSize: 100 }, listsSchema)).rows;
  const aimed = (await lists()).find(({ name }) => name.startsWith('南京高价值'))?.id ?? '';
  const [version] = (await operator.query('lists.get', { id: aimed }, versionsSchema)).versions;
  const reach = () =>
    operator.query('approvals.listReach', { listVersionId: version?.id ?? '', offerCodes: [] }, reachSchema);
  const before = await reach();
  expect(await shown()).toBe(1);

  const { page } = await seat({ staffId: 'NJ-OPS-01' });
  await page.goto('/audiences/import');
  const buffer = Buffer.from(`号码\n${subscriber}`);
  await page
    .locator('input[type="file"]')
    .setInputFiles({ name: 'blocked.csv', mimeType: 'text/csv', buffer });
  await page.getByRole('textbox', { name: audiences.name, exact: true }).fill(NAME);
  await page.locator('label.el-radio').filter({ hasText: audiences.blocklist }).click();
  await page.getByRole('button', { name: audiences.block, exact: true }).click();
  await expect(page.getByRole('heading', { name: audiences.done, exact: true })).toBeVisible();
  await expect.poll(shown).toBe(0);
  // Whoever aims by a list that the number is on is told that one fewer is reached.
  const beside = await reach();
  expect(beside.refused.blocked).toBe(before.refused.blocked + 1);
  expect(beside.reachable).toBeLessThanOrEqual(before.reachable);

  const id = (await lists()).find(({ name }) => name === NAME)?.id ?? '';
  await page.goto(`/audiences/${id}`);
  await confirmed(page, audiences.archive);
  await expect.poll(shown).toBe(1);
  expect(await reach()).toEqual(before);
});
