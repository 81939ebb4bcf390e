import { flushPromises } from '@vue/test-utils';
import { afterEach, expect, it, vi } from 'vitest';
import { useSessionStore } from '../../session/session-store';
import { mountPage } from '../../testing/mount-app';
import CityFunctionsPage from './pages/CityFunctionsPage.vue';

const nanjing = { id: 'nj', code: '320100', kind: 'CITY', parentId: 'p', nameZh: '南京', nameEn: 'Nanjing' };
const span = {
  id: 's',
  cityCode: '320100',
  function: 'LOCAL_CONTENT',
  grantedAt: '2026-11-20T02:00:00.000Z',
  grantedByName: 'JS-SEC-01',
  grantReason: '首批试点',
  revokedAt: null,
  revokedByName: null,
  revokeReason: null,
};
const revoked: unknown[] = [];
afterEach(() => {
  document.body.innerHTML = '';
  revoked.length = 0;
});

async function open(rules: string[][]) {
  const { wrapper } = await mountPage(CityFunctionsPage, {
    answers: {
      'session.me': () => ({
        person: { id: 'me', staffId: 'JS-SEC-01', name: '安全管理员' },
        duty: { id: 'own', role: 'SECURITY_ADMIN', tenant: { ...nanjing, kind: 'PROVINCE' } },
        duties: [],
        functions: [],
        demo: false,
        mustChangePassword: false,
        rules,
      }),
      'cityFunctions.list': () => ({ cities: [nanjing], spans: [span] }),
      'cityFunctions.revoke': (input) => {
        revoked.push(input);
      },
    },
  });
  await useSessionStore().load();
  await flushPromises();
  const cell = '[aria-label="南京：地市内容展示，已开通"]';
  await vi.waitFor(() => expect(wrapper.find(cell).exists()).toBe(true));
  await wrapper.find(cell).trigger('click');
  await flushPromises();
  return wrapper;
}
const button = (text: string): HTMLButtonElement | undefined =>
  [...document.querySelectorAll('button')].find((each) => each.textContent?.trim() === text);

it('revokes a function with a reason, and says what goes on', async () => {
  const wrapper = await open([['read,create,archive', 'CityFunction']]);
  expect(wrapper.findAll('.cell')).toHaveLength(8);
  expect(document.body.textContent).toContain('已上线和待上线的内容照常展示到期');
  button('收回')?.click();
  await flushPromises();
  expect(document.body.textContent).toContain('必填');
  expect(revoked).toEqual([]);
  const reason = document.querySelector<HTMLTextAreaElement>('#field-function-reason');
  if (!reason) throw new Error('no reason');
  reason.value = '试点结束';
  reason.dispatchEvent(new Event('input'));
  await flushPromises();
  button('收回')?.click();
  await vi.waitFor(() =>
    expect(revoked).toEqual([{ cityCode: '320100', function: 'LOCAL_CONTENT', reason: '试点结束' }]),
  );
});

it('shows readers the history and no change', async () => {
  await open([['read', 'CityFunction']]);
  expect(document.body.textContent).toContain('首批试点');
  expect(button('收回')).toBeUndefined();
  expect(document.querySelector('#field-function-reason')).toBeNull();
});
