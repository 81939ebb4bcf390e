import type { VueWrapper } from '@vue/test-utils';
import { flushPromises } from '@vue/test-utils';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { useSessionStore } from '../../session/session-store';
import { answerLeaveQuestion } from '../../testing/leave-question';
import { mountPage, Refusal, type Answers } from '../../testing/mount-app';
import PeopleListPage from './pages/PeopleListPage.vue';
import PersonPage from './pages/PersonPage.vue';

const province = {
  id: 'p',
  code: '320000',
  kind: 'PROVINCE',
  parentId: null,
  nameZh: '江苏',
  nameEn: 'Jiangsu',
};
const nanjing = { id: 'nj', code: '320100', kind: 'CITY', parentId: 'p', nameZh: '南京', nameEn: 'Nanjing' };
const person = {
  id: 'x',
  staffId: 'NJ-OPS-01',
  name: '市运营',
  tenant: nanjing,
  duties: [{ id: 'd', role: 'OPERATOR', tenant: nanjing }],
  archivedAt: null,
  lastSignInAt: '2026-11-22T02:00:00.000Z',
  lockedUntil: null,
  mustChangePassword: false,
  passwordChangedAt: '2026-11-21T02:00:00.000Z',
  createdAt: '2026-11-20T02:00:00.000Z',
  allDuties: [
    {
      id: 'd',
      role: 'OPERATOR',
      tenant: nanjing,
      phase: 'HELD',
      validFrom: '2026-11-20T02:00:00.000Z',
      validUntil: null,
      grantedByName: 'JS-SEC-01',
      endedByName: null,
    },
  ],
};
const SYSTEM = [
  ['read,create,update,archive', 'Person'],
  ['update', 'Password', { ofSecurityAdmin: false }],
  ['read', 'Duty,CityFunction'],
];
const SECURITY = [
  ['read', 'Person'],
  ['update', 'Password', { ofSecurityAdmin: true }],
  ['read,create,update,archive', 'Duty,CityFunction'],
];

const asked: unknown[] = [];
beforeEach(() => {
  asked.length = 0;
});
afterEach(() => {
  document.body.innerHTML = '';
});

async function open(page: object, rules: unknown[][], answers: Answers = {}, path = '/people/x') {
  const { wrapper, router } = await mountPage(page, {
    path,
    routes: [
      { path: '/people', name: 'people', component: { template: '<i />' } },
      { path: '/people/:id', name: 'person', component: { template: '<i />' } },
      { path: '/audit', name: 'audit', component: { template: '<i />' } },
    ],
    answers: {
      'session.me': () => ({
        person: { id: 'me', staffId: 'JS-SYS-01', name: '管理员' },
        duty: { id: 'own', role: 'SYSTEM_ADMIN', tenant: province },
        duties: [],
        functions: [],
        demo: false,
        mustChangePassword: false,
        rules,
      }),
      'tenants.list': () => [province, nanjing],
      'people.get': () => person,
      'people.sessions': () => [],
      'people.list': () => ({ rows: [person], total: 1 }),
      ...answers,
    },
  });
  await useSessionStore().load();
  await flushPromises();
  return { wrapper, router };
}

const button = (text: string): HTMLButtonElement | undefined =>
  [...document.querySelectorAll('button')].find((each) => each.textContent?.trim() === text);
const shows = (wrapper: VueWrapper, text: string) =>
  vi.waitFor(() => expect(wrapper.text()).toContain(text), { timeout: 4_000 });

it('lists people with what they are and how their sign-in stands', async () => {
  const { wrapper } = await open(PeopleListPage, SYSTEM);
  await shows(wrapper, 'NJ-OPS-01');
  for (const part of ['市运营', '南京 · 市运营', '可登录', '2026-11-22 10:00'])
    expect(wrapper.text()).toContain(part);
  expect(button('新建人员')).toBeDefined();
});

