import { createApprovalRouter } from './features/approvals/approval-router';
import type { ApprovalService } from './features/approvals/approval-service';
import type { ReachService } from './features/approvals/reach-service';
import { createPolicyRouter } from './features/approvals/policy-router';
import type { PolicyService } from './features/approvals/policy-service';
import { createAssetRouter } from './features/assets/asset-router';
import type { AssetService } from './features/assets/asset-service';
import { createListImportRouter } from './features/audiences/list-import-router';
import type { ListImportOverviewService } from './features/audiences/list-import-overview-service';
import type { ListImportService } from './features/audiences/list-import-service';
import { createListRouter } from './features/audiences/list-router';
import type { ListService } from './features/audiences/list-service';
import { createCampaignRouter } from './features/campaigns/campaign-router';
import type { CampaignService } from './features/campaigns/campaign-service';
import { createChannelKeyRouter } from './features/channels/channel-key-router';
import type { ChannelKeyService } from './features/channels/channel-key-service';
import { createContentCheckRouter } from './features/content-check/content-check-router';
import type { ContentCheckService } from './features/content-check/content-check-service';
import type { DictionaryDraftService } from './features/content-check/dictionary-draft-service';
import { createExceptionRouter } from './features/exceptions/exception-router';
import type { ExceptionService } from './features/exceptions/exception-service';
import { createLocalCampaignRouter } from './features/localisation/local-campaign-router';
import type { LocalCampaignService } from './features/localisation/local-campaign-service';
import { createPropagationRouter } from './features/propagation/propagation-router';
import type { PropagationService } from './features/propagation/propagation-service';
import { createStandardPlacementRouter } from './features/localisation/standard-placement-router';
import type { StandardPlacementService } from './features/localisation/standard-placement-service';
import { createSubscriberRouter } from './features/subscribers/subscriber-router';
import type { SubscriberService } from './features/subscribers/subscriber-service';
import type { OwnSessionService } from './features/tenants/own-session-service';
import type { PasswordService } from './features/tenants/password-service';
import { createCityFunctionRouter } from './features/tenants/city-function-router';
import type { CityFunctionService } from './features/tenants/city-function-service';
import { createDutyRouter } from './features/tenants/duty-router';
import type { DutyService } from './features/tenants/duty-service';
import { createPersonRouter, type PersonRouterServices } from './features/tenants/person-router';
import { createSessionRouter } from './features/tenants/session-router';
import type { SessionService } from './features/tenants/session-service';
import { createTenantRouter } from './features/tenants/tenant-router';
import type { TenantService } from './features/tenants/tenant-service';
import { createAuditRouter } from './features/audit/audit-router';
import type { AuditArchiveService } from './features/audit/audit-archive-service';
import type { AuditCheckService } from './features/audit/audit-check-service';
import type { AuditProofService } from './features/audit/audit-proof-service';
import type { AuditSampleService } from './features/audit/audit-sample-service';
import type { AuditService } from './features/audit/audit-service';
import { createDemoHallRouter } from './features/demo-hall/demo-hall-router';
import type { DemoHallService } from './features/demo-hall/demo-hall-service';
import { createDisclosureRouter } from './features/disclosures/disclosure-router';
import type { DisclosureService } from './features/disclosures/disclosure-service';
import type { DisclosureTaking } from './features/disclosures/disclosure-taking';
import { createFindingRouter } from './features/findings/finding-router';
import type { FindingService } from './features/findings/finding-service';
import { createEventRouter } from './features/events/event-router';
import type { EventListService } from './features/events/event-list-service';
import { createMetricRouter } from './features/metrics/metric-router';
import type { MetricService } from './features/metrics/metric-service';
import { createNotificationRouter } from './features/notifications/notification-router';
import type { NotificationService } from './features/notifications/notification-service';
import { createPointRouter } from './features/points/point-router';
import type { PointFallbackService } from './features/points/point-fallback-service';
import type { PointService } from './features/points/point-service';
import { createSavingRouter } from './features/savings/saving-router';
import type { SavingService } from './features/savings/saving-service';
import { createReleaseRouter } from './features/releases/release-router';
import type { ReleaseOverviewService } from './features/releases/release-overview-service';
import { createTakedownReviewRouter } from './features/releases/takedown-review-router';
import type { TakedownReviewService } from './features/releases/takedown-review-service';
import type { TakedownService } from './features/releases/takedown-service';
import { createSearchRouter } from './features/search/search-router';
import type { SearchService } from './features/search/search-service';
import { createWorkbenchRouter } from './features/workbench/workbench-router';
import type { WorkbenchService } from './features/workbench/workbench-service';
import { createViewRouter } from './features/views/view-router';
import type { ViewService } from './features/views/view-service';
import { router } from './trpc/procedures';

