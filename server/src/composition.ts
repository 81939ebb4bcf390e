import { createAppRouter } from './app-router';
import { createApprovals } from './features/approvals/approvals';
import { ASSET_BODY_ALLOWANCE, createAssetHttp } from './features/assets/asset-http';
import { createAssetService } from './features/assets/asset-service';
import { createAudienceHttp, LIST_BODY_ALLOWANCE } from './features/audiences/audience-http';
import { createListImports } from './features/audiences/list-imports';
import { createListService } from './features/audiences/list-service';
import { createAuditHttp } from './features/audit/audit-http';
import { createAuditLog } from './features/audit/audit-log';
import { createAuditService } from './features/audit/audit-service';
import { createAuditWriterWithRoom } from './features/audit/failures-with-room';
import { createCampaignService } from './features/campaigns/campaign-service';
import { createChannelAuthenticator } from './features/channels/channel-authenticator';
import { createChannelKeyService, hashSecret } from './features/channels/channel-key-service';
import { mountDecisions } from './features/decisions/decision-http';
import { createContentCheck } from './features/content-check/content-check';
import { createDecisionService } from './features/decisions/decision-service';
import { createDecisionTokens } from './features/decisions/decision-token';
import { createSnapshotSource } from './features/decisions/snapshot-source';
import { createSnapshotStore } from './features/decisions/snapshot-store';
import { createSubscriberStateStore } from './features/decisions/subscriber-state-store';
import { createChannelClient } from './features/demo-hall/channel-client';
import { createDemoHallService } from './features/demo-hall/demo-hall-service';
import { createDemoKeys } from './features/demo-hall/demo-keys';
import { mountEvents } from './features/events/event-http';
import { createDisclosures } from './features/disclosures/disclosures';
import { createEventExport } from './features/events/event-export';
import { createEventExportHttp } from './features/events/event-export-http';
import { createEventService } from './features/events/event-service';
import { createEventListService } from './features/events/event-list-service';
import { createEventMaintenance } from './features/events/event-maintenance';
import { createEventWriter } from './features/events/event-writer';
import { createExceptionService } from './features/exceptions/exception-service';
import { createFindingService } from './features/findings/finding-service';
import { createLocalCampaignService } from './features/localisation/local-campaign-service';
import { createStandardPlacementService } from './features/localisation/standard-placement-service';
import { createMetrics } from './features/metrics/metrics';
import { createNotificationService } from './features/notifications/notification-service';
import { createNotificationWriter } from './features/notifications/notification-writer';
import { createPoints } from './features/points/points';
import { createPropagation } from './features/propagation/propagation';
import { createReleaseCorrecting } from './features/releases/release-correcting';
import { createReleasePausing } from './features/releases/release-pausing';
import { createReleaseOverviewService } from './features/releases/release-overview-service';
import { createReleaseRecorder } from './features/releases/release-recorder';
import { createReleaseVoiding } from './features/releases/release-voiding';
import { createReleaseService } from './features/releases/release-service';
import { createTakedowns } from './features/releases/takedowns';
import { createSearchService } from './features/search/search-service';
import { createSavingHttp } from './features/savings/saving-http';
import { createSavingService } from './features/savings/saving-service';
import { createCustomerImportService } from './features/subscribers/customer-import-service';
import { createRuleReach } from './features/subscribers/rule-reach';
import { createSubscriberHttp } from './features/subscribers/subscriber-http';
import { createSubscriberService } from './features/subscribers/subscriber-service';
import { createCityFunctionService } from './features/tenants/city-function-service';
import { createDutyService } from './features/tenants/duty-service';
import { createOwnSessionService } from './features/tenants/own-session-service';
import { createPasswordService } from './features/tenants/password-service';
import { createPersonKeepingService } from './features/tenants/person-keeping-service';
import { createPersonListService } from './features/tenants/person-list-service';
import { createPersonService } from './features/tenants/person-service';
import { createSessionService } from './features/tenants/session-service';
import { createSignInKeepingService } from './features/tenants/sign-in-keeping-service';
import { createTenantDirectory } from './features/tenants/tenant-directory';
import { createTenantService } from './features/tenants/tenant-service';
import { createWorkbenchService } from './features/workbench/workbench-service';
import { createViewService } from './features/views/view-service';
import { mountApiDescription } from './http/api-description';
import { boundAnonymousFailures } from './http/anonymous-failures';
import { createAuthenticator } from './http/auth-store';
import { mountAuthRoutes } from './http/auth-routes';
import type { RouteMounter } from './http/app-env';
import { createKnownBrowsers } from './http/known-browsers';
import type { BodyAllowance } from './http/body-limit';
import { createChannelApi } from './http/channel-api';
import { channelGate } from './http/channel-gate';
import { mountSessions } from './http/session-middleware';
import { createSessions } from './http/sessions';
import { recordTurnedAway } from './http/turned-away';
import type { Secrets } from './config/secrets';
import type { Clock } from './platform/clock';
import type { Databases } from './platform/database';
import type { Room } from './platform/free-space';
import type { Ids } from './platform/ids';
import type { Logger } from './platform/logger';
import { createNumberVault } from './platform/number-vault';
import { mountTrpc } from './trpc/mount-trpc';
import type { SessionServiceDeps } from './features/tenants/session-service';