it('makes a person, names what is wrong and shows the password once', async () => {
  let refuses = true;
  const { wrapper } = await open(PeopleListPage, SYSTEM, {
    'people.create': (input) => {
      asked.push(input);
      if (refuses) throw new Refusal('STAFF_ID_TAKEN');
      return { id: 'new', staffId: 'NJ-OPS-09', password: 'Once-only-password-1' };
    },
  });
  await shows(wrapper, '新建人员');
  button('新建人员')?.click();
  await vi.waitFor(() => expect(document.querySelector('#field-person-staff-id')).not.toBeNull());
  const form = document.querySelector<HTMLFormElement>('#person-create');
  const type = (id: string, value: string) => {
    const input = document.querySelector<HTMLInputElement>(id);
    if (!input) throw new Error(`no ${id}`);
    input.value = value;
    input.dispatchEvent(new Event('input'));
  };
  form?.requestSubmit();
  await flushPromises();
  expect(document.body.textContent).toContain('首尾不能是短横线');
  expect(asked).toEqual([]);
  type('#field-person-staff-id', 'nj-ops-09');
  type('#field-person-name', '市运营');
  document.querySelector<HTMLElement>('#field-person-tenant')?.click();
  await flushPromises();
  const option = [...document.querySelectorAll<HTMLElement>('[role=option]')].filter(
    (each) => each.textContent?.trim() === '南京',
  );
  option.at(-1)?.click();
  await flushPromises();
  form?.requestSubmit();
  await vi.waitFor(() => expect(document.body.textContent).toContain('该工号已被使用'));
  refuses = false;
  type('#field-person-staff-id', 'nj-ops-10');
  await flushPromises();
  form?.requestSubmit();
  await vi.waitFor(() =>
    expect(document.querySelector('[data-testid="secret"]')?.textContent).toBe('Once-only-password-1'),
  );
  expect(document.body.textContent).toContain('由安全管理员为此人分配身份');
  expect(asked.at(-1)).toEqual({ staffId: 'nj-ops-10', name: '市运营', tenantCode: '320100' });
});

it('gives a system administrator the sign-in, a security administrator the duties', async () => {
  const first = await open(PersonPage, SYSTEM);
  await shows(first.wrapper, 'NJ-OPS-01');
  for (const text of ['重置密码', '归档', '改姓名']) expect(button(text)).toBeDefined();
  expect(button('分配身份')).toBeUndefined();
  expect(button('终止')).toBeUndefined();
  expect(first.wrapper.text()).toContain('当前登录');
  first.wrapper.unmount();
  document.body.innerHTML = '';
  const second = await open(PersonPage, SECURITY);
  await shows(second.wrapper, 'NJ-OPS-01');
  for (const text of ['分配身份', '终止']) expect(button(text)).toBeDefined();
  for (const text of ['重置密码', '归档', '改姓名']) expect(button(text)).toBeUndefined();
  expect(second.wrapper.text()).not.toContain('当前登录');
});

it('leaves the password of a security administrator to another one, and says so', async () => {
  const guard = { ...person, allDuties: [{ ...person.allDuties[0], role: 'SECURITY_ADMIN' }] };
  const answers = { 'people.get': () => guard };
  const first = await open(PersonPage, SYSTEM, answers);
  await shows(first.wrapper, '密码只能由另一位安全管理员重置');
  expect(button('重置密码')).toBeUndefined();
  expect(button('归档')).toBeDefined();
  first.wrapper.unmount();
  document.body.innerHTML = '';
  const second = await open(PersonPage, SECURITY, answers);
  await shows(second.wrapper, 'NJ-OPS-01');
  expect(button('重置密码')).toBeDefined();
  expect(button('归档')).toBeUndefined();
});

