import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { collectDefaultMetrics, Registry } from 'prom-client';
import { createApp } from './app';
import { BODY_ALLOWANCES, compose, SMS_SIGNATURE } from './composition';
import type { Composition, CompositionDeps } from './composition';
import { effectiveSettings } from './config/effective-settings';
import { findInstallationRoot } from './config/installation-root';
import { loadConfig } from './config/load-config';
import type { Config } from './config/load-config';
import { terminalLanguage, words } from './config/words/words';
import { openInstallation } from './db/open-installation';
import type { Installation } from './db/open-installation';
import { createAuditLogRunner } from './features/audit/audit-log-runner';
import { createInstallationRecord } from './features/audit/installation-record';
import { createHeadDelivery } from './features/audit/head-delivery';
import { registerEventJobs } from './features/events/event-jobs';
import { registerApprovalJobs } from './features/approvals/approval-jobs';
import { registerFindingJobs } from './features/findings/finding-jobs';
import { registerAuditJobs } from './features/audit/audit-archive-jobs';
import { registerPropagationJobs } from './features/propagation/propagation-jobs';
import { registerReleaseJobs } from './features/releases/release-jobs';
import { answerError } from './http/error-response';
import { registerSignInJobs } from './http/sign-in-jobs';
import { systemClock } from './platform/clock';
import { createDatabaseKeeper } from './platform/database-keeper';
import { failureMessage } from './platform/failure-message';
import { listen, requireFreePort } from './platform/http-listener';
import { systemIds } from './platform/ids';
import { openJobQueue } from './platform/job-queue';
import { createLogger } from './platform/logger';
import type { Logger } from './platform/logger';
import { listenForNotifications } from './platform/notification-listener';
import { endOnSignal } from './platform/process-end';
import { takeServingLock } from './platform/serving-lock';
import { Teardown } from './platform/teardown';
import { DEMO_PASSWORD, DEMO_SIGN_INS, machineCall, prepareProvince } from './scenarios';

/** Longest time for running requests to end; above every request's own limit but uploads. */
const drainPatienceMs = 10_000;
const VERSION = '0.1.0';

function composeServices(
  config: Config,
  { databases, secrets, dataFolder, room, embedded }: Installation,
  { logger, clock, baseUrl }: Pick<CompositionDeps, 'logger' | 'clock' | 'baseUrl'>,
): Composition {
  return compose({
    databases,
    secrets,
    dataFolder,
    room,
    clock,
    baseUrl,
    ids: systemIds,
    logger,
    demo: config.demo ? { password: DEMO_PASSWORD, signIns: DEMO_SIGN_INS } : null,
    tls: config.publicUrl?.startsWith('https:') ?? false,
    version: VERSION,
    // One process at a time serves from a data folder, by its lock.
    isAlone: embedded,
  });
}

/** Everything that works beside the requests: the configuration's watch and the jobs. */
async function startBackground(
  { urls, databases, dataFolder, room, revive }: Installation,
  composition: Composition,
  { config, logger, teardown }: { config: Config; logger: Logger; teardown: Teardown },
): Promise<void> {
  const keeper = createDatabaseKeeper({ room, revive, logger });
  keeper.start();
  teardown.add('database keeper', () => keeper.stop());
  const { snapshots, eventMaintenance, releaseRecorder, propagationMisses, listImportRunner } = composition;
  await eventMaintenance.ensurePartitions();
  await snapshots.start();
  teardown.add('configuration', () => {
    snapshots.stop();
  });
  const jobs = await openJobQueue(urls.owner, logger);
  teardown.add('jobs', jobs.stop);
  const { sequencer, headsAfter, publicKey, services } = composition.auditLog;
  const delivery =
    config.auditWebhook === null
      ? null
      : createHeadDelivery({ url: config.auditWebhook, dataFolder, publicKey, headsAfter, logger });
  const auditLogRunner = createAuditLogRunner({ sequencer, delivery, logger });
  auditLogRunner.start();
  teardown.add('audit log', () => auditLogRunner.stop());
  teardown.add('audit checks', () => services.auditCheckService.stop());
  listImportRunner.start();
  teardown.add('list imports', () => listImportRunner.stop());
  await registerEventJobs(jobs, eventMaintenance);
  await registerSignInJobs(jobs, { db: databases.auth, clock: systemClock });
  const call = () => machineCall(databases.owner, 'JOBS', systemIds.next());
  const lookForWindows = await registerReleaseJobs(jobs, {
    ...{ recorder: releaseRecorder, reviews: composition.services.takedownReminderService, call },
  });
  const wake = () => {
    snapshots.wake();
    lookForWindows().catch((error: unknown) => {
      logger.warn({ err: error }, 'windows are looked for a minute later');
    });
  };
  const notifications = listenForNotifications(urls.engine, 'xietong_config', { wake, logger });
  teardown.add('notifications', notifications.stop);
  await registerApprovalJobs(jobs, { approvals: composition.services.approvalService, call });
  await registerFindingJobs(jobs, { findings: composition.services.findingService, call });
  if (config.auditDays !== null)
    await registerAuditJobs(jobs, { archive: services.auditArchiveService, days: config.auditDays, call });
  await registerPropagationJobs(jobs, { misses: propagationMisses, call });
}

