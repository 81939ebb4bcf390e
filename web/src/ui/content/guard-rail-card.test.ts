import type { ContentField } from '@xietong/shared/content';
import { mount } from '@vue/test-utils';
import { expect, it } from 'vitest';
import { speak } from '../../testing/texts';
import GuardRailCard from './GuardRailCard.vue';

const id = (n: number) => `00000000-0000-4000-8000-00000000000${String(n)}`;
const fields = [
  {
    ...{ id: id(1), role: 'headline', labels: { zh: '标题', en: 'Headline' }, value: '五折' },
    policy: { kind: 'LOCKED', constraint: {} },
  },
  {
    ...{ id: id(2), role: 'body', labels: { zh: '正文', en: 'Body' }, value: '一二三四五六' },
    policy: { kind: 'EDITABLE', constraint: { maxLength: 5 } },
  },
] as ContentField[];

it('tells of each field its guard-rail and whether it is kept, the broken ones first', () => {
  const problems = [{ fieldId: id(2), code: 'FIELD_TOO_LONG', params: { max: 5, length: 6 } }];
  const rows = (props: { problems: typeof problems }) =>
    mount(GuardRailCard, { props: { fields, ...props } })
      .findAll('tbody tr')
      .map((row) => row.text());
  const [first, second] = rows({ problems });
  expect(first).toMatch(/^正文.*可改.*字数过多/);
  expect(second).toMatch(/^标题.*符合$/);
  expect(rows({ problems: [] }).every((text) => text.endsWith('符合'))).toBe(true);
});

it('stands open where a field breaks one, else for whoever wants to look', () => {
  const isOpen = (problems: { fieldId: string; code: string; params: object }[]) =>
    mount(GuardRailCard, { props: { fields, problems } as never })
      .get('details')
      .attributes('open') !== undefined;
  expect(isOpen([])).toBe(false);
  expect(isOpen([{ fieldId: id(2), code: 'FIELD_TOO_LONG', params: { max: 5, length: 6 } }])).toBe(true);
});

it('says how many break one, and of a field that is not there any more', () => {
  const problems = [{ fieldId: id(3), code: 'FIELD_UNKNOWN', params: {} }];
  const card = () => mount(GuardRailCard, { props: { fields, problems } }).text();
  expect(card()).toContain('1 个字段超出护栏，不能通过。');
  expect(card()).toContain('标准里已没有的字段');
  speak('en');
  expect(card()).toContain('A field breaks its guard-rails: it cannot be approved.');
});
