import { z } from 'zod';
import { editNumberOf, emptyRecord, makeDraft, workUntilFailure } from '../fixtures/acknowledged-work';
import type { EditedDraft, WorkRecord } from '../fixtures/acknowledged-work';
import { layDemo, makeBuiltServer } from '../fixtures/built-server';
import type { BuiltServer } from '../fixtures/built-server';
import { createChannelClient } from '../fixtures/channel-client';
import type { ChannelClient } from '../fixtures/channel-client';
import { makeChannelKey } from '../fixtures/command-line';
import { signInToConsole } from '../fixtures/console-client';
import type { ConsoleClient } from '../fixtures/console-client';
import { expect, test } from '../fixtures/journey-test';
import {
  ageUploads,
  checkImportsSettle,
  checkNoNumberIsKept,
  checkNothingIsHalf,
  checkResumedOrUndone,
  checkUploadsAreSealed,
} from '../fixtures/list-import-work';
import { importMoments, measureImport, startDoomedImport } from '../fixtures/list-import-moment';
import { PHASES } from '../fixtures/list-import-phase';
import type { ImportPhase } from '../fixtures/list-import-phase';
import { authoriseNumbers, numbersIn } from '../fixtures/numbers-download';
import { seededRandom } from '../fixtures/seeded-random';

/** In every so many rounds the database's main process dies, too. */
const DATABASE_EVERY = 4;
/** A start after a crash, recovery of the database included. */
const RESTART_MS = 30_000;
/** Making the database and the demo province. */
const FIRST_START_MS = 120_000;

test.describe('a server that is killed', () => {
  let server: BuiltServer;
  test.beforeAll(async () => {
    test.setTimeout(FIRST_START_MS + 10_000);
    server = await makeBuiltServer();
    layDemo(server.dataFolder);
    await server.start(FIRST_START_MS);
  });
  test.afterAll(() => server.dispose());

  test('loses nothing that it acknowledged, leaves no import half, and starts again by itself, 20 times', async () => {
    test.setTimeout(900_000);
    const channel = createChannelClient(
      server.url,
      await makeChannelKey(server.dataFolder, { channel: 'web', cities: ['320100'] }),
    );
    const person = await signInToConsole(server.url, 'NJ-OPS-01');
    const draft = await makeDraft(person);
    const record = emptyRecord();
    const pace = await measureImport(person);
    const seen = new Set<ImportPhase>();
    for (const [index, moment] of importMoments(seededRandom(154)).entries()) {
      const round = index + 1;
      await test.step(`round ${round}, ${moment.phase} ${moment.part.toFixed(2)}`, async () => {
        const work = startWork(record, { round, channel, draft });
        await work.underWay;
        const doomed = startDoomedImport(person, round, { moment, pace });
        await doomed.reached;
        await server.killHard({ database: round % DATABASE_EVERY === 0 });
        const [phase] = await Promise.all([doomed.ended, work.ended]);
        seen.add(phase);
        checkUploadsAreSealed(server.dataFolder);
        await server.start(RESTART_MS);
        await checkResumedOrUndone(person, { round, phase });
        await checkNothingIsHalf(person);
        await checkNothingIsLost(record, { channel, draft, prefix: `kill-${round}-` });
        await checkDecides(channel, `kill-${round}`);
      });
    }
    expect([...seen].toSorted()).toEqual(PHASES.toSorted());
    await checkNothingIsLost(record, { channel, draft, prefix: 'kill-' });
    await checkCounts(record, person);
    await checkImportsSettle(person);
    await checkAuditLog(await signInToConsole(server.url, 'JS-AUD-01'));
    await server.killHard({ database: false });
    ageUploads(server.dataFolder);
    await server.start(RESTART_MS);
    await checkNoNumberIsKept(server.dataFolder);
  });

  test('while it hands numbers out, says so afterwards, and hands them out once more, whole and once', async () => {
    test.setTimeout(FIRST_START_MS + RESTART_MS);
    const numbers = await authoriseNumbers(server.url, server.dataFolder);
    const cut = await numbers.download();
    const reader = cut.body?.getReader();
    const first = await reader?.read();
    expect(first?.value?.length).toBeGreaterThan(0);
    await server.killHard({ database: false });
    await expect(async () => {
      while ((await reader?.read())?.done === false);
    }).rejects.toThrow();
    await server.start(RESTART_MS);

    // What was authorised is as it was: one download that began, and none that was complete.
    const begun = await numbers.read();
    expect(begun).toMatchObject({ state: 'AUTHORISED', done: 0, may: { take: true } });
    expect(begun.uses).toEqual([{ state: 'STARTED', rows: null, sha256: null }]);
    const before = ['disclosures.ask', 'disclosures.decide', 'disclosures.beginDownload'];
    expect(await numbers.acts()).toEqual(before);

    expect((await numbersIn(await numbers.download())).size).toBe(begun.rows);
    const over = await numbers.read();
    expect(over).toMatchObject({ state: 'USED_UP', done: 1, may: { take: false } });
    expect(over.uses).toMatchObject([
      { state: 'DONE', rows: begun.rows },
      { state: 'BROKEN', sha256: null },
    ]);
    expect(await numbers.acts()).toEqual([...before, 'disclosures.beginDownload', 'disclosures.download']);
    expect(await (await numbers.download()).text()).toContain('DISCLOSURE_USED_UP');
    await checkAuditLog(await signInToConsole(server.url, 'JS-AUD-01'));
  });
});

