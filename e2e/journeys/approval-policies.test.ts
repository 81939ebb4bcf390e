import { z } from 'zod';
import { expectAccessible } from '../fixtures/access-check';
import { signInToConsole } from '../fixtures/console-client';
import type { ConsoleClient } from '../fixtures/console-client';
import { saved, shanghaiDay } from '../fixtures/flows/form';
import { expect, test } from '../fixtures/journey-test';
import { textsOf } from '../fixtures/language';
import { approveRequest, waitingRequest } from '../fixtures/waiting-request';

const texts = textsOf('zh-CN');
const TITLE = '审批策略之旅';
const POLICY = '无锡定向投放两级审';
const COMMENT = '请写明每日推送的时间';
const idSchema = z.object({ id: z.string() });
const standardsSchema = z.object({ rows: z.array(z.object({ id: z.string(), title: z.string() })) });
const versionSchema = z.object({ versionId: z.string() });
const rowVersionSchema = z.object({ rowVersion: z.number() });
const bookSchema = z.object({
  inForce: z.array(
    z.object({ policyId: z.string(), version: z.number(), rule: z.object({ name: z.string() }) }),
  ),
});

/** Of Wuxi and of aimed releases alone: the other journeys of the province are decided as ever. */
const RULE = {
  ...{ name: POLICY, priority: 5, kinds: ['LOCAL'], tenants: ['320200'], changes: ['AUDIENCE'] },
  order: 'SERIAL',
  steps: [
    { approver: 'OWN', approvals: 1, hours: 24, escalation: 'PROVINCE_APPROVERS' },
    { approver: 'PROVINCE', approvals: 1, hours: 48, escalation: 'SECURITY_ADMINS' },
  ],
  copies: [{ at: 'PROVINCE', role: 'OPERATOR' }],
};

/** A draft of Wuxi that is aimed by a rule, ready to be handed in. */
async function draftAimed(
  person: ConsoleClient,
): Promise<{ id: string; versionId: string; rowVersion: number }> {
  const input = { page: 1, pageSize: 100, text: '手机报推广' };
  const { rows } = await person.query('campaigns.list', input, standardsSchema);
  const standardCampaignId = rows.find(({ title }) => title === '手机报推广')?.id;
  const made = await person.mutate(
    'localCampaigns.create',
    { standardCampaignId, title: TITLE },
    idSchema.extend(versionSchema.shape),
  );
  const why = '向可能需要的客户推荐，只用必要信息，可随时关闭（演示）';
  const draft = await person.mutate(
    'localCampaigns.saveDraft',
    {
      ...{ versionId: made.versionId, rowVersion: 1, title: TITLE, overrides: {} },
      assessment: { purpose: why, necessity: why, safeguards: why },
    },
    rowVersionSchema,
  );
  const placement = {
    ...{ id: null, pointCode: 'h5-card', firstDay: shanghaiDay(0), lastDay: shanghaiDay(3) },
    ...{ tier: 'LOCAL', lever: 60, listVersionId: null, rule: { Contract: 'Month-to-month' } },
  };
  const placed = await person.mutate(
    'localCampaigns.savePlacements',
    { versionId: made.versionId, rowVersion: draft.rowVersion, placements: [placement] },
    rowVersionSchema,
  );
  return { ...made, rowVersion: placed.rowVersion };
}

