import { mount } from '@vue/test-utils';
import { afterEach, expect, it, vi } from 'vitest';
import { defineComponent } from 'vue';
import { useLeftPlaces } from './useLeftPlaces';

const Form = defineComponent({
  setup: useLeftPlaces,
  template: `
    <div @focusout="onFocusout" @input="onInput">
      <p data-place="title"><input class="title" /></p>
      <p data-place="body"><input class="body" /></p>
      <b>{{ isLeft('title') }}</b>
    </div>`,
});
const open = () => mount(Form, { attachTo: document.body });
afterEach(() => {
  document.body.replaceChildren();
});

it('says what is missing where somebody has left a place by the keyboard', async () => {
  const wrapper = open();
  await wrapper.get('.title').trigger('focusout', { relatedTarget: wrapper.get('.body').element });
  expect(wrapper.get('b').text()).toBe('true');
});

it('says it only after the press that left the place, so that nothing moves under the pointer', async () => {
  const wrapper = open();
  await wrapper.get('.body').trigger('pointerdown');
  await wrapper.get('.title').trigger('focusout', { relatedTarget: wrapper.get('.body').element });
  expect(wrapper.get('b').text()).toBe('false');
  await wrapper.get('.body').trigger('pointerup');
  await vi.waitFor(() => {
    expect(wrapper.get('b').text()).toBe('true');
  });
});
