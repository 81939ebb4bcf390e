import type { Page } from '@playwright/test';
import { expectAccessible } from '../fixtures/access-check';
import { signInToConsole } from '../fixtures/console-client';
import { choose, setDay, shanghaiDay } from '../fixtures/flows/form';
import { expect, test } from '../fixtures/journey-test';
import type { Language } from '../fixtures/language';
import { makePerson } from '../fixtures/new-person';

const OWNER = 'NJ-OPS-02';

const zhCN = {
  from: '记为审计发现',
  heading: '记审计发现',
  field: { title: '标题', text: '发现了什么', tenant: '涉及单位', owner: '责任人', due: '整改期限' },
  evidence: '一条审计记录',
  submit: '记录',
  city: '南京',
  state: { open: '待整改', answered: '已答复', closed: '已关闭' },
  answer: { label: '答复', reason: '整改情况' },
  sendBack: { label: '退回整改' },
  close: { label: '关闭', reason: '确认意见' },
};
const en: typeof zhCN = {
  from: 'Note as finding',
  heading: 'Note a finding',
  field: {
    ...{ title: 'Title', text: 'What was found', tenant: 'Tenant' },
    ...{ owner: 'Responsible', due: 'Due' },
  },
  evidence: 'An audit event',
  submit: 'Note',
  city: 'Nanjing',
  state: { open: 'To put right', answered: 'Answered', closed: 'Closed' },
  answer: { label: 'Answer', reason: 'What was done' },
  sendBack: { label: 'Send back' },
  close: { label: 'Close', reason: 'Remark' },
};

/** Takes one step with what there is to say of it. */
async function step(page: Page, { label, reason }: { label: string; reason: string }, words: string) {
  await page.getByRole('button', { name: label, exact: true }).click();
  const dialog = page.getByRole('dialog', { name: label, exact: true });
  await dialog.getByRole('textbox', { name: reason }).fill(words);
  await dialog.getByRole('button', { name: label, exact: true }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByText(words)).toBeVisible();
}

const SITTINGS: readonly { language: Language; texts: typeof zhCN; second: string }[] = [
  { language: 'zh-CN', texts: zhCN, second: 'JS-AUD-11' },
  { language: 'en', texts: en, second: 'JS-AUD-12' },
];

for (const { language, texts, second } of SITTINGS)
  test(`a finding is noted at an event, answered by who is responsible and closed by another auditor, ${language}`, async ({
    seat,
    baseURL,
  }) => {
    const url = baseURL ?? '';
    // what axe looks at is the same in the other language
    const isFirst = language === 'zh-CN';
    const title = `审批理由过短 ${language}（演示）`;
    const { endDuties } = await makePerson(url, second, [{ tenantCode: '320000', role: 'AUDITOR' }]);
    const { page: auditor } = await seat({ staffId: 'JS-AUD-01', language });
    const { page: owner } = await seat({ staffId: OWNER, language });
    const { page: other } = await seat({ staffId: second, language });
    const action = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

    const path = await test.step('an auditor notes it where the event is seen', async () => {
      await auditor.goto('/audit?act=approvals.decide');
      const events = auditor.getByRole('main').getByRole('table').or(auditor.getByRole('grid'));
      await events.first().getByRole('button').first().click();
      await auditor.getByRole('dialog').getByRole('link', { name: texts.from, exact: true }).click();
      await expect(auditor.getByRole('heading', { level: 1, name: texts.heading })).toBeVisible();
      await expect(auditor.getByText(texts.evidence, { exact: true })).toBeVisible();
      await action(auditor, texts.submit).click();
      await expect(auditor.getByRole('alert').first()).toBeVisible();
      if (isFirst) await expectAccessible(auditor);
      await auditor.getByLabel(texts.field.title, { exact: false }).first().fill(title);
      await auditor.getByRole('textbox', { name: texts.field.text }).fill('理由只有两个字（演示）');
      await choose(auditor.getByRole('combobox', { name: texts.field.tenant, exact: true }), texts.city);
      await choose(
        auditor.getByRole('combobox', { name: texts.field.owner, exact: true }),
        new RegExp(OWNER),
      );
      await setDay(auditor.getByRole('combobox', { name: texts.field.due, exact: true }), shanghaiDay(5));
      await action(auditor, texts.submit).click();
      await expect(auditor.getByRole('heading', { level: 1, name: title })).toBeVisible();
      await expect(auditor.getByText(texts.state.open).first()).toBeVisible();
      return new URL(auditor.url()).pathname;
    });

    await test.step('who is responsible finds it at work, and answers', async () => {
      await owner.goto('/');
      await owner.getByRole('main').getByRole('link', { name: title, exact: true }).first().click();
      await expect(owner).toHaveURL(path);
      for (const { label } of [texts.close, texts.sendBack])
        await expect(action(owner, label)).toHaveCount(0);
      if (isFirst) await expectAccessible(owner);
      await step(owner, texts.answer, '已补写理由并培训审批人（演示）');
      await expect(owner.getByText(texts.state.answered).first()).toBeVisible();
      await expect(action(owner, texts.answer.label)).toHaveCount(0);
    });

    await test.step('and cannot close it, nor does a colleague see it', async () => {
      const id = path.split('/').at(-1) ?? '';
      const close = { id, rowVersion: 2, text: '自行关闭（演示）' };
      const answer = await owner.request.post('/trpc/findings.close', { data: close });
      expect(answer.status()).toBe(403);
      const colleague = await signInToConsole(url, 'NJ-OPS-01');
      await expect(colleague.query('findings.get', { id }, {} as never)).rejects.toMatchObject({
        code: 'NOT_FOUND',
      });
    });

    await test.step('another auditor closes it', async () => {
      await other.goto(path);
      if (isFirst) await expectAccessible(other);
      await step(other, texts.close, '已抽查三条，理由完整（演示）');
      await expect(other.getByText(texts.state.closed).first()).toBeVisible();
      for (const { label } of [texts.close, texts.sendBack])
        await expect(action(other, label)).toHaveCount(0);
    });
    // who has no duty any more is signed out, and an open page would ask on
    await other.goto('about:blank');
    await endDuties();
  });
