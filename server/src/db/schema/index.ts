export {
  approvalComment,
  approvalCopy,
  approvalDecision,
  approvalOpening,
  approvalPolicy,
  approvalRequest,
  approvalStep,
} from './approval';
export { asset } from './asset';
export {
  auditCheck,
  auditEvent,
  auditLogEntry,
  auditPending,
  auditSample,
  auditSampleItem,
  auditSegment,
  auditTile,
  auditTreeHead,
} from './audit';
export { authAccount, authLockout, authSession, authUser, authVerification, PASSWORD_PROVIDER } from './auth';
export { customerList, listImport, listImportRejection, listMember, listVersion } from './audience';
export { authorship, numberSeries, standardCampaign, standardVersion } from './campaign';
export { channelKey } from './channel-key';
export { checkDictionary, checkDictionaryDraft, releaseCheck } from './content-check';
export { configRevision } from './config';
export { auditFinding, auditFindingStep } from './finding';
export { disclosure, disclosureUse } from './disclosure';
export { policyException } from './exception';
export { event, eventIdentity, metricDay, savingUnit } from './event';
export { localCampaign, localVersion, placement, standardPlacement } from './localisation';
export { notification, notificationRead } from './notification';
export { propagationItem } from './propagation';
export { channel, marketingPoint, pointFallback } from './point';
export { release, releaseAuthor } from './release';
export { scenarioRun } from './scenario';
export {
  attributeDefinition,
  numberAllocator,
  subscriber,
  subscriberHome,
  subscriberImport,
  subscriberOffer,
} from './subscriber';
export { takedownReview } from './takedown-review';
export { cityFunction, duty, machineActor, person, tenant } from './tenant';
export { workbenchMark } from './workbench';
export { savedView } from './view';