async function serve(config: Config, logger: Logger, teardown: Teardown): Promise<string> {
  const lock = takeServingLock(config.dataFolder);
  teardown.add('lock', lock.release);
  await requireFreePort(config);
  const installation = await openInstallation(config, logger);
  teardown.add('database', installation.close);
  const { databases } = installation;
  let url = '';
  const baseUrl = () => url;
  await prepareProvince(installation, {
    demo: config.demo,
    clock: systemClock,
    ids: systemIds,
    compose: (clock) => composeServices(config, installation, { logger, clock, baseUrl }),
    say: (line) => {
      console.log(line);
    },
    logger,
  });
  const composition = composeServices(config, installation, { logger, clock: systemClock, baseUrl });
  await createInstallationRecord({ audit: composition.audit, dataFolder: config.dataFolder }).start(
    await machineCall(databases.owner, 'CLI', systemIds.next()),
    {
      ...effectiveSettings(config, installation.secrets.key('settings-fingerprint')),
      ...{ programVersion: VERSION, smsSignature: SMS_SIGNATURE },
    },
  );
  await composition.demoKeys.ensure();
  await startBackground(installation, composition, { config, logger, teardown });
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const webRoot = join(findInstallationRoot(), 'web/dist');
  const app = createApp({
    logger,
    newId: systemIds.next,
    metrics: { registry, token: config.metricsToken },
    webRoot: existsSync(webRoot) ? webRoot : null,
    trustedProxies: config.trustedProxies,
    tls: config.publicUrl?.startsWith('https:') ?? false,
    bodyAllowances: BODY_ALLOWANCES,
    room: installation.room,
    onTurnedAway: composition.onTurnedAway,
    routes: composition.routes,
    readiness: async () => {
      await databases.app.execute('select 1');
      return {
        ready: true,
        parts: {
          database: true,
          storage: installation.room.has(),
          configuration: composition.snapshots.isLoaded(),
        },
      };
    },
    answerError,
  });
  const listener = await listen(app, config);
  teardown.add('http', () => listener.close(drainPatienceMs));
  ({ url } = listener);
  return url;
}

async function main(): Promise<void> {
  const teardown = new Teardown();
  try {
    const config = loadConfig();
    const logger = createLogger(config.logLevel);
    endOnSignal(() => teardown.run(logger));
    const url = await serve(config, logger, teardown);
    const { ready, demo, roles } = words();
    console.log(ready(config.publicUrl ?? url));
    if (config.demo) {
      const nameKey = terminalLanguage() === 'en' ? 'nameEn' : 'nameZh';
      console.log(demo.signIns(DEMO_PASSWORD));
      for (const { staffId, role, tenant } of DEMO_SIGN_INS)
        console.log(demo.signIn(staffId.padEnd(9), tenant[nameKey], roles[role]));
    }
  } catch (error) {
    console.error(failureMessage(error) ?? error);
    await teardown.run(createLogger('warn', 2));
    process.exit(1);
  }
}

await main();
