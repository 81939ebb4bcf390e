import type { PointOption } from '@xietong/shared/localisation';
import { describe, expect, it } from 'vitest';
import { overlaps, presetWindow } from './placement-days';
import { inputOf, isWithoutPicture, newPlacement, typedLever } from './placement-form';
import { partsOfPlacing, placingOfParts } from './placement-parts';

const point = (code: string): PointOption => ({
  code,
  channel: 'web',
  format: 'banner',
  enabled: true,
  nameZh: code,
  nameEn: code,
  channelNameZh: '网厅',
  channelNameEn: 'Web hall',
});
const NOON = new Date('2026-11-28T04:00:00.000Z');

it('knows points that are nothing without the picture that the content has no field for', () => {
  const labels = { zh: '图', en: 'Image' };
  const policy = { kind: 'EDITABLE' as const, constraint: {} };
  const image = [{ id: 'i', role: 'image' as const, labels, policy, value: null }];
  const splash = { ...point('app-splash'), channel: 'app', format: 'splash' as const };
  expect(isWithoutPicture(splash, [])).toBe(true);
  expect(isWithoutPicture(splash, image)).toBe(false);
  expect(isWithoutPicture(point('home-banner'), [])).toBe(false);
});

describe('a new placement', () => {
  it('runs for thirty days from today, for everybody', () => {
    expect(newPlacement(point('home-banner'), [], 'LOCAL', NOON)).toMatchObject({
      ...{ id: null, pointCode: 'home-banner', firstDay: '2026-11-28', lastDay: '2026-12-27' },
      ...{ audience: 'everyone', listVersionId: null, rule: null },
    });
  });

  it('takes days, weight and audience from the one before, on its own point and under its own key', () => {
    const rule = { Contract: 'Month-to-month' };
    const first = {
      ...newPlacement(point('home-banner'), [], 'LOCAL', NOON),
      ...{ id: 'stored', firstDay: '2026-12-01', lastDay: '2026-12-14', lever: 80 },
      ...{ audience: 'both' as const, listVersionId: 'list', rule },
    };
    const second = newPlacement(point('web-dialog'), [], 'LOCAL', NOON, first);
    expect(second).toMatchObject({
      ...{ id: null, pointCode: 'web-dialog', firstDay: '2026-12-01', lastDay: '2026-12-14', lever: 80 },
      ...{ audience: 'both', listVersionId: 'list', rule },
    });
    expect(second.key).not.toBe(first.key);
  });
});

it('keeps in its parts what it is meant to aim by, before the list or the rule is there', () => {
  const row = { ...newPlacement(point('home-banner'), [], 'LOCAL', NOON), audience: 'both' as const };
  const { rows } = placingOfParts(partsOfPlacing([row], null));
  expect(rows).toMatchObject([{ ...inputOf(row), audience: 'both' }]);
});

it('knows what runs on the same days: windows are half-open, last days inclusive', () => {
  const run = { startsAt: '2026-11-30T16:00:00.000Z', endsAt: '2026-12-05T16:00:00.000Z' };
  const days = (firstDay: string, lastDay: string) => overlaps({ firstDay, lastDay }, run);
  expect(days('2026-11-20', '2026-11-30')).toBe(false);
  expect(days('2026-11-20', '2026-12-01')).toBe(true);
  expect(days('2026-12-05', '2026-12-09')).toBe(true);
  expect(days('2026-12-06', '2026-12-09')).toBe(false);
});

it('fills common windows within the period, and none where nothing is left of it', () => {
  const period = { from: '2026-12-10', to: '2026-12-20' };
  const days = (firstDay: string, lastDay: string) => ({ firstDay, lastDay });
  expect(presetWindow('week', '2026-11-28', null, NOON)).toEqual(days('2026-11-28', '2026-12-04'));
  expect(presetWindow('week', '2026-11-28', period, NOON)).toEqual(days('2026-12-10', '2026-12-16'));
  expect(presetWindow('fortnight', '2026-11-28', null, NOON)).toEqual(days('2026-11-28', '2026-12-11'));
  expect(presetWindow('month', '2026-12-15', period, NOON)).toEqual(days('2026-12-15', '2026-12-20'));
  expect(presetWindow('month', '2026-12-21', period, NOON)).toBeNull();
  expect(presetWindow('period', '2026-12-15', period, NOON)).toEqual(days('2026-12-10', '2026-12-20'));
  const begun = { from: '2026-01-01', to: '2026-12-31' };
  expect(presetWindow('period', '2026-12-15', begun, NOON)).toEqual(days('2026-11-28', '2026-12-31'));
  expect(presetWindow('period', '2026-12-15', null, NOON)).toBeNull();
});

describe('a weight that is typed', () => {
  it.each(['1', '80', '100'])('is taken over where it is one: %s', (text) => {
    expect(typedLever(text)).toEqual({ lever: Number(text), openLever: undefined });
  });

  it.each(['-1', '0', '101', '5.5', '', 'x'])('stays as it was typed where it is none: %s', (text) => {
    expect(typedLever(text)).toEqual({ openLever: text });
  });
});
