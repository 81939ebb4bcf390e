import { flushPromises, mount } from '@vue/test-utils';
import type { ElSelect } from 'element-plus';
import { describe, expect, it, vi } from 'vitest';
import ConditionBuilder from './ConditionBuilder.vue';
import {
  findAttributes,
  fromCondition,
  isComplete,
  newGroup,
  newRule,
  toCondition,
  type ConditionAttribute,
} from './condition-model';

describe('the form of a condition', () => {
  it.each([
    { Contract: 'Month-to-month', InternetService: 'Fiber optic' },
    { tenure: { $gte: 3, $lte: 12 }, vip: true },
    { $or: [{ Contract: 'One year' }, { tenure: { $gt: 24 } }] },
    { $nor: [{ Churn: 'Yes' }] },
    { Contract: { $in: ['One year', 'Two year'] }, TotalCharges: { $exists: false } },
    { $and: [{ tenure: { $gt: 1 } }, { tenure: { $ne: 5 } }] },
    {
      Contract: { $nin: ['Two year'] },
      $or: [{ tenure: { $lt: 2 } }, { $nor: [{ Partner: 'Yes' }, { Dependents: 'Yes' }] }],
    },
  ])('gives back %j', (condition) => {
    const group = fromCondition(condition);
    expect(group && isComplete(group)).toBe(true);
    expect(group && toCondition(group)).toEqual(condition);
  });

  it.each([
    { a: { $regex: 'x' } },
    { 'a.b': 1 },
    { $not: { a: 1 } },
    { a: null },
    { a: { $gt: 1, $lt: 2 } },
    { a: [1] },
  ])('does not take over %j, which it could not show', (condition) => {
    expect(fromCondition(condition)).toBeNull();
  });

  it('is no condition while it is empty, and incomplete with an empty line', () => {
    expect(toCondition(newGroup())).toBeNull();
    expect(toCondition(newGroup('all', [newGroup('any')]))).toBeNull();
    expect(isComplete(newGroup('all', [newRule()]))).toBe(false);
  });
});

describe('ConditionBuilder', () => {
  const attributes: ConditionAttribute[] = [
    { name: 'Contract', type: 'string', choices: ['One year', 'Two year'] },
    { name: 'tenure', type: 'number', choices: null },
  ];
  const build = (modelValue: Record<string, unknown> | null) =>
    mount(ConditionBuilder, { props: { modelValue, attributes, label: 'rule' }, attachTo: document.body });

  it('keeps what was complete while a line is being written', async () => {
    const builder = build({ Contract: 'One year' });
    const add = builder
      .findAll('button')
      .find((button) => button.text().length > 0 && button.classes().includes('el-button'));
    await add?.trigger('click');
    await flushPromises();
    expect(builder.findAll('[role="group"] .attribute')).toHaveLength(2);
    expect(builder.emitted('update:modelValue')).toBeUndefined();
    expect(builder.emitted('update:complete')?.at(-1)).toEqual([false]);
    builder.unmount();
  });

  it('names an attribute that nobody has, and shows what it cannot edit as JSON', async () => {
    const builder = build({ Colour: 'red' });
    expect(builder.text()).toContain('Colour');
    expect(builder.find('.strange').exists()).toBe(true);
    await builder.setProps({ modelValue: { Contract: { $regex: '^One' } } });
    expect(builder.find('pre').text()).toContain('$regex');
    builder.unmount();
  });

  const labelled: ConditionAttribute[] = [
    {
      name: '合约',
      label: 'Contract term',
      terms: ['合约类型', 'Contract term'],
      type: 'string',
      choices: null,
    },
    { name: 'tenure', label: 'Months on network', terms: ['在网月数'], type: 'number', choices: null },
  ];

  it.each([
    ['', ['合约', 'tenure']],
    ['contract', ['合约']],
    ['类型', ['合约']],
    [' TENURE ', ['tenure']],
    ['在网', ['tenure']],
    ['colour', []],
  ])('finds by %j what is named or called so in any language', (text, names) => {
    expect(findAttributes(labelled, text).map(({ name }) => name)).toEqual(names);
  });

  it('shows the label of what a rule names, also once something else was sought and not taken', async () => {
    const builder = mount(ConditionBuilder, {
      props: { modelValue: { 合约: '按月' }, attributes: labelled, label: 'rule' },
      attachTo: document.body,
    });
    const select = builder.getComponent<typeof ElSelect>('.attribute');
    const shown = () => builder.get('.attribute .el-select__placeholder').text();
    await flushPromises();
    expect(shown()).toBe('Contract term');
    await builder.get('.attribute .el-select__wrapper').trigger('click');
    await builder.get('.attribute input').setValue('在网');
    await vi.waitFor(() => {
      const options = [
        ...document.querySelectorAll(
          '.attribute .el-select-dropdown__item, .el-popper .el-select-dropdown__item',
        ),
      ];
      expect(options.map((option) => option.textContent?.trim())).toEqual(['Months on networktenure']);
    });
    select.vm.$emit('visible-change', false);
    await builder.get('.attribute input').trigger('keydown', { key: 'Escape', code: 'Escape' });
    await flushPromises();
    expect(shown()).toBe('Contract term');
    builder.unmount();
  });

  it('says how many match', () => {
    const builder = mount(ConditionBuilder, {
      props: { modelValue: { tenure: 1 }, attributes, label: 'rule', count: { state: 'ready', value: 2128 } },
    });
    expect(builder.find('[role="status"]').text()).toContain('2,128');
  });
});
