import { mount } from '@vue/test-utils';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { nextTick } from 'vue';
import FilterText from './FilterText.vue';

describe('a text that filters', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  function open(modelValue = '') {
    const field = mount(FilterText, { props: { modelValue, label: '按名称查找' }, attachTo: document.body });
    const input = field.get('input');
    const type = async (text: string) => {
      for (const letter of text) {
        input.element.value += letter;
        await input.trigger('input');
        // the input puts its model back where it is not its own
        await nextTick();
        await nextTick();
      }
    };
    return { field, input, type, taken: () => field.emitted('update:modelValue')?.flat() ?? [] };
  }

  it('keeps every letter, and takes them over together when typing pauses', async () => {
    const { input, type, taken } = open();
    await type('手机报 ');
    expect(input.element.value).toBe('手机报 ');
    expect(taken()).toEqual([]);
    await vi.advanceTimersByTimeAsync(400);
    expect(taken()).toEqual(['手机报']);
    expect(input.element.value).toBe('手机报 ');
  });

  it('takes over at once by Enter, and when it is cleared', async () => {
    const { field, input, type, taken } = open();
    await type('彩铃');
    await input.trigger('change');
    expect(taken()).toEqual(['彩铃']);
    await field.setProps({ modelValue: '彩铃' });
    input.element.value = '';
    await input.trigger('input');
    await input.trigger('change');
    expect(taken()).toEqual(['彩铃', '']);
  });

  it('follows the address, and leaves it alone once the page is gone', async () => {
    const { field, input, type, taken } = open('彩铃');
    expect(input.element.value).toBe('彩铃');
    await field.setProps({ modelValue: '' });
    expect(input.element.value).toBe('');
    await type('手');
    field.unmount();
    await vi.advanceTimersByTimeAsync(400);
    expect(taken()).toEqual([]);
  });
});
