import type { RailProblem } from '@xietong/shared/approvals';
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

const points = [{ code: 'p-1', format: 'banner', channel: 'web', nameZh: '首页横幅', nameEn: 'Home banner' }];

it('tells of each field its guard-rail and whether it is kept, the broken ones first', () => {
  const problems = [{ fieldId: id(2), point: null, code: 'FIELD_TOO_LONG', params: { max: 5, length: 6 } }];
  const rows = (props: { problems: typeof problems }) =>
    mount(GuardRailCard, { props: { fields, points, ...props } })
      .findAll('tbody tr')
      .map((row) => row.text());
  const [first, second] = rows({ problems });
  expect(first).toMatch(/^正文.*可改.*字数过多/);
  expect(second).toMatch(/^标题.*符合$/);
  expect(rows({ problems: [] }).every((text) => text.endsWith('符合'))).toBe(true);
});

it('stands open where a field breaks one, else for whoever wants to look', () => {
  const isOpen = (problems: RailProblem[]) =>
    mount(GuardRailCard, { props: { fields, points, problems } }).get('details').attributes('open') !==
    undefined;
  expect(isOpen([])).toBe(false);
  expect(
    isOpen([{ fieldId: id(2), point: null, code: 'FIELD_TOO_LONG', params: { max: 5, length: 6 } }]),
  ).toBe(true);
});

it('says how many break one, and of a field that is not there any more', () => {
  const problems = [{ fieldId: id(3), point: null, code: 'FIELD_UNKNOWN', params: {} }];
  const card = () => mount(GuardRailCard, { props: { fields, points, problems } }).text();
  expect(card()).toContain('1 处超出护栏，不能通过。');
  expect(card()).toContain('标准里已没有的字段');
  speak('en');
  expect(card()).toContain('Guard-rails are broken at 1 place: it cannot be approved.');
});

it('names the place that is switched off, and what the city may not do any more', () => {
  const problems = [
    { fieldId: null, point: null, code: 'PRECISE_MARKETING_NOT_GRANTED', params: {} },
    { fieldId: null, point: 'p-1', code: 'PLACEMENT_POINT_DISABLED', params: {} },
  ];
  const rows = mount(GuardRailCard, { props: { fields, points, problems } })
    .findAll('tbody tr')
    .map((row) => row.text());
  expect(rows[0]).toMatch(/^整份提交.*地市精确营销配置/);
  expect(rows[1]).toMatch(/^首页横幅.*已停用/);
});
