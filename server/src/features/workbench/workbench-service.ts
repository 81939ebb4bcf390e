import type { NotificationRow } from '@xietong/shared/notifications';
import type { PersonActor } from '@xietong/shared/tenants';
import {
  addKindCounts,
  attentionOf,
  byUrgency,
  guideOf,
  isStarting,
  isStepDone,
  lastVisit,
  nextVisit,
  NO_KIND_COUNT,
  urgencyOf,
} from '@xietong/shared/workbench';
import type {
  GuideProgress,
  GuideStep,
  GuideStepId,
  KindCount,
  ToDoKind,
  Urgency,
  WorkCounts,
  Workbench,
} from '@xietong/shared/workbench';
import { asCaller } from '../../access/as-caller';
import type { AuditPort } from '../../access/audit-port';
import type { Call } from '../../access/call';
import { can } from '../../access/require-can';
import { requirePerson } from '../../access/require-person';
import type { Clock } from '../../platform/clock';
import type { Database, Tx } from '../../platform/database';
import { countWork } from './count-read-model';
import { findDone } from './done-read-model';
import { findActsDone } from './guide-read-model';
import { countLockedAccounts } from './lockout-read-model';
import { createMarkStore } from './mark-store';
import type { WorkbenchMark } from './mark-store';
import { createToDoReadModel } from './to-do-read-model';
import type { FoundToDos } from './to-do-read-model';
import { findWaiting } from './waiting-read-model';
import { createWatchReadModel } from './watch-read-model';

const DAY_MS = 86_400_000;
/** At the first visit one is told what happened in so many days. */
const FIRST_NEWS_DAYS = 7;
const MOST_TO_DOS = 12;
const MOST_NEWS = 8;

export interface WorkbenchServiceDeps {
  readonly database: Database;
  /** Connection of the auth role, which alone reads sign-ins. */
  readonly authDb: Database;
  readonly clock: Clock;
  readonly audit: AuditPort;
  /** What the person was told from an instant on. */
  readonly news: {
    since(
      tx: Tx,
      actor: PersonActor,
      from: Date,
      limit: number,
    ): Promise<{ rows: NotificationRow[]; total: number }>;
  };
}

