import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import autocannon from 'autocannon';
import { sql } from 'drizzle-orm';
import { Registry } from 'prom-client';
import { createApp } from '../src/app';
import { BODY_ALLOWANCES, compose } from '../src/composition';
import type { Composition } from '../src/composition';
import { loadConfig } from '../src/config/load-config';
import { openInstallation } from '../src/db/open-installation';
import type { Installation } from '../src/db/open-installation';
import { answerError } from '../src/http/error-response';
import { systemClock } from '../src/platform/clock';
import { listen } from '../src/platform/http-listener';
import { UNSEEN_ROOM } from '../src/platform/free-space';
import { systemIds } from '../src/platform/ids';
import { createLogger } from '../src/platform/logger';
import { ensureBaseProvince } from '../src/scenarios/base-province';
import { machineCall } from '../src/scenarios/machine-actors';
import { POINTS } from './placement-documents';

/** A server of a bench: an empty province with some points, on a database of its own. */
export interface BenchServer {
  readonly installation: Installation;
  readonly composition: Composition;
  readonly url: string;
  /** Secret of a channel's key that may ask as fast as it can. */
  readonly secret: string;
}

/** Serves as long as `run` takes; everything is gone afterwards. */
export async function withBenchServer(run: (server: BenchServer) => Promise<void>): Promise<void> {
  const dataFolder = mkdtempSync(join(tmpdir(), 'xietong-bench-'));
  const logger = createLogger('silent');
  const installation = await openInstallation(loadConfig({ XIETONG_DATA: dataFolder }), logger);
  try {
    const { databases, secrets } = installation;
    await ensureBaseProvince({ owner: databases.owner, ids: systemIds, clock: systemClock });
    for (const code of POINTS)
      await databases.owner.execute(sql`
        insert into marketing_point (id, tenant_id, code, channel, format, name_zh, name_en, capacity, enabled, row_version, updated_at)
        select ${systemIds.next()}, id, ${code}, 'web', 'banner', ${code}, ${code}, 1, true, 1, now() from tenant where kind = 'PROVINCE'`);
    const composition = compose({
      ...{ databases, secrets, dataFolder, room: UNSEEN_ROOM, clock: systemClock, ids: systemIds, logger },
      ...{ demo: null, tls: false, version: 'bench', baseUrl: () => 'http://127.0.0.1:9', isAlone: false },
    });
    const call = await machineCall(databases.owner, 'CLI', systemIds.next());
    const key = { channel: 'web', name: 'bench', cities: ['320100'], ratePerSecond: 100_000 };
    const { secret } = await composition.services.channelKeyService.create(call, key);
    const app = createApp({
      trustedProxies: [],
      logger,
      newId: () => systemIds.next(),
      metrics: { registry: new Registry(), token: null },
      ...{ webRoot: null, tls: false, bodyAllowances: BODY_ALLOWANCES, routes: composition.routes },
      room: UNSEEN_ROOM,
      onTurnedAway: composition.onTurnedAway,
      readiness: () => Promise.resolve({ ready: true, parts: {} }),
      answerError,
    });
    const listener = await listen(app, { host: '127.0.0.1', port: 0 });
    try {
      await run({ installation, composition, url: listener.url, secret });
    } finally {
      await listener.close(1_000);
    }
  } finally {
    await installation.close();
    rmSync(dataFolder, { recursive: true, force: true });
  }
}

/** Asks one address as fast as 8 connections can. @throws Error where an answer is a refusal */
export async function load(
  url: string,
  options: Omit<autocannon.Options, 'url'>,
): Promise<autocannon.Result> {
  const result = await autocannon({ url, connections: 8, workers: 1, ...options });
  if (result.non2xx > 0 || result.errors > 0)
    throw new Error(`${url}: ${String(result.non2xx)} refusals, ${String(result.errors)} errors`);
  return result;
}

/** Asks for decisions as a channel does. */
export function askForDecisions(
  { url, secret }: Pick<BenchServer, 'url' | 'secret'>,
  body: object,
  duration: number,
): Promise<autocannon.Result> {
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${secret}` };
  return load(`${url}/v1/decisions`, { method: 'POST', headers, body: JSON.stringify(body), duration });
}
