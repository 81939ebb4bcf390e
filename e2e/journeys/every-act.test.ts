import { z } from 'zod';
import { signInToConsole } from '../fixtures/console-client';
import { expect, test } from '../fixtures/journey-test';

/** What follows from an act under a name of its own: for the things of others, or when long work has come to its end. */
const CONSEQUENCES: ReadonlySet<string> = new Set([
  ...['releases.pause', 'releases.correct', 'releases.stop', 'releases.void', 'propagation.realign'],
  ...['standardPlacements.archive', 'lists.import', 'disclosures.download', 'audit.beginSample'],
]);

/** Reads of personal data, and what was refused: they travel together in one request, each with an event of its own. */
const READS: ReadonlySet<string> = new Set([
  ...['access.read', 'lists.get', 'listImports.preview', 'listImports.rejected'],
  ...['people.list', 'people.get', 'people.sessions', 'subscribers.list', 'subscribers.countByRule'],
  ...['disclosures.list', 'disclosures.get', 'disclosures.preview', 'findings.owners'],
  ...['approvals.candidates', 'approvals.copyChoices'],
]);

const pageSchema = z.object({
  rows: z.array(
    z.object({ requestId: z.string(), act: z.string(), result: z.string(), actorKind: z.string() }),
  ),
  nextCursor: z.string().nullable(),
});
type Event = z.infer<typeof pageSchema>['rows'][number];

// After all other journeys: whatever people have done in them, with success and without, has left one event each.
test('every act of the journeys is in the audit log exactly once', async ({ baseURL }) => {
  const auditor = await signInToConsole(baseURL ?? '', 'JS-AUD-01');
  const events: Event[] = [];
  let cursor: string | null = null;
  do {
    const input = { limit: 100, ...(cursor === null ? {} : { cursor }) };
    const page: z.infer<typeof pageSchema> = await auditor.query('audit.list', input, pageSchema);
    events.push(...page.rows);
    cursor = page.nextCursor;
  } while (cursor !== null);
  // the demo province is made before anybody signs in, many acts in one go
  const since = events.findLastIndex(({ act }) => act === 'session.signIn');
  const byRequest = new Map<string, Event[]>();
  for (const event of events.slice(0, since + 1)) {
    if (event.actorKind === 'MACHINE' || READS.has(event.act)) continue;
    byRequest.set(event.requestId, [...(byRequest.get(event.requestId) ?? []), event]);
  }
  const acts = [...byRequest.values()].map((each) =>
    // alone it is an act itself, as a download that was refused
    (each.length === 1 ? each : each.filter(({ act }) => !CONSEQUENCES.has(act))).map(
      ({ act, result }) => `${act} ${result}`,
    ),
  );
  expect(acts.filter((each) => each.length !== 1)).toEqual([]);
  const kinds = new Set(acts.flat());
  // so many of all that the journeys do, that nothing was overlooked
  expect(kinds.size).toBeGreaterThan(40);
});
