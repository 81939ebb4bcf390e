import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ROLES, TENANT_KINDS } from '../tenants';
import {
  ATTENTION_CODES,
  attentionOf,
  byUrgency,
  dueAt,
  GUIDE_STEP_IDS,
  guideOf,
  isStepDone,
  lastVisit,
  nextVisit,
  TO_DO_KINDS,
  urgencyOf,
} from './index';
import type { ToDo, WorkFacts } from './index';

// 10:00 in Shanghai.
const NOW = new Date('2026-11-24T02:00:00.000Z');
const after = (hours: number): string => new Date(NOW.getTime() + hours * 3_600_000).toISOString();

describe('by when something should be done', () => {
  it.each([
    ['APPROVE', after(-1), null, after(47)],
    ['APPROVE', after(-1), after(5), after(5)],
    ['APPROVE', after(-1), after(500), after(47)],
    ['RETURNED', after(-24), null, after(48)],
    ['LOCALISE', after(0), null, after(168)],
    ['POINT_OFF', after(-3), after(20), after(-3)],
  ] as const)('%s since %s, starting %s: %s', (kind, since, startsAt, due) => {
    expect(dueAt({ kind, since, startsAt })).toBe(due);
  });

  it('goes by its own date where it has one', () => {
    const asked = { kind: 'MERGE' as const, since: after(-1), startsAt: null };
    expect(dueAt({ ...asked, deadlineAt: after(500) })).toBe(after(500));
    expect(dueAt({ ...asked, deadlineAt: null })).toBe(after(14 * 24 - 1));
  });
});

describe('urgency', () => {
  it.each([
    [after(-0.001), 'OVERDUE'],
    [after(0), 'OVERDUE'],
    [after(0.001), 'TODAY'],
    ['2026-11-24T15:59:59.999Z', 'TODAY'],
    ['2026-11-24T16:00:00.000Z', 'TODAY'],
    ['2026-11-24T16:00:00.001Z', 'TOMORROW'],
    ['2026-11-25T16:00:00.000Z', 'TOMORROW'],
    ['2026-11-25T16:00:00.001Z', 'WEEK'],
    [after(168), 'WEEK'],
    [after(168.001), 'LATER'],
  ])('of %s is %s', (due, urgency) => {
    expect(urgencyOf({ deadlineAt: due, startsAt: null }, NOW)).toBe(urgency);
  });

  it.each([
    // Handed in two minutes ago for a window that began at midnight.
    [after(48), after(-10), 'STARTED'],
    [after(48), after(0), 'STARTED'],
    [after(48), after(3), 'TODAY'],
    [after(-1), after(-10), 'OVERDUE'],
    [after(-1), after(500), 'OVERDUE'],
    [null, after(-10), 'STARTED'],
    [null, null, 'LATER'],
  ])('with a deadline %s and a window from %s is %s', (deadlineAt, startsAt, urgency) => {
    expect(urgencyOf({ deadlineAt, startsAt }, NOW)).toBe(urgency);
  });

  it('orders by due time, whatever came first', () => {
    const toDo = fc.record({
      kind: fc.constantFrom(...TO_DO_KINDS),
      dueAt: fc.constantFrom(after(-1), after(0), after(5), after(100)),
      campaignId: fc.constantFrom('a', 'b', 'c'),
    });
    const full = (part: { kind: ToDo['kind']; dueAt: string; campaignId: string }): ToDo => ({
      releaseKind: 'LOCAL',
      campaignNumber: '',
      title: '',
      requestId: null,
      since: after(-1),
      startsAt: null,
      deadlineAt: null,
      by: null,
      reason: null,
      tenantNameZh: '',
      tenantNameEn: '',
      aboutZh: null,
      aboutEn: null,
      ...part,
    });
    fc.assert(
      fc.property(fc.array(toDo, { maxLength: 12 }), (parts) => {
        const sorted = parts.map(full).sort(byUrgency);
        const dues = sorted.map((each) => Date.parse(each.dueAt));
        expect(dues).toEqual([...dues].sort((a, b) => a - b));
        expect(sorted).toHaveLength(parts.length);
      }),
    );
  });
});