const MEBIBYTE = 1024 * 1024;

/** Paths that take files or long reports. */
export const BODY_ALLOWANCES: readonly BodyAllowance[] = [
  ASSET_BODY_ALLOWANCE,
  LIST_BODY_ALLOWANCE,
  { prefix: '/files/customers/', bytes: 21 * MEBIBYTE },
  { prefix: '/v1/events', bytes: 4 * MEBIBYTE },
];

/** Sender of every text message, until the province can set its own. */
export const SMS_SIGNATURE = '演示';

export interface CompositionDeps {
  readonly databases: Databases;
  readonly secrets: Secrets;
  /** Where files wait; the embedded database and the secrets lie there, too. */
  readonly dataFolder: string;
  /** Of the disk of the database: imports end before it is used up. */
  readonly room: Room;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly logger: Logger;
  /** Sign-ins to show on the sign-in page; null outside the demo. */
  readonly demo: SessionServiceDeps['demo'];
  /** True when people reach the server by TLS. */
  readonly tls: boolean;
  readonly version: string;
  /** Where this server answers channels, for the demo hall, which plays one. */
  readonly baseUrl: () => string;
  /** Whether no other process serves on this database, now or later. */
  readonly isAlone: boolean;
}

/** Makes every service, once. Nothing is started: `start` and `stop` belong to the process. */
export function compose({
  databases,
  secrets,
  dataFolder,
  room,
  clock,
  ids,
  logger,
  demo,
  tls,
  version,
  baseUrl,
  isAlone,
}: CompositionDeps) {
  const database = databases.app;
  const authDb = databases.auth;
  const directory = createTenantDirectory({ engine: databases.engine, now: () => clock.now().getTime() });
  const vault = createNumberVault(secrets);
  const province = () => directory.province();
  const audit = createAuditWriterWithRoom({ db: database, clock, ids, logger, province, room });
  const authenticator = createAuthenticator({ db: authDb, secret: secrets.text('auth'), tls });
  const browsers = createKnownBrowsers({ key: secrets.key('known-browsers'), tls, clock });
  const sessions = createSessions({ db: authDb, authenticator, clock });
  const common = { database, clock, ids, audit };

  const news = createNotificationWriter({ clock, ids });
  const { contentCheckService, dictionaryDraftService, checks } = createContentCheck({
    ...common,
    news,
    smsSignature: SMS_SIGNATURE,
  });
  const releases = {
    ...createReleaseService({ clock, ids, news, checks }),
    ...createReleaseCorrecting({ ...common, news }),
  };
  const localisation = { ...common, releases, smsSignature: SMS_SIGNATURE };
  const localCampaignService = createLocalCampaignService(localisation);
  const standardPlacementService = createStandardPlacementService(localisation);
  const shown = { LOCAL: localCampaignService, STANDARD_PLACEMENT: standardPlacementService };
  const pausing = createReleasePausing({ clock, audit, news, subjects: shown });
  const voiding = createReleaseVoiding({ clock, audit, news, subjects: shown });
  const { propagationPushing, propagationService, propagationMisses } = createPropagation({
    ...common,
    news,
    releases: { ...pausing, ...voiding },
    locals: localCampaignService,
  });
  const campaignService = createCampaignService({
    ...localisation,
    news,
    releases: {
      ...releases,
      ...voiding,
      pauseStandard: (tx, call, id) => pausing.pause(tx, call, id, 'STANDARD_RETIRED'),
    },
    placements: standardPlacementService,
    propagation: propagationPushing,
  });
  const approvals = createApprovals({
    ...{ ...localisation, news },
    engine: databases.engine,
    subjects: { STANDARD: campaignService, ...shown },
    rules: createRuleReach(),
  });

  const assetService = createAssetService({ database, engineDatabase: databases.engine, ids, audit });
  const listService = createListService({ ...common, releases: voiding });
  const { listImportService, listImportOverviewService, listImportRunner } = createListImports({
    ...common,
    ...{ vault, secrets, dataFolder, room, logger, news, failures: audit },
    provinceId: () => directory.provinceId(),
  });
  const customerImportService = createCustomerImportService({ ...common, vault, room });
  const subscriberService = createSubscriberService({ ...common, vault });
  const channelKeyService = createChannelKeyService(common);

  const tokens = createDecisionTokens(secrets.key('token-sealing'));
  const snapshots = createSnapshotSource({
    store: createSnapshotStore(databases.engine),
    clock,
    logger,
  });
  const decisionService = createDecisionService({
    snapshots,
    subscribers: createSubscriberStateStore(databases.engine),
    tokens,
    vault,
    clock,
  });
  const eventService = createEventService({
    clock,
    tokens,
    writer: createEventWriter({ database, provinceId: () => directory.provinceId() }),
    tenantIds: () => directory.idsByCode(),
  });

  const demoKeys = createDemoKeys({
    ...common,
    key: secrets.key('demo-hall-key'),
    hashSecret,
    province: () => directory.province(),
  });
  const demoHallService = createDemoHallService({
    database,
    clock,
    ids,
    client: createChannelClient({ baseUrl, secretOf: demoKeys.secretOf }),
    audit,
  });

  const eventMaintenance = createEventMaintenance({
    owner: databases.owner,
    database,
    clock,
    provinceId: () => directory.provinceId(),
  });

  const personService = createPersonService({ db: database, authDb, audit, clock, ids });
  const keeping = { ...common, authDb, sessions };
  const notificationService = createNotificationService({ database, clock, audit });
  const metrics = createMetrics({ ...common, provinceId: () => directory.provinceId() });
  const disclosures = createDisclosures({ ...common, vault, news, numbers: releases, isAlone });
  const savingService = createSavingService(common);

  const auditKey = secrets.key('audit-signing');
  const auditLog = createAuditLog({ ...common, logger, dataFolder, directory, key: auditKey });

  const services = {
    ...approvals,
    assetService,
    ...auditLog.services,
    ...disclosures.services,
    auditService: createAuditService({ database }),
    campaignService,
    channelKeyService,
    contentCheckService,
    dictionaryDraftService,
    cityFunctionService: createCityFunctionService(keeping),
    customerImportService,
    decisionService,
    demoHallService,
    dutyService: createDutyService(keeping),
    exceptionService: createExceptionService({ ...common, news, locals: localCampaignService }),
    findingService: createFindingService({ ...common, news, numbers: releases }),
    eventListService: createEventListService({ database }),
    eventService,
    listImportOverviewService,
    listImportService,
    listService,
    localCampaignService,
    ownSessionService: createOwnSessionService({ authDb, sessions, audit, clock }),
    metricService: metrics.metricService,
    passwordService: createPasswordService({ authDb, sessions, audit, clock }),
    notificationService,
    personService,
    personKeepingService: createPersonKeepingService({ ...keeping, personService }),
    personListService: createPersonListService(keeping),
    ...createPoints({ ...common, news, checks, engine: databases.engine, smsSignature: SMS_SIGNATURE }),
    releaseOverviewService: createReleaseOverviewService({ database, clock }),
    searchService: createSearchService({ database, clock }),
    signInKeepingService: createSignInKeepingService(keeping),
    savingService,
    sessionService: createSessionService({ authDb, sessions, audit, clock, demo }),
    propagationService,
    standardPlacementService,
    subscriberService,
    ...createTakedowns({ ...localisation, news, voiding, subjects: shown }),
    tenantService: createTenantService({ db: database }),
    workbenchService: createWorkbenchService({ database, authDb, clock, audit, news: notificationService }),
    viewService: createViewService(common),
  };
  const router = createAppRouter(services);

  const mountChannelApi: RouteMounter = (app) => {
    const gate = channelGate({
      authenticator: createChannelAuthenticator({ engine: databases.engine, clock }),
      clock,
    });
    const api = createChannelApi();
    mountDecisions(api, { decisionService, gate });
    mountEvents(api, { eventService, gate });
    mountApiDescription(api, { version });
    app.route('/', api);
  };
  // One count for procedures and routes alike: it is the same somebody.
  const failures = boundAnonymousFailures(audit, clock);
  const routes: readonly RouteMounter[] = [
    (app) => {
      mountSessions(app, { sessions, failures });
      mountAuthRoutes(app, {
        ...{ db: authDb, authenticator, browsers, sessions, audit, failures: audit, clock },
        publicPassword: demo?.password ?? null,
      });
      mountTrpc(app, { router, audit: { ...audit, ...failures }, logger });
    },
    createAssetHttp({ assetService }),
    createAuditHttp(auditLog.services),
    createAudienceHttp({ listImportService, listImportOverviewService }),
    createSubscriberHttp({ customerImportService }),
    createEventExportHttp({ eventExport: createEventExport({ database, audit }) }),
    metrics.mountFiles,
    disclosures.mountFiles,
    createSavingHttp({ savingService }),
    mountChannelApi,
  ];

  const releaseRecorder = createReleaseRecorder({ database, clock, audit, news });
  return {
    services,
    router,
    routes,
    snapshots,
    directory,
    audit,
    auditLog,
    demoKeys,
    eventMaintenance,
    releaseRecorder,
    propagationMisses,
    listImportRunner,
    onTurnedAway: recordTurnedAway({ sessions, failures: audit, clock }),
  };
}
export type Composition = ReturnType<typeof compose>;
