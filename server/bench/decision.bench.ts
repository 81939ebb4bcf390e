/** A decision in process and over HTTP, against a bare route of the same server, and its growth. */
import { compileSnapshot, decide } from '@xietong/shared/decisions';
import type { DecisionRequest, Snapshot, SubscriberState } from '@xietong/shared/decisions';
import { nanosecondsPerCall, row } from './bench-report';
import { askForDecisions, load, withBenchServer } from './bench-server';
import type { BenchServer } from './bench-server';
import { insertLive } from './live-placements';
import { placementDocuments, POINTS } from './placement-documents';
import type { BenchRelease } from './placement-documents';

const SIZES = [100, 1_000, 5_000];
const SECONDS = 6;
const now = new Date();
const customer: SubscriberState = {
  key: 1,
  homeCity: '320100',
  attributes: { Contract: 'Month-to-month', tenure: 12 },
  orderedOffers: new Set(),
  storedConsent: true,
};
const request: DecisionRequest = {
  requestId: 'bench',
  city: '320100',
  points: ['bench-1'],
  subscriber: '15400000001',
  attributes: { Contract: 'Month-to-month', tenure: 12 },
  consent: { personalised: true },
};

function snapshotOf(releases: readonly BenchRelease[]): Snapshot {
  return compileSnapshot({
    revision: 1,
    cities: ['320100'],
    points: POINTS.map((code) => ({
      code,
      channel: 'web',
      format: 'banner',
      capacity: 1,
      enabled: true,
      names: { zh: code, en: code },
      fallback: null,
    })),
    releases: releases.map(({ id, hash, document }) => ({
      releaseId: id,
      hash,
      document,
      overtakenAt: null,
    })),
    blocklists: [],
    membership: () => undefined,
  });
}

function inProcess(): void {
  console.log('A decision in process (one point, one customer)');
  const times = SIZES.map((size) => {
    const snapshot = snapshotOf(placementDocuments(size, now));
    const time = nanosecondsPerCall(() => decide(snapshot, request, customer, now, { channel: 'web' }));
    const candidates = snapshot.candidatesAt('bench-1', '320100').length;
    row(
      `  ${String(size)} live placements (${String(candidates)} at the point in the city)`,
      time / 1000,
      'µs',
    );
    return { time, candidates };
  });
  const [first, last] = [times[0], times.at(-1)];
  if (!first || !last) return;
  row('  growth of the time from 100 to 5,000 placements', last.time / first.time, '×');
  row('  growth of the candidates at the point', last.candidates / first.candidates, '×');
}

async function overHttp(server: BenchServer): Promise<void> {
  console.log('\nOver HTTP, 8 connections, against GET /healthz of the same server');
  const bare = await load(`${server.url}/healthz`, { duration: SECONDS });
  row('  GET /healthz', bare.requests.average, 'requests/s');
  const ask = async (size: number, body: object): Promise<number> => {
    const result = await askForDecisions(server, body, SECONDS);
    row(
      `  POST /v1/decisions, ${String(size)} live, ${'subscriber' in body ? 'a customer' : 'nobody'}`,
      result.requests.average,
      'requests/s',
    );
    row('    of the bare route', result.requests.average / bare.requests.average, '');
    row('    latency, 99th percentile', result.latency.p99, 'ms');
    return result.requests.average;
  };
  const { requestId, city, points, attributes, consent } = request;
  const anonymous = { requestId, city, points, attributes, consent };
  let live = 0;
  const rates: number[] = [];
  for (const size of SIZES) {
    const documents = placementDocuments(size - live, now);
    await insertLive(server.installation, documents);
    live = size;
    const start = performance.now();
    await server.composition.snapshots.refresh();
    row(`  configuration of ${String(size)} placements loaded in`, performance.now() - start, 'ms');
    await ask(size, anonymous);
    rates.push(await ask(size, request));
  }
  row('  growth of the time from 100 to 5,000 placements', (rates[0] ?? 0) / (rates.at(-1) ?? 1), '×');
}

inProcess();
await withBenchServer(overHttp);