export interface RouterServices extends PersonRouterServices {
  readonly cityFunctionService: CityFunctionService;
  readonly dutyService: DutyService;
  readonly approvalService: ApprovalService;
  readonly reachService: ReachService;
  readonly policyService: PolicyService;
  readonly assetService: AssetService;
  readonly campaignService: CampaignService;
  readonly channelKeyService: ChannelKeyService;
  readonly listImportOverviewService: ListImportOverviewService;
  readonly listImportService: ListImportService;
  readonly listService: ListService;
  readonly localCampaignService: LocalCampaignService;
  readonly propagationService: PropagationService;
  readonly sessionService: SessionService;
  readonly standardPlacementService: StandardPlacementService;
  readonly subscriberService: SubscriberService;
  readonly auditArchiveService: AuditArchiveService;
  readonly auditCheckService: AuditCheckService;
  readonly auditSampleService: AuditSampleService;
  readonly auditProofService: AuditProofService;
  readonly auditService: AuditService;
  readonly demoHallService: DemoHallService;
  readonly findingService: FindingService;
  readonly disclosureService: DisclosureService;
  readonly disclosureTaking: DisclosureTaking;
  readonly eventListService: EventListService;
  readonly metricService: MetricService;
  readonly ownSessionService: OwnSessionService;
  readonly passwordService: PasswordService;
  readonly notificationService: NotificationService;
  readonly pointService: PointService;
  readonly pointFallbackService: PointFallbackService;
  readonly releaseOverviewService: ReleaseOverviewService;
  readonly takedownService: TakedownService;
  readonly takedownReviewService: TakedownReviewService;
  readonly searchService: SearchService;
  readonly savingService: SavingService;
  readonly tenantService: TenantService;
  readonly workbenchService: WorkbenchService;
  readonly exceptionService: ExceptionService;
  readonly contentCheckService: ContentCheckService;
  readonly dictionaryDraftService: DictionaryDraftService;
  readonly viewService: ViewService;
}

/** The console's procedures, by feature. */
export function createAppRouter(services: RouterServices) {
  return router({
    approvals: createApprovalRouter(services),
    approvalPolicies: createPolicyRouter(services),
    assets: createAssetRouter(services),
    campaigns: createCampaignRouter(services),
    cityFunctions: createCityFunctionRouter(services),
    duties: createDutyRouter(services),
    people: createPersonRouter(services),
    channelKeys: createChannelKeyRouter(services),
    contentCheck: createContentCheckRouter(services),
    listImports: createListImportRouter(services),
    lists: createListRouter(services),
    localCampaigns: createLocalCampaignRouter(services),
    propagation: createPropagationRouter(services),
    exceptions: createExceptionRouter(services),
    savedViews: createViewRouter(services),
    session: createSessionRouter(services),
    standardPlacements: createStandardPlacementRouter(services),
    subscribers: createSubscriberRouter(services),
    audit: createAuditRouter(services),
    demoHall: createDemoHallRouter(services),
    disclosures: createDisclosureRouter(services),
    findings: createFindingRouter(services),
    events: createEventRouter(services),
    metrics: createMetricRouter(services),
    notifications: createNotificationRouter(services),
    points: createPointRouter(services),
    releases: createReleaseRouter(services),
    takedownReviews: createTakedownReviewRouter(services),
    search: createSearchRouter(services),
    savings: createSavingRouter(services),
    tenants: createTenantRouter(services),
    workbench: createWorkbenchRouter(services),
  });
}
export type AppRouter = ReturnType<typeof createAppRouter>;
