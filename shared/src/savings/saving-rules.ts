import { addDays } from '../events';
import { err, ok } from '../kernel';
import type { KernelErrorCode, Result } from '../kernel';
import type { SavingErrorCode } from './saving-errors';
import type { SavingUnit, SavingUnitPeriod } from './saving-view';

/**
 * Whether a unit may be set. What past days saved is reckoned once and stays: a unit counts from
 * today on or later. Who has not seen the newest unit does not set another one over it.
 */
export function checkSavingUnit(
  input: { readonly version: number; readonly validFrom: string },
  latestVersion: number,
  today: string,
): Result<{ version: number }, SavingErrorCode | Extract<KernelErrorCode, 'STALE_VERSION'>> {
  if (input.version !== latestVersion) return err('STALE_VERSION');
  if (input.validFrom < today) return err('SAVING_UNIT_IN_PAST', { today }, ['validFrom']);
  return ok({ version: latestVersion + 1 });
}

/**
 * The days for which each unit counts, newest first: from its day until the next one begins. Of two
 * for one day the later one counts; the other was replaced before it said anything.
 */
export function unitPeriods(units: readonly SavingUnit[], today: string): SavingUnitPeriod[] {
  const newestFirst = [...units].sort(
    (a, b) => b.validFrom.localeCompare(a.validFrom) || b.version - a.version,
  );
  return newestFirst.map((unit, index) => {
    const replaced = newestFirst[index - 1]?.validFrom === unit.validFrom;
    const next = newestFirst.findLast((other) => other.validFrom > unit.validFrom);
    const validTo = next ? addDays(next.validFrom, -1) : null;
    return { ...unit, validTo, state: replaced ? 'REPLACED' : stateOf(unit.validFrom, validTo, today) };
  });
}

function stateOf(from: string, to: string | null, today: string): SavingUnitPeriod['state'] {
  if (from > today) return 'FUTURE';
  return to === null || today <= to ? 'PRESENT' : 'PAST';
}
