import { describe, expect, it } from 'vitest';
import type { ContentField } from '../content';
import { DEFAULT_LEVER } from '../releases';
import type { ReleasePlacement } from '../releases';
import { changedParts } from './changed-parts';
import type { ComparedDocument } from './changed-parts';

const id = (n: number): string => `00000000-0000-7000-8000-00000000000${String(n)}`;
const head = { labels: { zh: '字段', en: 'Field' }, policy: { kind: 'EDITABLE' as const, constraint: {} } };
const headline: ContentField = { id: id(1), ...head, role: 'headline', value: '充值' };
const terms: ContentField = { id: id(2), ...head, role: 'terms', value: '条款' };
const offer = { code: 'O-1', name: '演示', tariffNumber: 'T-1', priceFen: 500 };
const priced: ContentField = { id: id(3), ...head, role: 'offer', value: offer };
const placement: ReleasePlacement = {
  ...{ id: id(4), point: 'home-banner', channel: 'web', tier: 'LOCAL', lever: DEFAULT_LEVER, audience: null },
  ...{ startsAt: '2026-11-21T16:00:00.000Z', endsAt: '2026-11-30T16:00:00.000Z' },
};
const image = { sha256: 'c'.repeat(64), mime: 'image/png', width: 2, height: 1, bytes: 8 };
const before: ComparedDocument = {
  subject: { title: '标题' },
  cityDefault: null,
  content: [headline, terms, priced],
  assets: [image],
  renderers: { web: '2', sms: '1' },
  placements: [placement],
  offer,
};
const rule = { list: null, rule: { age: { $gte: 18 } } };

describe('what a release changes', () => {
  it('is nothing against itself, whatever the ids of its placements', () => {
    expect(changedParts(before, { ...before, placements: [{ ...placement, id: id(9) }] })).toEqual([]);
  });

  it('is everything that the first one holds', () => {
    expect(changedParts(null, before)).toEqual(['CONTENT', 'PRICE', 'LEGAL', 'PLACEMENT']);
    expect(changedParts(null, { ...before, placements: [{ ...placement, audience: rule }] })).toContain(
      'AUDIENCE',
    );
  });

  it.each<[string, Partial<ComparedDocument>, string[]]>([
    ['a title', { subject: { title: '另' } }, ['CONTENT']],
    ['a text', { content: [{ ...headline, value: '送' }, terms, priced] }, ['CONTENT']],
    [
      'a guard-rail',
      { content: [{ ...headline, policy: { kind: 'LOCKED', constraint: {} } }, terms, priced] },
      ['CONTENT'],
    ],
    ['another renderer of the same words', { renderers: { web: '3', sms: '1' } }, ['CONTENT']],
    [
      'another cut of the same image',
      { assets: [image, { ...image, sha256: 'd'.repeat(64), of: image.sha256 }] },
      ['CONTENT'],
    ],
    ['a legal text that goes', { content: [headline, priced] }, ['LEGAL']],
    ['a price', { offer: { ...offer, priceFen: 600 } }, ['PRICE']],
    ['a window', { placements: [{ ...placement, endsAt: '2026-12-01T16:00:00.000Z' }] }, ['PLACEMENT']],
    ['another point', { placements: [placement, { ...placement, point: 'sms-tail' }] }, ['PLACEMENT']],
    ['whom it reaches', { placements: [{ ...placement, audience: rule }] }, ['AUDIENCE']],
    ['what cities show by default', { cityDefault: 'SHOW_STANDARD' }, ['PLACEMENT']],
    ['how it is pushed', { push: { mode: 'MANDATORY', pilot: null, reason: '法规' } }, ['PUSH']],
  ])('names %s', (_, change, parts) => {
    expect(changedParts(before, { ...before, ...change })).toEqual(parts);
    expect(changedParts({ ...before, ...change }, before)).toEqual(parts);
  });

  it('takes hashes that are listed for another way of pushing only where they take over by themselves', () => {
    const listed = { tenant: '320100', campaignId: id(7), number: 'N', title: 'T' };
    const corrections = [{ ...listed, replaces: 'a'.repeat(64), hash: 'b'.repeat(64) }];
    const forced = { ...before, push: { mode: 'MANDATORY' as const, pilot: null, reason: '法规' } };
    expect(changedParts(before, { ...before, corrections })).toEqual([]);
    expect(changedParts(forced, { ...forced, corrections })).toEqual(['PUSH']);
  });
});
