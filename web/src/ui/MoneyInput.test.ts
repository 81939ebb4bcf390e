import { flushPromises, mount } from '@vue/test-utils';
import { describe, expect, it } from 'vitest';
import { defineComponent, h, ref, type Ref } from 'vue';
import OfferValue from './content/values/OfferValue.vue';
import { provideInputFaults } from './input-faults';
import MoneyInput from './MoneyInput.vue';
import { fenOf, moneyProblem } from './money-text';

it.each([
  ['19.9', 1990, null],
  ['.5', 50, null],
  [' ￥19.90元 ', 1990, null],
  ['', null, null],
  ['19.999', null, 'decimals'],
  ['1.234', null, 'decimals'],
  ['-5', null, 'negative'],
  ['−5', null, 'negative'],
  ['1234567890', null, 'tooLarge'],
  ['1,5', null, 'notAmount'],
  ['.', null, 'notAmount'],
])('%s', (text, fen, problem) => {
  expect([fenOf(text), moneyProblem(text)]).toEqual([fen, problem]);
});

/** A form around one amount, as its state goes through it. */
function mountAmount(amount: Ref<number | null>) {
  const wrapper = mount(
    defineComponent({
      setup: () => {
        const hasFault = provideInputFaults();
        return () => [
          h(MoneyInput, {
            modelValue: amount.value,
            'onUpdate:modelValue': (fen: number | null) => (amount.value = fen),
          }),
          h('i', hasFault.value ? 'faulty' : 'sound'),
        ];
      },
    }),
  );
  const input = wrapper.get('input');
  return { wrapper, input, form: () => wrapper.get('i').text() };
}

describe('a field for an amount', () => {
  it('keeps what was pasted, says what is wrong, and gives the form no amount that it does not show', async () => {
    const amount = ref<number | null>(2_990);
    const { wrapper, input, form } = mountAmount(amount);
    await input.setValue('39.999');
    await input.trigger('blur');
    expect(input.element.value).toBe('39.999');
    expect(amount.value).toBeNull();
    expect(wrapper.get('[role="alert"]').text()).toBe('最多两位小数');
    expect(input.attributes('aria-invalid')).toBe('true');
    expect(form()).toBe('faulty');
    await input.setValue('-5');
    expect(wrapper.get('[role="alert"]').text()).toBe('不能小于 0');
    await input.setValue('39.9');
    await input.trigger('blur');
    expect(input.element.value).toBe('39.90');
    expect(amount.value).toBe(3_990);
    expect(wrapper.find('[role="alert"]').exists()).toBe(false);
    expect(form()).toBe('sound');
  });

  it('follows an amount that comes from elsewhere', async () => {
    const amount = ref<number | null>(null);
    const { input, form } = mountAmount(amount);
    await input.setValue('1.234');
    await flushPromises();
    amount.value = 135;
    await flushPromises();
    expect(input.element.value).toBe('1.35');
    expect(form()).toBe('sound');
  });

  it('is not emptied by an offer, whose price is never missing', async () => {
    const value = ref<unknown>(null);
    const wrapper = mount(() =>
      h(OfferValue, {
        modelValue: value.value as null,
        control: { id: 'offer', disabled: false },
        'onUpdate:modelValue': (next: unknown) => (value.value = next),
      }),
    );
    const [name, , , price] = wrapper.findAll('input');
    await name?.setValue('手机报（演示）');
    await price?.setValue('19.9');
    await price?.setValue('19.999');
    await price?.trigger('blur');
    expect(price?.element.value).toBe('19.999');
    expect(value.value).toMatchObject({ priceFen: 1_990 });
    expect(wrapper.get('[role="alert"]').text()).toBe('最多两位小数');
  });
});
