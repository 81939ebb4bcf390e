import { flushPromises } from '@vue/test-utils';
import { expect, it } from 'vitest';
import { defineComponent, h, ref } from 'vue';
import { CONNECTION, type Connection } from '../../api/connection';
import { mountPage } from '../../testing/mount-app';
import { useCustomerImport } from './composables/useCustomerImport';

const preview = {
  ...{ fileName: 'a.csv', encoding: 'utf-8', delimiter: ',', columns: ['id', 'age'], idColumn: 'id' },
  rows: [{ line: 2, cells: ['1', '30'] }],
};

it('is the same import until it has an answer, and another once its choices are others', async () => {
  const keys: unknown[] = [];
  const deadAfterPreview: typeof fetch = (request, init) => {
    if (String(request).endsWith('/preview')) return Promise.resolve(Response.json(preview));
    if (init?.body instanceof FormData) keys.push(init.body.get('idempotencyKey'));
    return Promise.reject(new TypeError('fetch failed'));
  };
  const parts: ReturnType<typeof useCustomerImport>[] = [];
  const Form = defineComponent(() => {
    parts.push(useCustomerImport());
    return () => h('p');
  });
  const connection: Connection = {
    ...{ isReachable: ref(true), headers: () => ({}), fetch: deadAfterPreview },
  };
  const { wrapper } = await mountPage(Form, { provide: { [CONNECTION as symbol]: connection } });
  const [form] = parts;
  await form?.choose(new File(['id,age\n1,30'], 'a.csv'));
  /** Which of the keys so far a sending had, the first being 0. */
  const sent = async (): Promise<number> => {
    await form?.submit();
    await flushPromises();
    return [...new Set(keys)].indexOf(keys.at(-1));
  };
  if (form) form.cities.value = ['320100'];
  expect(await sent()).toBe(0);
  expect(form?.error.value?.code).toBe('NETWORK_UNREACHABLE');
  expect(await sent()).toBe(0);
  form?.cities.value.push('320200');
  expect(await sent()).toBe(1);
  if (form) form.idColumn.value = 'age';
  expect(await sent()).toBe(2);
  await form?.choose(new File(['id,age\n1,30'], 'a.csv'));
  expect(await sent()).toBe(3);
  wrapper.unmount();
});
