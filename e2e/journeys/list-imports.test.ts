import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MAX_LIST_BYTES } from '@xietong/shared/audiences';
import { z } from 'zod';
import { expectAccessible } from '../fixtures/access-check';
import { signInToConsole } from '../fixtures/console-client';
import { expect, test } from '../fixtures/journey-test';
import { textsOf } from '../fixtures/language';
import { unreadableFiles } from '../fixtures/unreadable-files';

/** Enough that it is still being read or written when a page looks for the first time, and can be cancelled. */
const ROWS = 1_000_000;
const totalSchema = z.object({ total: z.number() });
const numberOf = (index: number): string => `154${String(index).padStart(8, '0')}`;

test('a long list shows how far it is and is cancelled without a trace; refused rows are taken home masked', async ({
  seat,
  baseURL,
}) => {
  const texts = textsOf('zh-CN').audiences;
  const { page } = await seat({ staffId: 'NJ-OPS-01' });
  const main = page.getByRole('main');

  async function start(fileName: string, lines: readonly string[], submit: string): Promise<void> {
    await page.goto('/audiences/import');
    const buffer = Buffer.from(lines.join('\n'));
    await page.locator('input[type="file"]').setInputFiles({ name: fileName, mimeType: 'text/csv', buffer });
    await page.getByRole('button', { name: submit, exact: true }).click();
  }

  await test.step('progress with rows, speed and the time left, then cancelled', async () => {
    const lines = Array.from({ length: ROWS }, (_, index) => numberOf((index * 7_919) % ROWS));
    await start('long-list.csv', lines, texts.submitAll);
    await expect(page.getByRole('progressbar')).toBeVisible();
    const fact = (name: string) =>
      main.getByRole('term').filter({ hasText: name }).locator('xpath=following-sibling::dd[1]');
    await expect(fact(texts.rows)).toHaveText(/^[1-9][\d,.万]*$/);
    await expect(fact(texts.speed)).toHaveText(texts.perSecond);
    await expect(fact(texts.timeLeft)).toHaveText(texts.seconds);
    await page.getByRole('button', { name: texts.cancel, exact: true }).click();
    await page.getByRole('dialog').getByRole('button', { name: texts.cancelYes, exact: true }).click();
    await expect(main.getByText(texts.cancelledText)).toBeVisible();
    await expectAccessible(page);
    const person = await signInToConsole(baseURL ?? '', 'NJ-OPS-01');
    const found = await person.query(
      'lists.list',
      { search: 'long-list', page: 1, pageSize: 1 },
      totalSchema,
    );
    expect(found.total).toBe(0);
  });

  await test.step('rows that were refused, as a file without a number', async () => {
    const bad = ['=1+1', `${numberOf(1)}0`, 'abc', ''];
    const lines = ['号码,备注', ...[numberOf(1), ...bad].map((cell) => `${cell},演示`)];
    await start('refused-rows.csv', lines, texts.submit(1, bad.length));
    await expect(page.getByRole('heading', { name: texts.done, exact: true })).toBeVisible();
    const downloading = page.waitForEvent('download');
    await page.getByRole('link', { name: texts.download, exact: true }).click();
    const text = readFileSync(await (await downloading).path(), 'utf8');
    expect(text.trim().split('\r\n')).toHaveLength(1 + bad.length);
    expect(text).toContain(`${texts.reasons.wrongLength},154*******10`);
    expect(text).not.toMatch(/\d{8}/);
  });
});

test('a file that cannot be read is answered by what is wrong with it and what to do', async ({ seat }) => {
  const folder = mkdtempSync(join(tmpdir(), 'xietong-unreadable-'));
  const { page, watch } = await seat({ staffId: 'WX-OPS-01' });
  for (const status of [400, 429]) watch.expectStatus(status);
  const { cut, blown, mixed } = unreadableFiles();
  const files = [
    ['cut.xlsx', cut, '工作簿已损坏或不完整。请在表格软件中重新保存后上传。'],
    ['blown.xlsx', blown, '工作簿解压后过大，没有读取。请只把号码所在的列另存为 CSV 后上传。'],
    ['mixed.csv', mixed, '文件中混有不同的编码，无法可靠读取。请另存为 UTF-8 后重新上传。'],
    [
      'one-line.txt',
      Buffer.alloc(MAX_LIST_BYTES, '1'),
      '文件在第 1 行附近无法读取，可能有未闭合的引号，或有不是文字的字符。请改正后重新上传。',
    ],
    ['too-large.txt', Buffer.alloc(MAX_LIST_BYTES + 1, '1'), /too-large\.txt 大小为 .*请拆分后再上传。/],
  ] as const;
  try {
    for (const [name, bytes, told] of files)
      await test.step(name, async () => {
        // by its path: a file of this size goes no other way
        writeFileSync(join(folder, name), bytes);
        await page.goto('/audiences/import');
        await page.locator('input[type="file"]').setInputFiles(join(folder, name));
        await expect(page.getByRole('main').getByText(told)).toBeVisible({ timeout: 30_000 });
        rmSync(join(folder, name));
      });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
