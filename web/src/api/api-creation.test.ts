import { flushPromises } from '@vue/test-utils';
import { expect, it } from 'vitest';
import { defineComponent, h } from 'vue';
import { DeadNetwork, mountPage, Refusal } from '../testing/mount-app';
import { useApi } from './api';
import { useApiCreation } from './api-query';

let form: ReturnType<typeof useForm>;
function useForm() {
  return useApiCreation(useApi().campaigns.create);
}
const Page = defineComponent(() => {
  form = useForm();
  return () => h('p');
});

it('keeps one key until it has an answer, and takes another for the next thing', async () => {
  const keys: unknown[] = [];
  let answer: () => unknown = () => ({ id: 'c', number: 'JS-1', versionId: 'v' });
  const { wrapper } = await mountPage(Page, {
    answers: {
      'campaigns.create': (input) => {
        keys.push((input as { idempotencyKey?: unknown }).idempotencyKey);
        return answer();
      },
    },
  });
  /** Which of the keys so far each sending had, the first being 0. */
  const sent = async (next: () => unknown): Promise<number> => {
    answer = next;
    await form.mutateAsync({ kind: 'VALUE_ADDED', title: '手机报' }).catch(() => undefined);
    await flushPromises();
    return [...new Set(keys)].indexOf(keys.at(-1));
  };
  const fails = (error: Error) => () => {
    throw error;
  };
  expect(await sent(fails(new DeadNetwork()))).toBe(0);
  expect(await sent(fails(new Refusal('INVALID_INPUT')))).toBe(0);
  expect(await sent(() => ({ id: 'c' }))).toBe(0);
  expect(await sent(fails(new DeadNetwork()))).toBe(1);
  // It went through with something else in it: what is sent next is meant to be another one.
  expect(await sent(fails(new Refusal('ALREADY_CREATED')))).toBe(1);
  expect(await sent(fails(new DeadNetwork()))).toBe(2);
  form.reset();
  expect(await sent(() => ({ id: 'd' }))).toBe(3);
  expect(keys[0]).toMatch(/^[0-9a-f-]{36}$/);
  wrapper.unmount();
});
