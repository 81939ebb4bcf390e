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
