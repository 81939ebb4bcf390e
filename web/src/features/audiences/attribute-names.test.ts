import { flushPromises, type VueWrapper } from '@vue/test-utils';
import type { AttributeDefinition, SubscriberRow } from '@xietong/shared/subscribers';
import { describe, expect, it, vi } from 'vitest';
import { labelledNames } from '../../api/labelled-names';
import { mountPage, PERSON, Refusal, type Answers } from '../../testing/mount-app';
import { speak } from '../../testing/texts';
import { ATTRIBUTE_NAMES } from '../../ui/attribute-names';
import AudienceView from '../../ui/content/AudienceView.vue';
import { audienceRoutes as routes } from './audience-routes';
import CustomersPage from './pages/CustomersPage.vue';

const attribute = (name: string, labels: Partial<AttributeDefinition> = {}): AttributeDefinition => ({
  ...{ name, labelZh: null, labelEn: null, type: 'string', choices: null },
  ...labels,
});
const attributes = [
  attribute('Contract'),
  attribute('MonthlyCharges', { type: 'number' }),
  attribute('合约', { labelZh: '合约类型', labelEn: 'Contract term', choices: ['按月'] }),
];
const customer: SubscriberRow = {
  ...{ id: 'c', number: '154****0001', externalId: 'E-1', updatedAt: new Date('2026-11-22T02:00:00.000Z') },
  city: { code: '320100', nameZh: '南京', nameEn: 'Nanjing' },
  attributes: { 合约: '按月' },
};

function open(tab: string, answers: Answers = {}, rules: typeof PERSON.rules = [['create', 'Subscriber']]) {
  return mountPage(CustomersPage, {
    ...{ routes, path: `/audiences/customers?tab=${tab}`, session: { ...PERSON, rules } },
    answers: {
      'subscribers.attributes': () => attributes,
      'subscribers.list': () => ({ rows: [customer], total: 1 }),
      'tenants.list': () => [],
      ...answers,
    },
  });
}
const heads = (wrapper: VueWrapper) => wrapper.findAll('th').map((head) => head.text());
const field = (name: string) =>
  document.querySelector<HTMLInputElement>(`#field-attribute-${name}`) ?? new HTMLInputElement();
async function type(name: string, text: string) {
  field(name).value = text;
  field(name).dispatchEvent(new Event('input'));
  await flushPromises();
}
async function send() {
  document.querySelector('#attribute-name')?.dispatchEvent(new Event('submit'));
  await flushPromises();
}

describe('what attributes are called', () => {
  it('stands in the head of the customers’ table in the present language, with the name in the file under it', async () => {
    const { wrapper } = await open('people');
    await vi.waitFor(() => {
      expect(heads(wrapper)).toContain('合约类型');
    });
    speak('en');
    await flushPromises();
    expect(heads(wrapper)).toEqual(expect.arrayContaining(['Contract', 'Contract term', 'MonthlyCharges']));
    const titles = wrapper.findAll('th').map((head) => head.attributes('title'));
    expect(titles.filter(Boolean)).toEqual(['合约']);
  });

  it('stands in a rule that is read, whose text keeps the name', async () => {
    const { wrapper } = await mountPage(AudienceView, {
      props: { audience: { list: null, rule: { 合约: '按月', MonthlyCharges: { $gte: 80 } } } },
      answers: { 'subscribers.attributeLabels': () => attributes },
      provide: { [ATTRIBUTE_NAMES as symbol]: labelledNames },
    });
    await vi.waitFor(() => {
      expect(wrapper.text()).toContain('合约类型 等于 按月');
    });
    expect(wrapper.text()).toContain('MonthlyCharges');
    await wrapper.setProps({ audience: { list: null, rule: { 合约: { $regex: '^按' } } } });
    expect(wrapper.get('pre').text()).toContain('"合约"');
  });

  it('is said by the province, never twice the same, and not over what another person said meanwhile', async () => {
    const name = vi.fn<(input: unknown) => null>(() => {
      throw new Refusal('STALE_VERSION');
    });
    const { wrapper } = await open('attributes', {
      'subscribers.nameAttribute': name,
      'subscribers.attributeLabels': () => [attribute('Contract', { labelZh: '合同' })],
    });
    await vi.waitFor(() => {
      expect(wrapper.findAll('tbody tr')).toHaveLength(3);
    });
    await wrapper.get('[aria-label="命名 Contract"]').trigger('click');
    await flushPromises();
    await type('labelZh', '合约类型');
    expect(field('labelZh').getAttribute('aria-invalid')).toBe('true');
    expect(document.querySelector('#field-attribute-labelZh-error')?.textContent).toContain('合约');
    await send();
    expect(name).not.toHaveBeenCalled();

    await type('labelZh', '合同类型');
    await type('labelEn', ' ');
    expect(field('labelZh').getAttribute('aria-invalid')).toBeNull();
    await send();
    const sent = { name: 'Contract', labelZh: '合同类型', labelEn: null };
    await vi.waitFor(() => {
      expect(name).toHaveBeenLastCalledWith({ ...sent, seen: { labelZh: null, labelEn: null } });
      expect(document.querySelector('#attribute-name table')?.textContent).toContain('合同');
    });
    name.mockImplementation(() => null);
    await send();
    await vi.waitFor(() => {
      expect(name).toHaveBeenLastCalledWith({ ...sent, seen: { labelZh: '合同', labelEn: null } });
      expect(document.querySelector<HTMLElement>('.el-overlay')?.style.display).toBe('none');
    });
  });

  it('is read by a city, which names nothing', async () => {
    const { wrapper } = await open('attributes', {}, [['read', 'Subscriber']]);
    await vi.waitFor(() => {
      expect(wrapper.findAll('tbody tr')).toHaveLength(3);
    });
    expect(wrapper.text()).toContain('Contract term');
    expect(wrapper.text()).not.toContain('命名');
    const { wrapper: empty } = await open('attributes', { 'subscribers.attributes': () => [] });
    await vi.waitFor(() => {
      expect(empty.text()).toContain('上传一份 CSV');
    });
  });
});
