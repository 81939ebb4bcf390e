import type { AuditedRelease } from '@xietong/shared/audit';
import { rendererForChannel } from '@xietong/shared/rendering';
import { expect, it, vi } from 'vitest';
import { mountPage } from '../../testing/mount-app';
import ReleaseDrawer from './components/ReleaseDrawer.vue';
import { contentField } from '../../testing/content-field';

const ID = '0192f0c1-0000-7000-8000-000000000001';
const hash = 'a'.repeat(64);
const released: AuditedRelease = {
  ...{ releaseId: ID, kind: 'LOCAL', title: '手机报', version: 2, hash, number: '320100-2026-0001' },
  ...{ campaignId: ID, state: 'APPROVED', sealIntact: true, authors: ['NJ-OPS-01'] },
  ...{ submittedAt: '2026-11-22T03:00:00.000Z', submittedByName: 'NJ-OPS-01' },
  document: {
    schema: 'xietong.release/1',
    tenant: { code: '320100', kind: 'CITY' },
    subject: {
      ...{ kind: 'LOCAL', campaignId: ID, number: '320100-2026-0001', title: '手机报' },
      ...{ versionId: ID, version: 2, base: null },
    },
    cityDefault: null,
    content: [
      contentField('headline', '充值送手机报'),
      contentField('button', { label: '立即办理', href: '/offers' }),
    ],
    assets: [],
    renderers: {
      web: rendererForChannel('web')?.version ?? '',
      sms: rendererForChannel('sms')?.version ?? '',
    },
    placements: [
      {
        ...{ id: ID, point: 'home-banner', channel: 'web', tier: 'LOCAL', lever: 100 },
        ...{ startsAt: '2026-11-22T16:00:00.000Z', endsAt: '2026-11-30T16:00:00.000Z' },
        audience: { list: null, rule: { Contract: 'Month-to-month' } },
      },
    ],
    offer: null,
  } as AuditedRelease['document'],
  points: [
    { code: 'home-banner', format: 'banner', channel: 'web', nameZh: '首页横幅', nameEn: 'Home banner' },
  ],
  channels: [
    { code: 'web', nameZh: '网厅', nameEn: 'Web hall' },
    { code: 'sms', nameZh: '短厅', nameEn: 'SMS hall' },
  ],
  decisions: [
    {
      at: '2026-11-22T04:00:00.000Z',
      byName: '市审批 NJ-APR-01',
      outcome: 'RETURNED',
      hash,
      reason: '写明期限',
    },
    { at: '2026-11-22T05:00:00.000Z', byName: '市审批 NJ-APR-02', outcome: 'APPROVED', hash, reason: null },
  ],
};

async function drawer(release: AuditedRelease): Promise<HTMLElement> {
  document.body.innerHTML = '';
  await mountPage(ReleaseDrawer, {
    answers: { 'audit.release': () => release },
    props: { releaseId: ID },
  });
  return vi.waitFor(() => {
    const found = document.querySelector<HTMLElement>('.el-drawer');
    expect(found?.textContent).toContain('审批人看到的内容');
    if (!found) throw new Error('not open');
    return found;
  });
}

it('shows an approved version at the places it was placed on, and at no others', async () => {
  const shown = await drawer(released);
  expect(shown.textContent).toContain('首页横幅');
  expect(shown.textContent).toContain('Contract');
  expect(shown.textContent).not.toMatch(/[{}]|home-bannerhome/);
  expect(shown.querySelectorAll('.frame')).toHaveLength(1);
  expect(shown.querySelectorAll('[role=tab]')).toHaveLength(0);
});

it('says who decided what, when and why, and that it was about this very content', async () => {
  const shown = await drawer(released);
  for (const part of [
    '市审批 NJ-APR-01',
    '退回修改',
    '写明期限',
    '市审批 NJ-APR-02',
    '通过',
    '2026-11-22 13:00',
  ])
    expect(shown.textContent).toContain(part);
  expect(shown.textContent).toContain('审批所针对的内容：与发布内容一致');
});

it('says that nothing was decided, and when a decision was about other content', async () => {
  const open = await drawer({ ...released, decisions: [] });
  expect(open.textContent).toContain('还没有审批决定');
  const [first] = released.decisions;
  const other = await drawer({
    ...released,
    decisions: first ? [{ ...first, hash: 'b'.repeat(64) }] : [],
  });
  expect(other.textContent).toContain('审批所针对的内容：与发布内容不一致');
});