const QUIET: WorkFacts = {
  toDo: {},
  waiting: { total: 0, late: 0, starting: 0 },
  goingLive: 0,
  ending: 0,
  refusals: 0,
  decisions: 0,
  lockedAccounts: 0,
  withoutDuty: { total: 0, first: '' },
  endingDuties: 0,
  keys: null,
};
const some = (total: number, overdue = 0, first = 'A', starting = 0) => ({
  total,
  overdue,
  first,
  started: 0,
  firstStarted: '',
  pressing: total,
  starting,
  firstStarting: starting > 0 ? 'S' : '',
  left: overdue,
  firstLeft: overdue > 0 ? first : '',
});

describe('what needs attention', () => {
  it.each<[string, Partial<WorkFacts>, string[]]>([
    ['nothing', {}, []],
    ['a submission', { toDo: { APPROVE: some(3) } }, ['warn APPROVE 3 A']],
    ['late submissions, not all of them again', { toDo: { APPROVE: some(3, 2) } }, ['bad APPROVE_LATE 2 A']],
    [
      'a submission whose window has begun, which is not late',
      { toDo: { APPROVE: { ...some(3), started: 2, firstStarted: 'B' } } },
      ['warn APPROVE_STARTED 2 B'],
    ],
    ['what to merge soon', { toDo: { MERGE: { ...some(4), pressing: 1 } } }, ['warn MERGE 4 A']],
    ['what to merge at leisure', { toDo: { MERGE: { ...some(4), pressing: 0 } } }, ['note MERGE 4 A']],
    ['what was returned', { toDo: { RETURNED: some(1) } }, ['warn RETURNED 1 A']],
    [
      'what was rejected, too',
      { toDo: { RETURNED: some(1, 0, 'B'), REJECTED: some(2) } },
      ['warn RETURNED 3 B'],
    ],
    ['what came back and was left', { toDo: { REJECTED: some(2, 1) } }, ['bad RETURNED_LATE 1 A']],
    ['a standard to publish', { toDo: { PUBLISH: some(1) } }, ['warn PUBLISH 1 A']],
    ['a standard left unpublished', { toDo: { PUBLISH: some(2, 2) } }, ['bad PUBLISH_LATE 2 A']],
    ['what is late of other kinds', { toDo: { FINDING: some(2, 1) } }, ['bad FINDING 2 A']],
    ['what waits of other kinds', { toDo: { DISCLOSURE: some(1) } }, ['warn DISCLOSURE 1 A']],
    ['a point that is off', { toDo: { POINT_OFF: some(1, 1) } }, ['bad POINT_OFF 1 A']],
    ['an outdated list', { toDo: { LIST_OUTDATED: some(1) } }, ['warn LIST_OUTDATED 1 A']],
    ['a new standard', { toDo: { LOCALISE: some(4) } }, ['note LOCALISE 4 A']],
    ['a standard left unlocalised', { toDo: { LOCALISE: some(4, 1) } }, ['warn LOCALISE 4 A']],
    ['a fresh draft: nothing', { toDo: { DRAFT: some(2) } }, []],
    ['a draft that was left', { toDo: { DRAFT: some(2, 1) } }, ['warn DRAFT 1 A']],
    ['a draft whose window is near', { toDo: { DRAFT: some(2, 0, 'A', 1) } }, ['warn DRAFT_STARTS 1 S']],
    [
      'drafts of both kinds, each by itself',
      { toDo: { DRAFT: some(5, 2, 'A', 1) } },
      ['warn DRAFT_STARTS 1 S', 'warn DRAFT 2 A'],
    ],
    ['own work in review', { waiting: { total: 2, late: 0, starting: 0 } }, ['note WAITING 2 ']],
    ['stuck work', { waiting: { total: 2, late: 1, starting: 0 } }, ['warn WAITING_LATE 1 ']],
    [
      'work that misses its window',
      { waiting: { total: 2, late: 2, starting: 1 } },
      ['bad WAITING_STARTS 1 '],
    ],
    ['what goes live and ends', { goingLive: 2, ending: 1 }, ['warn ENDING 1 ', 'note GOING_LIVE 2 ']],
    ['an auditor’s', { refusals: 5, decisions: 3 }, ['warn REFUSALS 5 ', 'note DECISIONS 3 ']],
    [
      'an administrator’s',
      { lockedAccounts: 1, withoutDuty: { total: 1, first: 'N' }, endingDuties: 2, keys: 0 },
      ['bad LOCKED_ACCOUNTS 1 ', 'bad NO_KEYS 1 ', 'warn WITHOUT_DUTY 1 N', 'warn ENDING_DUTIES 2 '],
    ],
    ['keys in use', { keys: 3 }, []],
    [
      'the bad before the rest, in the order of the codes',
      { toDo: { LOCALISE: some(1), POINT_OFF: some(1), RETURNED: some(1), APPROVE: some(1, 1) } },
      ['bad APPROVE_LATE 1 A', 'bad POINT_OFF 1 A', 'warn RETURNED 1 A', 'note LOCALISE 1 A'],
    ],
  ])('says of %s what matters', (_, facts, sentences) => {
    const said = attentionOf({ ...QUIET, ...facts });
    expect(said.map(({ level, code, count, title }) => `${level} ${code} ${String(count)} ${title}`)).toEqual(
      sentences,
    );
  });

  it('can say every code', () => {
    const late = Object.fromEntries(TO_DO_KINDS.map((kind) => [kind, some(2, 1, 'A', 1)]));
    const fresh = Object.fromEntries(TO_DO_KINDS.map((kind) => [kind, some(2)]));
    const rest = {
      goingLive: 1,
      ending: 1,
      refusals: 1,
      decisions: 1,
      lockedAccounts: 1,
      withoutDuty: { total: 1, first: 'N' },
      endingDuties: 1,
      keys: 0,
    };
    const waits = [
      { total: 1, late: 1, starting: 1 },
      { total: 1, late: 1, starting: 0 },
      { total: 1, late: 0, starting: 0 },
    ];
    const begun = { APPROVE: { ...some(2), started: 1, firstStarted: 'A' } };
    const said = [late, fresh, begun].flatMap((toDo) =>
      waits.flatMap((waiting) => attentionOf({ toDo, waiting, ...rest }).map(({ code }) => code)),
    );
    expect(new Set(said)).toEqual(new Set(ATTENTION_CODES));
  });
});