it('says before it is sent which duties are kept apart', async () => {
  const approver = { ...person.allDuties[0], role: 'APPROVER' };
  const { wrapper } = await open(PersonPage, SECURITY, {
    'people.get': () => ({ ...person, allDuties: [approver] }),
    'duties.grant': (input) => {
      asked.push(input);
      return { id: 'n' };
    },
  });
  await shows(wrapper, '分配身份');
  button('分配身份')?.click();
  await vi.waitFor(() => expect(document.querySelector('#field-duty-role')).not.toBeNull());
  const choose = async (text: string) => {
    document.querySelector<HTMLElement>('#field-duty-role')?.click();
    await flushPromises();
    const found = [...document.querySelectorAll<HTMLElement>('[role=option]')];
    found.find((each) => each.textContent?.trim() === text)?.click();
    await flushPromises();
    document.querySelector<HTMLFormElement>('#duty-grant')?.requestSubmit();
    await flushPromises();
  };
  await choose('系统管理员');
  expect(document.body.textContent).toContain('这些身份不能由同一人担任');
  expect(asked).toEqual([]);
  await choose('市运营');
  await vi.waitFor(() =>
    expect(asked).toEqual([
      { personId: 'x', tenantCode: '320100', role: 'OPERATOR', firstDay: null, lastDay: null },
    ]),
  );
});

it('offers nobody anything about themselves, and says why', async () => {
  const { wrapper } = await open(
    PersonPage,
    SYSTEM,
    { 'people.get': () => ({ ...person, id: 'me' }) },
    '/people/me',
  );
  await shows(wrapper, '这是你本人');
  for (const text of ['重置密码', '归档', '分配身份', '终止']) expect(button(text)).toBeUndefined();
});

it.each([
  { page: PeopleListPage, path: '/people', rules: SYSTEM, opener: '新建人员', field: 'person-name' },
  { page: PersonPage, path: '/people/x', rules: SYSTEM, opener: '改姓名', field: 'person-new-name' },
  { page: PersonPage, path: '/people/x', rules: SYSTEM, opener: '归档', field: 'confirm-reason' },
])(
  'asks before something that was typed under $opener is left',
  async ({ page, path, rules, opener, field }) => {
    const { wrapper, router } = await open(page, rules, {}, path);
    await shows(wrapper, opener);
    button(opener)?.click();
    const input = await vi.waitFor(() => {
      const found = document.querySelector<HTMLInputElement>(`#field-${field}`);
      if (!found) throw new Error(`no ${field}`);
      return found;
    });
    input.value = '2027-01-02';
    input.dispatchEvent(new Event('input'));
    input.dispatchEvent(new Event('change'));
    await flushPromises();
    const leave = async (answer: 'stay' | 'leave') => {
      const left = router.push('/audit');
      await answerLeaveQuestion(answer);
      await left;
      return router.currentRoute.value.path;
    };
    expect(await leave('stay')).toBe(path);
    expect(await leave('leave')).toBe('/audit');
  },
);

it('lays the name that somebody else gave beside the typed one before it replaces it', async () => {
  const sent: unknown[] = [];
  let present = person;
  await open(PersonPage, SYSTEM, {
    'people.get': () => present,
    'people.rename': (input) => {
      sent.push(input);
      if (sent.length > 1) return {};
      present = { ...person, name: '对方改的名' };
      throw new Refusal('STALE_VERSION');
    },
  });
  await vi.waitFor(() => expect(button('改姓名')).toBeDefined());
  button('改姓名')?.click();
  const field = await vi.waitFor(() => {
    const found = document.querySelector<HTMLInputElement>('#person-rename input');
    if (!found) throw new Error('the form is not there yet');
    return found;
  });
  field.value = '我改的名';
  field.dispatchEvent(new Event('input'));
  const form = document.querySelector<HTMLFormElement>('#person-rename');
  form?.requestSubmit();
  await vi.waitFor(() => expect(form?.querySelector('table')?.textContent).toContain('对方改的名'));
  expect(form?.querySelector('table')?.textContent).toContain('我改的名');
  form?.requestSubmit();
  await vi.waitFor(() => expect(sent).toHaveLength(2));
  expect(sent).toEqual([
    { id: 'x', name: '我改的名', seen: '市运营' },
    { id: 'x', name: '我改的名', seen: '对方改的名' },
  ]);
});
