import type { PropagationBoard } from '@xietong/shared/localisation';
import { expect, it, vi } from 'vitest';
import { mountPage, PERSON } from '../../../testing/mount-app';
import BoardPage from './BoardPage.vue';

const uuid = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
const city = (code: string, name: string) => ({
  ...{ id: uuid(Number(code)), code, kind: code === '320000' ? 'PROVINCE' : 'CITY' },
  ...{ nameZh: name, nameEn: name },
});
const board: PropagationBoard = {
  standard: { campaignId: uuid(1), number: 'JS-2026-0001', title: '手机报推广' },
  versions: [{ versionId: uuid(2), version: 1, publishedAt: '2026-11-01T00:00:00.000Z', mode: 'OPTIONAL' }],
  rows: [
    {
      ...{ id: uuid(3), number: '320100-2026-0001', title: '南京手机报', tenant: city('320100', '南京') },
      version: { version: 1, state: 'APPROVED', base: 1 },
      ...{ updatedByName: 'NJ-OPS-01', exceptions: null, cells: ['ADOPTED'] },
    },
  ],
};

it('names the cities that have made nothing of the standard', async () => {
  const { wrapper } = await mountPage(BoardPage, {
    answers: {
      'propagation.board': () => board,
      'tenants.list': () => [
        city('320000', '江苏'),
        city('320100', '南京'),
        city('320200', '无锡'),
        city('320300', '徐州'),
      ],
    },
    session: PERSON,
    props: { id: uuid(1) },
    path: `/campaigns/${uuid(1)}/propagation`,
  });
  await vi.waitFor(() => {
    expect(wrapper.text()).toContain('还没有做本地版本的地市：无锡、徐州。');
  });
});