describe('the guide', () => {
  it('has known steps, each once, for every role of the province and of a city', () => {
    for (const kind of TENANT_KINDS)
      for (const role of ROLES) {
        const ids = guideOf({ kind }, role).map(({ id }) => id);
        expect(new Set(ids).size).toBe(ids.length);
        expect(ids.every((id) => GUIDE_STEP_IDS.includes(id))).toBe(true);
        expect(ids.length, `${kind} ${role}`).toBeGreaterThan(2);
      }
  });

  it('ticks a step by what was done, and a page to read by having been opened', () => {
    const done = (id: string, facts: { acts: string[]; opened: string[] }) =>
      guideOf({ kind: 'CITY' }, 'OPERATOR')
        .filter((step) => step.id === id)
        .map((step) => isStepDone(step, facts));
    expect(done('LOCALISE', { acts: ['localCampaigns.create'], opened: [] })).toEqual([true]);
    expect(done('LOCALISE', { acts: ['localCampaigns.submit'], opened: ['LOCALISE'] })).toEqual([false]);
    expect(done('MONITOR', { acts: [], opened: ['MONITOR'] })).toEqual([true]);
    expect(done('MONITOR', { acts: [], opened: [] })).toEqual([false]);
  });
});

describe('visits', () => {
  const at = (hours: number) => new Date(after(hours));

  it('begin anew after half an hour, and remember the one before', () => {
    expect(nextVisit({ visitedAt: null, visitedBefore: null }, NOW)).toEqual({
      visitedAt: NOW,
      visitedBefore: null,
    });
    expect(nextVisit({ visitedAt: at(-0.49), visitedBefore: at(-9) }, NOW)).toBeNull();
    expect(nextVisit({ visitedAt: at(-0.5), visitedBefore: at(-9) }, NOW)).toEqual({
      visitedAt: NOW,
      visitedBefore: at(-0.5),
    });
  });

  it('say when the last one was, marked already or not', () => {
    const instant = fc
      .integer({ min: 0, max: 10_000 })
      .map((minutes) => new Date(NOW.getTime() - minutes * 60_000));
    fc.assert(
      fc.property(fc.option(instant), fc.option(instant), (visitedAt, visitedBefore) => {
        const mark = { visitedAt, visitedBefore };
        const marked = nextVisit(mark, NOW) ?? mark;
        expect(lastVisit(marked, NOW)).toEqual(lastVisit(mark, NOW));
      }),
    );
  });
});
