import type { ApprovalService } from '../features/approvals/approval-service';
import type { AssetService } from '../features/assets/asset-service';
import type { ListImportService } from '../features/audiences/list-import-service';
import type { CampaignService } from '../features/campaigns/campaign-service';
import type { DecisionService } from '../features/decisions/decision-service';
import type { ExceptionService } from '../features/exceptions/exception-service';
import type { EventMaintenance } from '../features/events/event-maintenance';
import type { EventService } from '../features/events/event-service';
import type { LocalCampaignService } from '../features/localisation/local-campaign-service';
import type { StandardPlacementService } from '../features/localisation/standard-placement-service';
import type { PointFallbackService } from '../features/points/point-fallback-service';
import type { PointService } from '../features/points/point-service';
import type { CustomerImportService } from '../features/subscribers/customer-import-service';
import type { SubscriberService } from '../features/subscribers/subscriber-service';
import type { PersonService } from '../features/tenants/person-service';
import type { Clock } from '../platform/clock';

/** The use cases by which scenarios are made: what people and channels use, and no other way. */
export interface ScenarioServices {
  readonly approvalService: ApprovalService;
  readonly assetService: AssetService;
  readonly campaignService: CampaignService;
  readonly customerImportService: CustomerImportService;
  readonly decisionService: DecisionService;
  readonly eventService: EventService;
  readonly exceptionService: ExceptionService;
  readonly listImportService: ListImportService;
  readonly localCampaignService: LocalCampaignService;
  readonly personService: PersonService;
  readonly pointService: PointService;
  readonly pointFallbackService: PointFallbackService;
  readonly standardPlacementService: StandardPlacementService;
  readonly subscriberService: SubscriberService;
}

/** What a scenario needs of a composition. */
export interface ScenarioComposition {
  readonly services: ScenarioServices;
  readonly snapshots: { refresh: () => Promise<void> };
  readonly eventMaintenance: Pick<EventMaintenance, 'ensurePartitions'>;
}

/** Composes everything anew on another clock: a scenario tells what happened in the past. */
export type ComposeOnClock = (clock: Clock) => ScenarioComposition;