/** What a person should look at now. Methods reject with FORBIDDEN for a machine. */
export function createWorkbenchService({ database, authDb, clock, audit, news }: WorkbenchServiceDeps) {
  const stepsOf = (actor: PersonActor): GuideStep[] =>
    guideOf(actor.tenant, actor.role).filter(
      ({ needs }) => !needs || can(actor, needs.action, needs.subject),
    );

  async function guide(tx: Tx, actor: PersonActor, mark: WorkbenchMark): Promise<GuideProgress | null> {
    const steps = stepsOf(actor);
    if (mark.guideHiddenAt !== null) return null;
    const acts = await findActsDone(
      tx,
      actor,
      steps.flatMap((step) => step.acts ?? []),
    );
    const facts = { acts, opened: mark.guideOpened };
    return { steps: steps.map((step) => ({ id: step.id, done: isStepDone(step, facts) })) };
  }

  /** Changes what is remembered of the person, with its audit event. */
  async function remember(tx: Tx, call: Call, act: string, change: Partial<WorkbenchMark>): Promise<void> {
    const actor = requirePerson(call);
    await createMarkStore(tx, actor).save(change);
    await audit.success(tx, call, {
      act,
      subject: { type: 'Person', id: actor.personId },
      after: change,
    });
  }

  return {
    async get(call: Call): Promise<Workbench> {
      const actor = requirePerson(call);
      const now = clock.now();
      const lockedAccounts = await countLockedAccounts(authDb, actor, now);
      return asCaller(database, call, async (tx) => {
        const mark = await createMarkStore(tx, actor).find();
        const visit = lastVisit(mark, now);
        const since = visit ?? new Date(now.getTime() - FIRST_NEWS_DAYS * DAY_MS);
        const found = await createToDoReadModel(tx, actor, now).all();
        const waiting = await findWaiting(tx, actor, now);
        const watch = createWatchReadModel(tx, actor, now);
        const attention = attentionOf({
          toDo: kindCounts(found, now),
          waiting: waiting.facts,
          ...(await watch.windows()),
          ...(await watch.audited(since)),
          lockedAccounts,
          withoutDuty: await watch.withoutDuty(),
          endingDuties: await watch.endingDuties(),
          keys: await watch.keysInUse(),
        });
        const toDos = found.flatMap(({ rows }) => rows).sort(byUrgency);
        return {
          lastVisit: visit?.toISOString() ?? null,
          attention,
          toDo: {
            rows: toDos.slice(0, MOST_TO_DOS),
            total: found.reduce((sum, { total }) => sum + total, 0),
          },
          waiting: { rows: waiting.rows, total: waiting.facts.total },
          done: await findDone(tx, actor, now),
          news: await news.since(tx, actor, since, MOST_NEWS),
          guide: await guide(tx, actor, mark),
        };
      });
    },

    /** The numbers of the menu. */
    async counts(call: Call): Promise<WorkCounts> {
      const actor = requirePerson(call);
      return asCaller(database, call, (tx) => countWork(tx, actor, clock.now()));
    },

    /** Notes that the person looks at the workbench; while the visit goes on, nothing changes. */
    async visit(call: Call): Promise<{ begun: boolean }> {
      const actor = requirePerson(call);
      return asCaller(database, call, async (tx) => {
        const next = nextVisit(await createMarkStore(tx, actor).find(), clock.now());
        if (next) await remember(tx, call, 'workbench.visit', next);
        return { begun: next !== null };
      });
    },

    /** Puts the guide away, or shows it again; again is not an error. */
    async setGuide(call: Call, { hidden }: { hidden: boolean }): Promise<{ hidden: boolean }> {
      const actor = requirePerson(call);
      return asCaller(database, call, async (tx) => {
        const { guideHiddenAt } = await createMarkStore(tx, actor).find();
        if ((guideHiddenAt !== null) !== hidden)
          await remember(tx, call, 'workbench.setGuide', { guideHiddenAt: hidden ? clock.now() : null });
        return { hidden };
      });
    },

    /** Notes that a step of the guide was opened; again is not an error. */
    async openStep(call: Call, { step }: { step: GuideStepId }): Promise<{ step: GuideStepId }> {
      const actor = requirePerson(call);
      return asCaller(database, call, async (tx) => {
        const { guideOpened } = await createMarkStore(tx, actor).find();
        if (!guideOpened.includes(step) && stepsOf(actor).some(({ id }) => id === step))
          await remember(tx, call, 'workbench.openStep', { guideOpened: [...guideOpened, step] });
        return { step };
      });
    },
  };
}
export type WorkbenchService = ReturnType<typeof createWorkbenchService>;

/** Counts by kind; the most pressing row of a kind is named. Two sources of one kind count together. */
function kindCounts(found: readonly FoundToDos[], now: Date): Partial<Record<ToDoKind, KindCount>> {
  const counts: Partial<Record<ToDoKind, KindCount>> = {};
  for (const { kind, rows, ...numbers } of found) {
    const starts = rows.find((row) => isStarting(row, now));
    const late = rows.find((row) => !isStarting(row, now));
    const first = (urgency: Urgency) => rows.find((row) => urgencyOf(row, now) === urgency)?.title;
    counts[kind] = addKindCounts(counts[kind] ?? NO_KIND_COUNT, {
      ...numbers,
      first: first('OVERDUE') ?? rows[0]?.title ?? '',
      firstStarted: first('STARTED') ?? '',
      firstStarting: starts?.title ?? '',
      firstLeft: late?.title ?? '',
    });
  }
  return counts;
}