test('a policy leads from the city to the province, and what comes back is mended field by field', async ({
  seat,
  baseURL,
}) => {
  const url = baseURL ?? '';
  const [proposer, author, city, first, second] = await Promise.all(
    ['JS-SEC-01', 'WX-OPS-01', 'WX-APR-01', 'JS-APR-01', 'JS-APR-02'].map((staffId) =>
      signInToConsole(url, staffId),
    ),
  );
  if (!proposer || !author || !city || !first || !second) throw new Error('somebody is missing');
  await proposer.mutate(
    'approvalPolicies.propose',
    { base: null, rule: RULE, reason: '定向投放须省里复核' },
    idSchema,
  );

  await test.step('another security administrator confirms it, as it reads', async () => {
    const { page } = await seat({ staffId: 'JS-SEC-02' });
    await page.goto('/approval-policies');
    const card = page.getByRole('region', { name: POLICY, exact: true });
    await expect(card.getByText(/市审批 1 位通过（24 小时内，超期告知省审批）/).first()).toBeVisible();
    await page.getByRole('button', { name: `确认「${POLICY}」`, exact: true }).click();
    await page.getByRole('dialog').getByRole('button', { name: '确认生效', exact: true }).click();
    await expect(page.getByRole('dialog')).toBeHidden();
  });

  const draft = await draftAimed(author);
  await author.mutate(
    'localCampaigns.submit',
    { versionId: draft.versionId, rowVersion: draft.rowVersion },
    z.unknown(),
  );

  await test.step('the city’s approver returns it with a comment beside one field', async () => {
    const { page } = await seat({ staffId: 'WX-APR-01' });
    await page.goto(`/approvals/${(await waitingRequest(city, TITLE)).id}`);
    await expect(page.getByText(/^剩 (23|24) 小时$/).first()).toBeVisible();
    await page.getByRole('button', { name: '对「正文」的意见', exact: true }).click();
    await page.getByRole('textbox', { name: '对「正文」的意见', exact: true }).fill(COMMENT);
    await page.getByRole('radio', { name: /^退回修改/ }).check();
    await expect(page.getByText('对 1 个字段写了意见，随决定一并发给提交人。')).toBeVisible();
    await page.getByRole('textbox', { name: '理由', exact: true }).fill('见字段意见');
    await expectAccessible(page);
    await page.getByRole('button', { name: '退回修改', exact: true }).click();
    await page.getByRole('dialog').getByRole('button', { name: '退回修改', exact: true }).click();
    await expect(page.getByRole('heading', { name: '已退回', exact: true })).toBeVisible();
  });

  await test.step('the author finds it beside the field, mends it and hands it in again', async () => {
    const revised = await author.mutate(
      'localCampaigns.revise',
      { versionId: draft.versionId },
      versionSchema,
    );
    const { page } = await seat({ staffId: 'WX-OPS-01' });
    await page.goto(`/localisation/${draft.id}/edit?step=review`);
    await page.getByRole('button', { name: '到字段「正文」', exact: true }).click();
    const comments = page.getByRole('list', { name: '正文：审批意见', exact: true });
    await expect(comments).toContainText(COMMENT);
    await expect(comments).toContainText('之后没有改动');
    await expectAccessible(page);
    await page
      .getByRole('textbox', { name: '正文', exact: true })
      .fill('每天早 7 点、晚 6 点各一期（演示）。');
    await expect(comments).toContainText('之后已修改');
    await saved(page, texts);
    const { version } = await author.query(
      'localCampaigns.get',
      { id: draft.id },
      z.object({ version: rowVersionSchema }),
    );
    await author.mutate(
      'localCampaigns.submit',
      { versionId: revised.versionId, rowVersion: version.rowVersion },
      z.unknown(),
    );
  });

  const { id, hash } = await waitingRequest(city, TITLE);
  await approveRequest(city, { id, hash });

  await test.step('the province sees what was mended; one hands it over, the other asks one more', async () => {
    const { page } = await seat({ staffId: 'JS-APR-01' });
    await page.goto(`/approvals/${id}`);
    const earlier = page.getByRole('region', { name: '字段意见（1 条）', exact: true });
    await expect(earlier).toContainText('之后已修改');
    await page.getByRole('button', { name: '转办', exact: true }).click();
    const dialog = page.getByRole('dialog', { name: '转给另一位审批人', exact: true });
    await dialog.getByRole('combobox', { name: '审批人', exact: true }).press('Enter');
    await page.getByRole('option', { name: /^JS-APR-02/ }).click();
    await dialog.getByRole('textbox', { name: '说明', exact: true }).fill('请代为审批');
    await dialog.getByRole('button', { name: '转办', exact: true }).click();
    await expect(dialog).toBeHidden();
    const candidatesSchema = z.array(z.object({ personId: z.string(), staffId: z.string() }));
    const candidates = await second.query('approvals.candidates', { id }, candidatesSchema);
    const personId = candidates.find(({ staffId }) => staffId === 'JS-APR-01')?.personId;
    await second.mutate('approvals.addApprover', { id, personId, note: '请一并审批' }, idSchema);
    for (const person of [first, second]) await approveRequest(person, { id, hash });
  });

  await test.step('who is copied reads it, decides nothing, and finds it live', async () => {
    const { page } = await seat({ staffId: 'JS-OPS-01' });
    await page.goto('/approvals?box=COPIED');
    const row = page.getByRole('row', { name: new RegExp(TITLE) }).first();
    await expect(row).toContainText('未读');
    await expectAccessible(page);
    const opened = page.waitForResponse(/approvals\.open/);
    await row.getByRole('link', { name: TITLE, exact: true }).click();
    await expect(page.getByRole('heading', { level: 1, name: TITLE })).toBeVisible();
    await expect(page.getByText(texts.state.live, { exact: true }).first()).toBeVisible();
    await expect(page.getByRole('radio')).toHaveCount(0);
    await opened;
    await page.goto('/approvals?box=COPIED');
    await expect(page.getByRole('row', { name: new RegExp(TITLE) }).first()).not.toContainText('未读');
  });

  // What follows in the province is decided as before.
  const ender = await signInToConsole(url, 'JS-SEC-02');
  const { inForce } = await proposer.query('approvalPolicies.list', null, bookSchema);
  const own = inForce.find(({ rule }) => rule.name === POLICY);
  const { id: end } = await proposer.mutate(
    'approvalPolicies.proposeEnd',
    { policyId: own?.policyId, version: own?.version, reason: '旅程结束' },
    idSchema,
  );
  await ender.mutate('approvalPolicies.confirm', { id: end }, idSchema);
});
