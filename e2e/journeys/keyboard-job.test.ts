import { settled } from '../fixtures/access-check';
import { expect, test } from '../fixtures/journey-test';
import { skipToContent, tabAndPick, tabAndPress, tabAndType, takeMouseAway } from '../fixtures/keys';
import { textsOf } from '../fixtures/language';
import { saved } from '../fixtures/flows/form';

const STANDARD = '手机报推广';
const TITLE = '手机报推广（全键盘）';
const POINT = 'recharge-success';
const texts = textsOf('zh-CN');
const { localisation, approvals } = texts;

test('a standard is made the city’s own, placed, aimed, handed in and approved without a mouse', async ({
  seat,
}) => {
  const { page: author } = await seat({ staffId: 'NJ-OPS-01' });
  const { page: approver } = await seat({ staffId: 'NJ-APR-01' });
  for (const page of [author, approver]) await takeMouseAway(page);
  const button = (name: string | RegExp) =>
    author.getByRole('button', { name, exact: typeof name === 'string' });
  const text = (name: string) => author.getByRole('textbox', { name, exact: true });

  await test.step('from the workbench to a standard', async () => {
    await author.goto('/');
    await settled(author);
    await tabAndPress(author, author.getByRole('navigation').getByRole('link', { name: /^本地活动/ }));
    await expect(author).toHaveURL(/\/localisation$/);
    await tabAndPress(author, button('新建本地活动'));
    await expect(author).toHaveURL(/\/localisation\/new$/);
    const standards = author.getByRole('radio');
    await tabAndPick(
      author,
      standards,
      author.getByRole('radio', { name: new RegExp(`^${STANDARD}(?!（)`) }),
    );
    await tabAndType(author, text(localisation.name), TITLE);
    await tabAndPress(author, button(localisation.create));
    await expect(author).toHaveURL(/\/localisation\/[^/]+\/edit/);
  });

  await test.step('a field in the city’s own words', async () => {
    await settled(author);
    await tabAndType(author, text('主标题'), '南京手机报，全键盘改写（演示）');
    await saved(author, texts);
    await tabAndPress(author, button(localisation.toPlacements));
  });

  await test.step('on a point, for a list', async () => {
    const name = texts.point[POINT];
    await tabAndPress(
      author,
      author.getByRole('group', { name: localisation.pick }).getByRole('button', { name }),
    );
    const card = author.getByRole('region', { name: localisation.placement(1, name), exact: true });
    const kinds = card.getByRole('radio');
    await tabAndPick(
      author,
      kinds,
      card.getByRole('radio', { name: localisation.audience.list, exact: true }),
    );
    const lists = card.getByRole('combobox', { name: localisation.audience.list, exact: true });
    // what is chosen from has come
    await expect(lists.locator('optgroup').first()).toBeAttached();
    await tabAndPress(author, lists);
    await author.keyboard.press('ArrowDown');
    await author.keyboard.press('Enter');
    await expect(lists).not.toHaveValue('');
    await tabAndPress(author, button(localisation.assessment.fillIn));
    for (const each of ['purpose', 'necessity', 'safeguards'] as const)
      await tabAndType(
        author,
        text(localisation.assessment[each]),
        '向可能需要的客户推荐，只用必要信息（演示）',
      );
    await saved(author, texts);
  });

  await test.step('and handed in', async () => {
    await tabAndPress(author, button(localisation.toReview));
    await expect(author.getByText(localisation.ready)).toBeVisible();
    await tabAndPress(author, button(localisation.submit));
    await expect(author).toHaveURL(/\/localisation\/[^/]+$/);
  });

  await test.step('another person reads it and approves', async () => {
    await approver.goto('/approvals');
    await settled(approver);
    await skipToContent(approver);
    await tabAndPress(approver, approver.getByRole('main').getByRole('link', { name: TITLE, exact: true }));
    await expect(approver.getByRole('heading', { level: 1, name: TITLE })).toBeVisible();
    await settled(approver);
    const verdicts = approver.getByRole('radio');
    const approve = approver.getByRole('radio', { name: new RegExp(`^${approvals.approve}`) });
    await tabAndPick(approver, verdicts, approve);
    await tabAndPress(approver, approver.getByRole('button', { name: approvals.approve, exact: true }));
    const dialog = approver.getByRole('dialog', { name: approvals.confirm, exact: true });
    await tabAndPress(approver, dialog.getByRole('button', { name: approvals.approve, exact: true }));
    await expect(approver.getByRole('heading', { name: approvals.done, exact: true })).toBeVisible();
  });
});