/** Work in the background: `underWay` once events and an edit were acknowledged in this round. */
function startWork(
  record: WorkRecord,
  { round, channel, draft }: { round: number; channel: ChannelClient; draft: EditedDraft },
): { underWay: Promise<void>; ended: Promise<void> } {
  let onProgress: (kind: string) => void = () => undefined;
  const answered = new Promise<void>((resolve) => {
    const seen = new Set<string>();
    onProgress = (kind) => {
      if (seen.add(kind).size === 2) resolve();
    };
  });
  const ended = workUntilFailure(record, { round, channel, draft, onProgress });
  const endedEarly = ended.then(() => {
    throw new Error('the work ended before the server was killed');
  });
  endedEarly.catch(() => undefined);
  return { underWay: Promise.race([answered, endedEarly]), ended };
}

/** Acknowledged events whose ids begin so are there; what was in doubt is sent again, as a channel would. */
async function checkNothingIsLost(
  record: WorkRecord,
  { channel, draft, prefix }: { channel: ChannelClient; draft: EditedDraft; prefix: string },
): Promise<void> {
  const ids = [...record.sent.keys()].filter((id) => id.startsWith(prefix));
  for (let from = 0; from < ids.length; from += 1000) {
    const events = ids.slice(from, from + 1000).flatMap((id) => record.sent.get(id) ?? []);
    const results = await channel.report(events);
    expect(results).toHaveLength(events.length);
    const lost = results.filter(
      ({ id, status }) => id !== null && record.acknowledged.has(id) && status !== 'duplicate',
    );
    expect(lost).toEqual([]);
    for (const { id, status } of results)
      if (id !== null && status !== 'rejected') record.acknowledged.add(id);
  }
  expect(ids.filter((id) => !record.acknowledged.has(id))).toEqual([]);
  expect(editNumberOf((await draft.read()).title)).toBeGreaterThanOrEqual(record.edit);
}

/** A decision is made, with something to show. */
async function checkDecides(channel: ChannelClient, requestId: string): Promise<void> {
  const { points } = await channel.decide({ requestId, city: '320100', points: ['home-banner'] });
  expect(points).toMatchObject([{ point: 'home-banner', items: [{}] }]);
}

const metricsSchema = z.object({ totals: z.object({ transactions: z.number() }) });
const eventsSchema = z.object({
  total: z.number(),
  nextCursor: z.string().nullable(),
  rows: z.array(z.object({ eventId: z.string() })),
});

/** The numbers of the city's page are the stored events: each of ours once, and no other. */
async function checkCounts(record: WorkRecord, person: ConsoleClient): Promise<void> {
  const days = { from: shanghaiDay(-1), to: shanghaiDay(0), demo: 'exclude' };
  const { totals } = await person.query('metrics.city', days, metricsSchema);
  expect(totals.transactions).toBe(record.acknowledged.size);
  const stored = new Set<string>();
  let cursor: string | null = null;
  do {
    const input = { ...days, limit: 100, ...(cursor === null ? {} : { cursor }) };
    const page: z.infer<typeof eventsSchema> = await person.query('events.list', input, eventsSchema);
    expect(page.total).toBe(record.acknowledged.size);
    for (const { eventId } of page.rows) stored.add(eventId);
    cursor = page.nextCursor;
  } while (cursor !== null);
  expect(stored).toEqual(record.acknowledged);
}

const checksSchema = z.array(z.object({ id: z.string(), state: z.string(), findings: z.array(z.unknown()) }));

/** Every audit event has its place, and the log continues every head that was signed, in the file and out of it. */
async function checkAuditLog(auditor: ConsoleClient): Promise<void> {
  const { id } = await auditor.mutate('audit.verify', {}, z.object({ id: z.string() }));
  await expect
    .poll(async () =>
      (await auditor.query('audit.checks', {}, checksSchema)).find((check) => check.id === id),
    )
    .toMatchObject({ state: 'SOUND', findings: [] });
}

/** Today in Asia/Shanghai, so many days later. */
function shanghaiDay(offset: number): string {
  return new Date(Date.now() + 8 * 3_600_000 + offset * 86_400_000).toISOString().slice(0, 10);
}
