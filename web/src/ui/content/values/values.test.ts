import type { GiftValue as Gift, OfferValue as Offer } from '@xietong/shared/content';
import { mount } from '@vue/test-utils';
import { expect, it } from 'vitest';
import { nextTick } from 'vue';
import GiftValue from './GiftValue.vue';
import OfferValue from './OfferValue.vue';
import PeriodValue from './PeriodValue.vue';

const control = { id: 'field', disabled: false };

it('says from the start within which days a period lies, and keeps a day outside as it was typed', async () => {
  const wrapper = mount(PeriodValue, {
    attachTo: document.body,
    props: {
      control,
      modelValue: { from: '2026-11-01', to: '2026-11-30' },
      within: { from: '2026-10-30', to: '2027-02-27' },
    },
  });
  expect(wrapper.text()).toContain('只能在 2026-10-30 至 2027-02-27 之间');
  const last = wrapper.findAll('input')[1];
  await last?.trigger('focus');
  await last?.setValue('2027-03-15');
  await last?.trigger('change');
  await nextTick();
  expect(wrapper.emitted('update:modelValue')?.at(-1)).toEqual([{ from: '2026-11-01', to: '2027-03-15' }]);
  wrapper.unmount();
});

it('keeps what is typed as a quantity and is none, says what would be one, and has none meanwhile', async () => {
  const gift: Gift = { kind: '手机报', specification: '综合版', quantity: 5, term: '5 个月', manner: '自动' };
  const wrapper = mount(GiftValue, {
    props: {
      control,
      modelValue: gift,
      'onUpdate:modelValue': (modelValue: Gift | null) => wrapper.setProps({ modelValue }),
    },
  });
  const quantity = wrapper.get<HTMLInputElement>('input[inputmode="numeric"]');
  await quantity.setValue('-1');
  expect(quantity.element.value).toBe('-1');
  expect(wrapper.get('[role="alert"]').text()).toBe('1 至 100,000,000 的整数');
  expect(wrapper.emitted('update:modelValue')?.at(-1)).toEqual([{ ...gift, quantity: 0 }]);
  await quantity.setValue('12');
  expect(wrapper.find('[role="alert"]').exists()).toBe(false);
  expect(wrapper.emitted('update:modelValue')?.at(-1)).toEqual([{ ...gift, quantity: 12 }]);
});

it('leaves the price of a new offer empty until one is typed, and shows a stored one, free of charge, too', async () => {
  const mounted = (offer: Offer | null) => {
    const wrapper = mount(OfferValue, {
      props: {
        control,
        modelValue: offer,
        'onUpdate:modelValue': (modelValue: Offer | null) => wrapper.setProps({ modelValue }),
      },
    });
    return { wrapper, price: wrapper.get<HTMLInputElement>('input[inputmode="decimal"]') };
  };
  const { wrapper, price } = mounted(null);
  await wrapper.get('input').setValue('宽带');
  expect(price.element.value).toBe('');
  await price.setValue('60');
  await price.trigger('blur');
  expect(price.element.value).toBe('60.00');
  const offer = { code: '', name: '宽带', tariffNumber: '', priceFen: 6000 };
  expect(wrapper.emitted('update:modelValue')?.at(-1)).toEqual([offer]);
  expect(mounted({ ...offer, priceFen: 0 }).price.element.value).toBe('0.00');
});
