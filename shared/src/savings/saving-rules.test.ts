import { describe, expect, it } from 'vitest';
import { checkSavingUnit, unitPeriods } from './saving-rules';
import type { SavingUnit } from './saving-view';

const today = '2026-11-24';
const unit = (version: number, validFrom: string): SavingUnit => ({
  version,
  validFrom,
  fen: 100 + version,
  reason: '',
  setByName: null,
  setAt: '2026-11-01T00:00:00.000Z',
});

describe('setting a unit', () => {
  it.each([
    ['from today on', { version: 2, validFrom: today }, 2, { ok: true, value: { version: 3 } }],
    ['from a later day on', { version: 0, validFrom: '2027-01-01' }, 0, { ok: true, value: { version: 1 } }],
    [
      'never for a day that is over',
      { version: 2, validFrom: '2026-11-23' },
      2,
      { ok: false, code: 'SAVING_UNIT_IN_PAST', params: { today }, path: ['validFrom'] },
    ],
    [
      'never over one that was not seen',
      { version: 1, validFrom: today },
      2,
      { ok: false, code: 'STALE_VERSION' },
    ],
    [
      'never with a version of the future',
      { version: 9, validFrom: today },
      2,
      { ok: false, code: 'STALE_VERSION' },
    ],
  ])('is possible %s', (_, input, latest, result) => {
    expect(checkSavingUnit(input, latest, today)).toMatchObject(result);
  });
});

describe('the days of units', () => {
  it('end where the next one begins, and one that was replaced has none', () => {
    const periods = unitPeriods(
      [unit(1, '2020-01-01'), unit(2, '2026-11-10'), unit(3, '2026-12-01'), unit(4, '2026-11-10')],
      today,
    );
    expect(periods.map(({ version, validTo, state }) => ({ version, validTo, state }))).toEqual([
      { version: 3, validTo: null, state: 'FUTURE' },
      { version: 4, validTo: '2026-11-30', state: 'PRESENT' },
      { version: 2, validTo: '2026-11-30', state: 'REPLACED' },
      { version: 1, validTo: '2026-11-09', state: 'PAST' },
    ]);
    expect(unitPeriods([], today)).toEqual([]);
  });
});
