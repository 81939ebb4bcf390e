import { flushPromises, mount } from '@vue/test-utils';
import { ElSelect } from 'element-plus';
import { expect, it } from 'vitest';
import FilterSelect from './FilterSelect.vue';

it('a choice that filters shows what is chosen, and is empty once it is cleared', async () => {
  const options = [
    { value: 'OPEN', label: '未关闭' },
    { value: 'CLOSED', label: '已关闭' },
  ];
  const field = mount(FilterSelect, {
    props: { modelValue: 'OPEN', label: '状态', any: '全部状态', options },
    attachTo: document.body,
  });
  await flushPromises();
  expect(field.text()).toContain('未关闭');
  expect(field.get('input').attributes('aria-label')).toBe('状态');
  const select = field.getComponent(ElSelect);
  select.vm.$emit('update:modelValue', 'CLOSED');
  select.vm.$emit('update:modelValue', undefined);
  expect(field.emitted('update:modelValue')?.flat()).toEqual(['CLOSED', '']);
  await field.setProps({ modelValue: '' });
  await flushPromises();
  expect(field.text()).toContain('全部状态');
  field.unmount();
});
