import { flushPromises } from '@vue/test-utils';
import { afterEach, expect, it, vi } from 'vitest';
import { mountPage, Refusal } from '../../../testing/mount-app';
import HandOver from './HandOver.vue';

const requestId = '0197f0a0-0000-7000-8000-000000000001';
const candidate = {
  ...{ personId: '0197f0a0-0000-7000-8000-000000000002', staffId: 'NJ-APR-02', name: '市审批' },
  ...{ tenantId: requestId, tenantNameZh: '南京', tenantNameEn: 'Nanjing', mayTakeOver: true },
};
const ofProvince = {
  ...candidate,
  ...{ personId: '0197f0a0-0000-7000-8000-000000000003', staffId: 'JS-APR-01', tenantNameZh: '江苏' },
  mayTakeOver: false,
};
const sent: unknown[] = [];
afterEach(() => {
  document.body.innerHTML = '';
  sent.length = 0;
});

async function open(way: string, candidates: () => readonly object[]) {
  const { wrapper } = await mountPage(HandOver, {
    props: { requestId },
    answers: {
      'approvals.candidates': candidates,
      'approvals.addApprover': (input) => {
        sent.push(input);
        return { id: requestId };
      },
    },
  });
  await wrapper
    .findAll('button')
    .find((each) => each.text() === way)
    ?.trigger('click');
  await flushPromises();
  return wrapper;
}
const dialog = (): string => document.body.querySelector('.el-dialog')?.textContent ?? '';

it('asks one more with a note, and says what is missing beside the field', async () => {
  await open('加签', () => [candidate, ofProvince]);
  await vi.waitFor(() => expect(document.querySelector('#field-hand-over-person')).not.toBeNull());
  document.querySelector('form')?.requestSubmit();
  await flushPromises();
  expect(dialog()).toContain('必填');
  document.querySelector<HTMLElement>('.el-dialog .el-select__wrapper')?.click();
  await flushPromises();
  const options = [...document.querySelectorAll<HTMLElement>('.el-select-dropdown__item')];
  expect(options.map((each) => each.textContent?.trim())).toEqual(['NJ-APR-02 · 南京', 'JS-APR-01 · 江苏']);
  options[1]?.click();
  const note = document.querySelector<HTMLTextAreaElement>('#field-hand-over-note');
  if (!note) throw new Error('no note');
  note.value = '价格请省里看';
  note.dispatchEvent(new Event('input'));
  await flushPromises();
  document.querySelector('form')?.requestSubmit();
  await vi.waitFor(() =>
    expect(sent).toEqual([{ id: requestId, personId: ofProvince.personId, note: '价格请省里看' }]),
  );
});

it('says why there is nobody to hand it to', async () => {
  await open('转办', () => [ofProvince]);
  await vi.waitFor(() => expect(dialog()).toContain('没有可以转办的审批人'));
});

it('says that nobody could be looked for, and looks again', async () => {
  let fails = true;
  await open('转办', () => {
    if (fails) throw new Refusal('FORBIDDEN');
    return [candidate];
  });
  await vi.waitFor(() => expect(dialog()).toContain('没有加载成功'));
  expect(document.querySelector('#field-hand-over-person')).toBeNull();
  fails = false;
  document.querySelector<HTMLElement>('.el-dialog [role="alert"] > button')?.click();
  await vi.waitFor(() => expect(document.querySelector('#field-hand-over-person')).not.toBeNull());
});
