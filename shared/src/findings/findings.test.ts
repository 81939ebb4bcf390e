import { describe, expect, it } from 'vitest';
import { findingReminder, FINDING_STATES, isFindingOverdue, nextFindingState } from './index';
import type { FindingCommand, FindingState } from './index';

const NOW = new Date('2026-11-28T02:00:00.000Z');
const after = (hours: number) => new Date(NOW.getTime() + hours * 3_600_000);

describe('a finding', () => {
  it.each<[FindingCommand, FindingState[]]>([
    ['ANSWER', ['OPEN']],
    ['CLOSE', ['ANSWERED']],
    ['SEND_BACK', ['ANSWERED']],
    ['WITHDRAW', ['OPEN', 'ANSWERED']],
  ])('takes %s in %j, from the right person alone', (command, from) => {
    const [right, wrong] = command === 'ANSWER' ? ['owner', 'auditor'] : ['auditor', 'owner'];
    for (const state of FINDING_STATES) {
      const finding = { state, ownerId: 'owner' };
      expect(nextFindingState(finding, command, right).ok).toBe(from.includes(state));
      expect(nextFindingState(finding, command, wrong).ok).toBe(false);
    }
  });

  it('is open again when it was sent back, and never after it was closed or withdrawn', () => {
    const sent = nextFindingState({ state: 'ANSWERED', ownerId: 'owner' }, 'SEND_BACK', 'auditor');
    expect(sent).toEqual({ ok: true, value: { state: 'OPEN', step: 'SENT_BACK' } });
  });

  it('is late from the end of its last day on, while nothing was answered', () => {
    expect(isFindingOverdue({ state: 'OPEN', dueAt: NOW }, NOW)).toBe(true);
    expect(isFindingOverdue({ state: 'OPEN', dueAt: after(0.001) }, NOW)).toBe(false);
    expect(isFindingOverdue({ state: 'ANSWERED', dueAt: after(-1) }, NOW)).toBe(false);
  });

  it.each([
    [after(25), null, null, null],
    [after(24), null, null, 'DUE_SOON'],
    [after(1), NOW, null, null],
    [after(0), NOW, null, 'OVERDUE'],
    [after(-1), null, NOW, null],
  ])('due %s, reminded %s, missed %s: %s', (dueAt, remindedAt, missedAt, said) => {
    expect(findingReminder({ state: 'OPEN', dueAt, remindedAt, missedAt }, NOW)).toBe(said);
    expect(findingReminder({ state: 'ANSWERED', dueAt, remindedAt, missedAt }, NOW)).toBeNull();
  });
});
