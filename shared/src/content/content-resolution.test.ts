import { describe, expect, it } from 'vitest';
import { resolveContent } from './content-resolution';
import type { ContentField } from './content-schema';

const PERIOD = '0190a000-0000-7000-8000-000000000001';
const CHANNELS = '0190a000-0000-7000-8000-000000000002';
const narrow = { kind: 'NARROW_ONLY', constraint: {} } as const;
const standard: ContentField[] = [
  {
    ...{ id: PERIOD, role: 'period', labels: { zh: '活动期间', en: 'Period' }, policy: narrow },
    value: { from: '2026-10-30', to: '2027-02-27' },
  },
  {
    ...{ id: CHANNELS, role: 'channels', labels: { zh: '渠道', en: 'Channels' }, policy: narrow },
    value: ['web', 'app'],
  },
];
const problemOf = (id: string, value: unknown) =>
  resolveContent(standard, { [id]: { value, setBy: 'NJ' } }).problems.map(({ problem }) => problem);

describe('a value that may only be narrowed', () => {
  it('goes through inside what the standard allows', () => {
    expect(problemOf(PERIOD, { from: '2026-11-01', to: '2026-11-30' })).toEqual([]);
    expect(problemOf(CHANNELS, ['app'])).toEqual([]);
  });

  it.each([
    ['a later end', PERIOD, { from: '2026-10-30', to: '2027-02-28' }, '2026-10-30 – 2027-02-27'],
    ['an earlier beginning', PERIOD, { from: '2026-10-29', to: '2027-02-27' }, '2026-10-30 – 2027-02-27'],
    ['no days', PERIOD, null, '2026-10-30 – 2027-02-27'],
    ['another channel', CHANNELS, ['app', 'sms'], 'web, app'],
  ])('is refused with what is allowed: %s', (_, id, value, allowed) => {
    expect(problemOf(id, value)).toMatchObject([{ code: 'FIELD_NOT_NARROWED', params: { allowed } }]);
  });

  it('tells days in the wrong order from a value that is not whole', () => {
    expect(problemOf(PERIOD, { from: '2026-12-01', to: '2026-11-01' })).toMatchObject([
      { code: 'FIELD_PERIOD_REVERSED' },
    ]);
    expect(problemOf(PERIOD, { from: '2026-12-01', to: '' })).toMatchObject([{ code: 'FIELD_WRONG_TYPE' }]);
  });
});
