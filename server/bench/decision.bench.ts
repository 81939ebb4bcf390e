/** A decision in process and over HTTP, against a bare route of the same server, and its growth. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import autocannon from 'autocannon';
import { sql } from 'drizzle-orm';
import { Registry } from 'prom-client';
import { compileSnapshot, decide } from '@xietong/shared/decisions';
import type { DecisionRequest, Snapshot, SubscriberState } from '@xietong/shared/decisions';
import { createApp } from '../src/app';
import { BODY_ALLOWANCES, compose } from '../src/composition';
import { loadConfig } from '../src/config/load-config';
import { openInstallation } from '../src/db/open-installation';
import type { Installation } from '../src/db/open-installation';
import { answerError } from '../src/http/error-response';
import { systemClock } from '../src/platform/clock';
import { listen } from '../src/platform/http-listener';
import { systemIds } from '../src/platform/ids';
import { createLogger } from '../src/platform/logger';
import type { Logger } from '../src/platform/logger';
import { ensureBaseProvince } from '../src/scenarios/base-province';
import { machineCall } from '../src/scenarios/machine-actors';
import { nanosecondsPerCall, row } from './bench-report';
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
    smsSignature: '演示',
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

/** Writes approved releases as the owner, by the same constraints and triggers as the services. */
async function insertLive({ databases }: Installation, releases: readonly BenchRelease[]): Promise<void> {
  const params = JSON.stringify(
    releases.map(({ id, city, text, hash, document }) => ({
      id,
      city,
      text,
      hash,
      campaign: document.subject.campaignId,
      version: document.subject.versionId,
      number: document.subject.number,
      title: document.subject.title,
      starts: document.placements[0]?.startsAt,
      ends: document.placements[0]?.endsAt,
      request: systemIds.next(),
      decision: systemIds.next(),
      author: systemIds.next(),
      approver: systemIds.next(),
    })),
  );
  const rows = sql`jsonb_to_recordset(${params}::jsonb) as r(id uuid, city text, text text, hash text, campaign uuid, version uuid,
    number text, title text, starts timestamptz, ends timestamptz, request uuid, decision uuid, author uuid, approver uuid)
    join tenant t on t.code = r.city`;
  await databases.owner.transaction(async (tx) => {
    await tx.execute(sql`insert into release (id, tenant_id, kind, campaign_id, campaign_number, version_id, title, state, text, hash,
      starts_at, ends_at, submitted_by, submitted_by_name, submitted_at)
      select r.id, t.id, 'LOCAL', r.campaign, r.number, r.version, r.title, 'IN_REVIEW', r.text, r.hash, r.starts, r.ends, r.author, 'bench', now() from ${rows}`);
    await tx.execute(sql`insert into approval_request (id, tenant_id, approver_tenant_id, release_id, hash, state, submitted_by, submitted_by_name, submitted_at)
      select r.request, t.id, t.id, r.id, r.hash, 'APPROVED', r.author, 'bench', now() from ${rows}`);
    await tx.execute(sql`insert into approval_decision (id, tenant_id, request_id, release_id, hash, outcome, decided_by, decided_by_name, decided_by_tenant_id, decided_at)
      select r.decision, t.id, r.request, r.id, r.hash, 'APPROVED', r.approver, 'bench', t.id, now() from ${rows}`);
    await tx.execute(
      sql`update release set state = 'APPROVED', decided_at = now() where id in (select r.id from ${rows})`,
    );
  });
}

async function load(url: string, options: Omit<autocannon.Options, 'url'>): Promise<autocannon.Result> {
  const result = await autocannon({ url, connections: 8, duration: SECONDS, workers: 1, ...options });
  if (result.non2xx > 0 || result.errors > 0)
    throw new Error(`${url}: ${String(result.non2xx)} refusals, ${String(result.errors)} errors`);
  return result;
}

async function overHttp(): Promise<void> {
  const dataFolder = mkdtempSync(join(tmpdir(), 'xietong-bench-'));
  const logger = createLogger('silent');
  const installation = await openInstallation(loadConfig({ XIETONG_DATA: dataFolder }), logger);
  try {
    await serveAndLoad(installation, logger);
  } finally {
    await installation.close();
    rmSync(dataFolder, { recursive: true, force: true });
  }
}

async function serveAndLoad(installation: Installation, logger: Logger): Promise<void> {
  const { databases, secrets } = installation;
  await ensureBaseProvince({ owner: databases.owner, ids: systemIds, clock: systemClock });
  for (const code of POINTS)
    await databases.owner.execute(sql`
      insert into marketing_point (id, tenant_id, code, channel, format, name_zh, name_en, capacity, enabled, row_version, updated_at)
      select ${systemIds.next()}, id, ${code}, 'web', 'banner', ${code}, ${code}, 1, true, 1, now() from tenant where kind = 'PROVINCE'`);
  const composition = compose({
    databases,
    secrets,
    clock: systemClock,
    ids: systemIds,
    logger,
    demo: null,
    tls: false,
    version: 'bench',
    baseUrl: () => 'http://127.0.0.1:9',
  });
  const call = await machineCall(databases.owner, 'CLI', systemIds.next());
  const { secret } = await composition.services.channelKeyService.create(call, {
    channel: 'web',
    name: 'bench',
    cities: ['320100'],
    ratePerSecond: 100_000,
  });
  const app = createApp({
    logger,
    newId: () => systemIds.next(),
    metrics: { registry: new Registry(), token: null },
    webRoot: null,
    tls: false,
    bodyAllowances: BODY_ALLOWANCES,
    routes: composition.routes,
    readiness: () => Promise.resolve({ ready: true, parts: {} }),
    answerError,
  });
  const listener = await listen(app, { host: '127.0.0.1', port: 0 });
  try {
    console.log('\nOver HTTP, 8 connections, against GET /healthz of the same server');
    const bare = await load(`${listener.url}/healthz`, {});
    row('  GET /healthz', bare.requests.average, 'requests/s');
    const ask = async (size: number, body: object): Promise<number> => {
      const headers = { 'content-type': 'application/json', authorization: `Bearer ${secret}` };
      const result = await load(`${listener.url}/v1/decisions`, {
        method: 'POST',
        headers,
        body: JSON.stringify(body),
      });
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
      await insertLive(installation, documents);
      live = size;
      const start = performance.now();
      await composition.snapshots.refresh();
      row(`  configuration of ${String(size)} placements loaded in`, performance.now() - start, 'ms');
      await ask(size, anonymous);
      rates.push(await ask(size, request));
    }
    row('  growth of the time from 100 to 5,000 placements', (rates[0] ?? 0) / (rates.at(-1) ?? 1), '×');
  } finally {
    await listener.close(1_000);
  }
}

inProcess();
await overHttp();
