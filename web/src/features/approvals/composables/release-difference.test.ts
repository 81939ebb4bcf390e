import type { ReleaseDocument, ReleasePlacement } from '@xietong/shared/releases';
import { expect, it } from 'vitest';
import { differenceOf } from '../../../ui/field-diff';
import { releaseDifference } from './release-difference';

const id = '0197f0a0-0000-7000-8000-000000000001';
const headline = (fieldId: string, value: string): ReleaseDocument['content'][number] => ({
  id: fieldId, role: 'headline', labels: { zh: 'T', en: 'T' }, value, policy: { kind: 'LOCKED', constraint: {} },
}); // oxfmt-ignore
const placement = (placementId: string, point: string, lever: number): ReleasePlacement => ({
  id: placementId, point, channel: 'web', startsAt: '', endsAt: '', tier: 'LOCAL', lever, audience: null,
}); // oxfmt-ignore
const release = (content: ReleaseDocument['content'], placements: ReleasePlacement[]): ReleaseDocument => ({
  schema: 'xietong.release/1', tenant: { code: '320100', kind: 'CITY' }, cityDefault: null, assets: [], renderers: {}, offer: null,
  subject: { kind: 'LOCAL', campaignId: id, number: 'n', title: 't', versionId: id, version: 1, base: null }, content, placements,
}); // oxfmt-ignore
const texts = {
  title: 'title', cityDefault: '', cityDefaultText: String, fieldLabel: (field: { id: string }) => field.id,
  fieldText: (field: { value: unknown }) => String(field.value), placementLabel: (each: ReleasePlacement) => each.point,
  placementText: (each: ReleasePlacement) => String(each.lever),
  rendererLabel: (channel: string) => `renderer of ${channel}`, rendererText: String,
  assetLabel: (each: { sha256: string }) => `image ${each.sha256}`, assetText: (each: { width: number }) => String(each.width),
}; // oxfmt-ignore

it('names what was changed, added and removed, and knows placements again by their point', () => {
  const before = release(
    [headline('a', 'old'), headline('gone', 'x')],
    [placement('1', 'home-banner', 50), placement('2', 'sms-tail', 50)],
  );
  const after = release(
    [headline('a', 'new'), headline('b', 'y')],
    [placement('9', 'home-banner', 50), placement('8', 'web-dialog', 50)],
  );
  const found = releaseDifference(before, after, texts).map((field) => [field.label, differenceOf(field)]);
  expect(found).toEqual([
    ['title', 'same'],
    ['a', 'changed'],
    ['b', 'added'],
    ['gone', 'removed'],
    ['home-banner', 'same'],
    ['web-dialog', 'added'],
    ['sms-tail', 'removed'],
  ]);
});

it('names images and renderers that differ, and takes all for new where there is nothing to compare with', () => {
  const image = { sha256: 'a', mime: 'image/png', width: 2, height: 1, bytes: 8 };
  const before = {
    ...release([headline('a', 'same')], []),
    ...{ assets: [image], renderers: { web: '2', sms: '1' } },
  };
  const after = {
    ...before,
    ...{ assets: [image, { ...image, sha256: 'b', of: 'a' }], renderers: { web: '3', sms: '1' } },
  };
  const named = (from: ReleaseDocument | null) =>
    releaseDifference(from, after, texts).map((field) => [field.label, differenceOf(field)]);
  expect(named(before)).toEqual([
    ['title', 'same'],
    ['a', 'same'],
    ['image b', 'added'],
    ['renderer of web', 'changed'],
  ]);
  expect(named(null).map(([, difference]) => difference)).toEqual(Array(6).fill('added'));
});
