/**
 * Who gets through the first gate of every procedure and route, and what happens to the things of
 * others behind it. A procedure or route that is not in here fails the test, and so does one that
 * is here and no longer exists.
 *
 * `who`: P = in the province, C = in a city, each with its roles: O operator, A approver, U auditor,
 * Y system administrator, S security administrator. X = operator of a city without any function.
 */
export interface Access {
  readonly who: string;
  /**
   * What is tried with things of another tenant:
   * `by` – named by an input that is built of ids: foreign ones answer like random ones;
   * `lists` – lists what is in scope: the answer holds nothing of another city;
   * `asks` – takes a city's code: another city's answers like an unknown one's;
   * `shared` – the same for all who may see it; `none` – there is nothing to name.
   */
  readonly behind:
    | { readonly by: (things: Things) => object; readonly code?: string }
    | { readonly lists: object }
    | { readonly asks: (city: string) => object }
    | 'shared'
    | 'none';
}

/** Ids of things of one city, of the province, or random ones. */
export interface Things {
  readonly approval: string;
  readonly audit: string;
  /** What an auditor drew. */
  readonly sample: string;
  readonly list: string;
  readonly listImport: string;
  readonly campaign: string;
  readonly version: string;
  readonly release: string;
  readonly duty: string;
  /** The review of an emergency stop. */
  readonly review: string;
  readonly notification: string;
  readonly person: string;
  /** What a city asked the province for, undecided. */
  readonly exception: string;
  /** A request for numbers in clear that waits. */
  readonly disclosure: string;
  /** A finding of the city's auditor about one of its people. */
  readonly finding: string;
  /** A version of a list. */
  readonly listVersion: string;
  /** A standard that was never published, and the revision of the province's own placement. */
  readonly standard: string;
  readonly standardPlacement: string;
  /** A version of a standard that was never published. */
  readonly standardVersion: string;
}

const named = ({ person }: Things) => ({ id: person });
const EVERYBODY = 'P:OAUYS C:OAUYS X';
const WORKERS = 'P:OAU C:OAU X';
const HASH = '0'.repeat(64);
const RANDOM_ID = '01a00000-0000-7000-8000-000000000000';
const page = { page: 1, pageSize: 50 };
const span = { from: '2026-01-01', to: '2026-03-01' };
const draft = ({ version }: Things) => ({ versionId: version, rowVersion: 1 });
const findingStep = ({ finding }: Things) => ({ id: finding, rowVersion: 1, text: 'x' });
const noted = (city: string) => ({
  ...{ title: 'x', text: 'x', severity: 'LOW', tenant: city, ownerId: RANDOM_ID, dueDay: '2099-01-01' },
});
const revision = ({ standardPlacement }: Things) => ({ versionId: standardPlacement, rowVersion: 1 });

export const PROCEDURES: Readonly<Record<string, Access>> = {
  'approvals.addApprover': {
    who: 'P:A C:A',
    behind: { by: ({ approval, person }) => ({ id: approval, personId: person, note: 'x' }) },
  },
  'approvals.candidates': { who: 'P:A C:A', behind: { by: ({ approval }) => ({ id: approval }) } },
  'approvals.copy': {
    who: 'P:OA C:OA X',
    behind: { by: ({ approval, person }) => ({ id: approval, personIds: [person], roles: [] }) },
  },
  'approvals.copyChoices': {
    who: 'P:OA C:OA X',
    behind: { by: ({ approval }) => ({ id: approval }) },
  },
  'approvals.open': { who: WORKERS, behind: { by: ({ approval }) => ({ id: approval, hash: HASH }) } },
  'approvals.remind': { who: 'P:O C:O X', behind: { by: ({ approval }) => ({ id: approval }) } },
  'approvals.count': { who: WORKERS, behind: { lists: {} } },
  'approvals.decide': {
    who: 'P:A C:A',
    behind: { by: ({ approval }) => ({ id: approval, hash: HASH, outcome: 'REJECTED', reason: 'x' }) },
  },
  'approvals.draftComments': {
    who: WORKERS,
    behind: { by: ({ campaign }) => ({ campaignId: campaign, kind: 'LOCAL' }) },
  },
  'approvals.get': { who: WORKERS, behind: { by: ({ approval }) => ({ id: approval }) } },
  'approvals.list': { who: WORKERS, behind: { lists: { ...page, box: 'ALL' } } },
  'approvals.displacement': { who: WORKERS, behind: { by: ({ approval }) => ({ id: approval }) } },
  'approvals.listChanges': { who: WORKERS, behind: { by: ({ approval }) => ({ id: approval }) } },
  'approvals.listReach': {
    who: WORKERS,
    behind: { by: ({ listVersion }) => ({ listVersionId: listVersion, offerCodes: [] }) },
  },
  'approvals.reach': { who: WORKERS, behind: { by: ({ approval }) => ({ id: approval }) } },
  'approvalPolicies.confirm': { who: 'P:S', behind: 'shared' },
  'approvalPolicies.list': { who: 'P:US', behind: 'shared' },
  'approvalPolicies.propose': { who: 'P:S', behind: 'none' },
  'approvalPolicies.proposeEnd': { who: 'P:S', behind: 'shared' },
  'approvalPolicies.refuse': { who: 'P:S', behind: 'shared' },
  'approvalPolicies.withdraw': { who: 'P:S', behind: 'shared' },
  'approvals.reassign': {
    who: 'P:A C:A',
    behind: { by: ({ approval, person }) => ({ id: approval, personId: person, note: 'x' }) },
  },
  'assets.describe': { who: WORKERS, behind: { lists: { hashes: [HASH] } } },
  'audit.campaigns': { who: 'P:U C:U', behind: { lists: { text: '' } } },
  'audit.checks': { who: 'P:U C:U', behind: { lists: {} } },
  'audit.consistency': { who: 'P:U C:U', behind: 'shared' },
  'audit.forCampaign': { who: 'P:U C:U', behind: { by: ({ campaign }) => ({ campaignId: campaign }) } },
  'audit.get': { who: 'P:U C:U', behind: { by: ({ audit }) => ({ id: audit }) } },
  'audit.heads': { who: 'P:U C:U', behind: 'shared' },
  'audit.list': { who: 'P:U C:U', behind: { lists: page } },
  'audit.proof': { who: 'P:U C:U', behind: { by: ({ audit }) => ({ id: audit }) } },
  'audit.release': { who: 'P:U C:U', behind: { by: ({ release }) => ({ releaseId: release }) } },
  'audit.drawSample': { who: 'P:U C:U', behind: 'none' },
  'audit.lookAtSampled': {
    who: 'P:U C:U',
    behind: { by: ({ sample }) => ({ sampleId: sample, position: 1, outcome: 'IN_ORDER', seenAt: null }) },
  },
  'audit.sample': { who: 'P:U C:U', behind: { by: ({ sample }) => ({ id: sample }) } },
  'audit.samples': { who: 'P:U C:U', behind: { lists: {} } },
  'audit.segments': { who: 'P:U C:U', behind: 'shared' },
  'audit.verify': { who: 'P:U C:U', behind: 'none' },
  'campaigns.archive': { who: 'P:O', behind: 'shared' },
  'campaigns.channels': { who: WORKERS, behind: 'shared' },
  'campaigns.create': { who: 'P:O', behind: 'none' },
  'campaigns.get': { who: WORKERS, behind: { by: ({ standard }) => ({ id: standard }) } },
  'campaigns.list': { who: WORKERS, behind: { lists: page } },
  'campaigns.publish': { who: 'P:O', behind: 'shared' },
  'campaigns.retire': { who: 'P:O', behind: 'shared' },
  'campaigns.revert': { who: 'P:O', behind: 'shared' },
  'campaigns.revise': { who: 'P:O', behind: 'shared' },
  'campaigns.saveDraft': { who: 'P:O', behind: 'shared' },
  'campaigns.standardForCity': { who: WORKERS, behind: { by: ({ standard }) => ({ id: standard }) } },
  'campaigns.submit': { who: 'P:O', behind: 'shared' },
  'campaigns.withdraw': { who: 'P:O', behind: 'shared' },
  'channelKeys.create': { who: 'P:Y', behind: 'none' },
  'channelKeys.list': { who: 'P:UY', behind: 'shared' },
  'channelKeys.revoke': { who: 'P:Y', behind: 'shared' },
  'cityFunctions.grant': { who: 'P:S', behind: 'none' },
  'cityFunctions.list': { who: 'P:OUYS C:UYS', behind: { lists: {} } },
  'cityFunctions.revoke': { who: 'P:S', behind: 'none' },
  'contentCheck.compare': { who: WORKERS, behind: 'shared' },
  'contentCheck.decide': { who: 'P:A', behind: 'none' },
  'contentCheck.dictionary': { who: WORKERS, behind: 'shared' },
  'contentCheck.discardDraft': { who: 'P:O', behind: 'none' },
  'contentCheck.dismiss': { who: 'P:O', behind: 'none' },
  'contentCheck.draft': { who: 'P:O', behind: 'none' },
  'contentCheck.evidence': {
    who: WORKERS,
    behind: {
      by: ({ campaign, standardVersion }) => ({ campaignId: campaign, standardVersionId: standardVersion }),
    },
  },
  'contentCheck.history': { who: WORKERS, behind: 'shared' },
  'contentCheck.propose': { who: 'P:O', behind: 'none' },
  'contentCheck.saveDraft': { who: 'P:O', behind: 'none' },
  'contentCheck.version': { who: WORKERS, behind: 'shared' },
  'contentCheck.withdraw': { who: 'P:O', behind: 'none' },
  'demoHall.decide': {
    who: 'P:O C:O X',
    behind: {
      asks: (city) => ({ city, points: ['home-banner'], subscriber: '', personalised: true, explain: false }),
    },
  },
  'demoHall.options': { who: 'P:O C:O X', behind: { lists: {} } },
  'demoHall.report': { who: 'P:O C:O X', behind: 'none' },
  'duties.end': { who: 'P:S C:S', behind: { by: ({ duty }) => ({ id: duty }) } },
  'duties.grant': {
    who: 'P:S C:S',
    behind: {
      by: ({ person }) => ({
        personId: person,
        tenantCode: '320100',
        role: 'OPERATOR',
        firstDay: null,
        lastDay: null,
      }),
    },
  },
  'disclosures.ask': {
    who: 'P:O C:O',
    behind: {
      by: ({ listVersion }) => ({
        ...{ kind: 'LIST', id: listVersion, purpose: 'OTHER', purposeNote: 'x', recipient: 'x' },
      }),
    },
  },
  'disclosures.decide': {
    who: 'P:A C:A',
    behind: { by: ({ disclosure }) => ({ id: disclosure, outcome: 'REFUSED', reason: 'x' }) },
  },
  'disclosures.get': { who: 'P:OAUS C:OAUS', behind: { by: ({ disclosure }) => ({ id: disclosure }) } },
  'disclosures.list': { who: 'P:OAUS C:OAUS', behind: { lists: page } },
  'disclosures.preview': {
    who: 'P:O C:O',
    behind: { by: ({ listVersion }) => ({ kind: 'LIST', id: listVersion }) },
  },
  'disclosures.reveal': { who: 'P:O C:O', behind: { by: ({ disclosure }) => ({ id: disclosure }) } },
  'disclosures.revoke': {
    who: 'P:AS C:AS',
    behind: { by: ({ disclosure }) => ({ id: disclosure, reason: 'x' }) },
  },
  'disclosures.withdraw': { who: 'P:O C:O', behind: { by: ({ disclosure }) => ({ id: disclosure }) } },
  'findings.answer': { who: EVERYBODY, behind: { by: findingStep } },
  'findings.close': { who: 'P:U C:U', behind: { by: findingStep } },
  'findings.get': { who: EVERYBODY, behind: { by: ({ finding }) => ({ id: finding }) } },
  'findings.list': { who: EVERYBODY, behind: { lists: page } },
  'findings.note': { who: 'P:U C:U', behind: { asks: noted } },
  'findings.owners': { who: 'P:U C:U', behind: { asks: (city) => ({ tenant: city }) } },
  'findings.sendBack': { who: 'P:U C:U', behind: { by: findingStep } },
  'findings.withdraw': { who: 'P:U C:U', behind: { by: findingStep } },
  'events.list': { who: 'P:OU C:OU', behind: { asks: (city) => ({ ...page, ...span, city }) } },
  'exceptions.ask': {
    who: 'C:O',
    behind: {
      by: ({ campaign }) => ({
        localCampaignId: campaign,
        fieldId: RANDOM_ID,
        policy: { kind: 'EDITABLE', constraint: {} },
        reason: 'x',
      }),
    },
  },
  'exceptions.askDetachment': {
    who: 'C:O',
    behind: { by: ({ campaign }) => ({ localCampaignId: campaign, reason: 'x' }) },
  },
  'exceptions.detachmentOf': {
    who: WORKERS,
    behind: { by: ({ campaign }) => ({ localCampaignId: campaign }) },
  },
  'exceptions.grantDetachment': { who: 'P:A', behind: 'shared' },
  'exceptions.revoke': { who: 'P:A', behind: 'shared' },
  'exceptions.grant': { who: 'P:A', behind: 'shared' },
  'exceptions.ofLocal': { who: WORKERS, behind: { by: ({ campaign }) => ({ localCampaignId: campaign }) } },
  'exceptions.ofStandard': {
    who: WORKERS,
    behind: { by: ({ standard }) => ({ standardCampaignId: standard }) },
  },
  'exceptions.refuse': { who: 'P:A', behind: 'shared' },
  'exceptions.withdraw': { who: 'C:O X', behind: { by: ({ exception }) => ({ id: exception }) } },
  'listImports.cancel': { who: 'P:O C:O', behind: { by: ({ listImport }) => ({ id: listImport }) } },
  'listImports.get': { who: WORKERS, behind: { by: ({ listImport }) => ({ id: listImport }) } },
  'listImports.list': { who: WORKERS, behind: { lists: page } },
  'listImports.preview': { who: 'P:O C:O', behind: { by: ({ listImport }) => ({ id: listImport }) } },
  'listImports.rejected': {
    who: WORKERS,
    behind: { by: ({ listImport }) => ({ id: listImport, ...page }) },
  },
  'listImports.start': {
    who: 'P:O C:O',
    behind: { by: ({ listImport }) => ({ id: listImport, name: 'x' }) },
  },
  'lists.archive': { who: 'P:O C:O', behind: { by: ({ list }) => ({ id: list }) } },
  'lists.get': { who: WORKERS, behind: { by: ({ list }) => ({ id: list }) } },
  'lists.list': { who: WORKERS, behind: { lists: page } },
  'lists.options': { who: WORKERS, behind: { lists: {} } },
  'localCampaigns.archive': { who: 'C:O X', behind: { by: ({ campaign }) => ({ id: campaign }) } },
  'localCampaigns.create': {
    who: 'C:O',
    behind: { by: ({ standard }) => ({ standardCampaignId: standard }), code: 'STANDARD_NOT_PUBLISHED' },
  },
  'localCampaigns.get': { who: WORKERS, behind: { by: ({ campaign }) => ({ id: campaign }) } },
  'localCampaigns.list': { who: WORKERS, behind: { asks: (city) => ({ ...page, city }) } },
  'localCampaigns.merge': { who: WORKERS, behind: { by: ({ campaign }) => ({ id: campaign }) } },
  'localCampaigns.options': { who: WORKERS, behind: 'shared' },
  'localCampaigns.rebase': {
    who: 'C:O',
    behind: { by: (things) => ({ ...draft(things), toVersionId: RANDOM_ID, choices: {} }) },
  },
  'localCampaigns.revert': {
    who: 'C:O',
    behind: { by: ({ campaign, version }) => ({ id: campaign, versionId: version }) },
  },
  'localCampaigns.revise': { who: 'C:O', behind: { by: ({ version }) => ({ versionId: version }) } },
  'localCampaigns.saveDraft': {
    who: 'C:O',
    behind: { by: (things) => ({ ...draft(things), title: 'x', overrides: {}, assessment: null }) },
  },
  'localCampaigns.savePlacements': {
    who: 'C:O',
    behind: { by: (things) => ({ ...draft(things), placements: [] }) },
  },
  'localCampaigns.submit': { who: 'C:O', behind: { by: draft } },
  'localCampaigns.withdraw': { who: 'C:O X', behind: { by: ({ version }) => ({ versionId: version }) } },
  'metrics.city': { who: 'P:OAU C:OAU', behind: { asks: (city) => ({ ...span, city }) } },
  'metrics.province': { who: 'P:OAU C:OAU', behind: { lists: span } },
  'notifications.list': { who: EVERYBODY, behind: { lists: page } },
  // Administrators and auditors read their session, too, and are told nothing.
  'notifications.markAllRead': { who: EVERYBODY, behind: 'none' },
  'notifications.markRead': { who: EVERYBODY, behind: { by: ({ notification }) => ({ id: notification }) } },
  'people.archive': { who: 'P:Y C:Y', behind: { by: (things) => ({ ...named(things), reason: 'x' }) } },
  'people.create': {
    who: 'P:Y C:Y',
    behind: { asks: (city) => ({ staffId: 'NEW-01', name: 'x', tenantCode: city }) },
  },
  'people.endSessions': { who: 'P:Y C:Y', behind: { by: named } },
  'people.get': { who: 'P:UYS C:UYS', behind: { by: named } },
  'people.list': { who: 'P:UYS C:UYS', behind: { lists: page } },
  'people.rename': {
    who: 'P:Y C:Y',
    behind: { by: (things) => ({ ...named(things), name: 'x', seen: 'x' }) },
  },
  'people.resetPassword': { who: 'P:YS C:YS', behind: { by: named } },
  'people.sessions': { who: 'P:Y C:Y', behind: { by: named } },
  'people.unarchive': { who: 'P:Y C:Y', behind: { by: named } },
  'people.unlock': { who: 'P:Y C:Y', behind: { by: named } },
  'points.channels': { who: 'P:OAUY C:OAUY X', behind: 'shared' },
  'points.create': { who: 'P:O', behind: 'none' },
  'points.decideFallback': { who: 'P:A', behind: 'none' },
  'points.get': { who: WORKERS, behind: 'shared' },
  'points.list': { who: WORKERS, behind: { lists: {} } },
  'points.options': { who: WORKERS, behind: 'shared' },
  'points.rivals': { who: WORKERS, behind: 'shared' },
  'points.signature': { who: WORKERS, behind: 'shared' },
  'points.update': { who: 'P:O', behind: 'shared' },
  'points.withdrawFallback': { who: 'P:O', behind: 'none' },
  'releases.running': { who: WORKERS, behind: { by: ({ campaign }) => ({ campaignId: campaign }) } },
  'releases.takeDown': {
    who: 'P:OA C:OA X',
    behind: { by: ({ release }) => ({ releaseId: release, reason: 'x' }) },
  },
  'releases.takeDownCampaign': {
    who: 'P:OA C:OA X',
    behind: { by: ({ campaign }) => ({ campaignId: campaign, reason: 'x' }) },
  },
  'releases.upcoming': { who: WORKERS, behind: { lists: {} } },
  'search.find': { who: EVERYBODY, behind: { lists: { text: '32' } } },
  'propagation.board': {
    who: WORKERS,
    behind: { by: ({ standard }) => ({ campaignId: standard }) },
  },
  'propagation.adopt': { who: 'C:O', behind: 'none' },
  'propagation.acknowledge': { who: 'C:O X', behind: 'none' },
  // What it says of other cities' campaigns is for the province alone.
  'propagation.remind': { who: 'P:O', behind: 'none' },
  'propagation.waive': { who: 'P:O', behind: 'none' },
  'propagation.widen': { who: 'P:O', behind: 'none' },
  'propagation.get': {
    who: WORKERS,
    behind: { by: ({ standardVersion }) => ({ standardVersionId: standardVersion }) },
  },
  'savings.ledger': { who: 'P:OAU C:OAU', behind: { asks: (city) => ({ ...span, city }) } },
  'savings.setUnit': { who: 'P:O', behind: 'none' },
  'savings.units': { who: 'P:OAU C:OAU', behind: 'shared' },
  'savedViews.archive': { who: EVERYBODY, behind: { by: ({ duty }) => ({ id: duty }) } },
  'savedViews.create': { who: EVERYBODY, behind: 'none' },
  'savedViews.list': { who: EVERYBODY, behind: { lists: { list: 'campaigns' } } },
  'savedViews.update': { who: EVERYBODY, behind: { by: ({ duty }) => ({ id: duty, query: {} }) } },
  'session.demoSignIns': { who: 'public', behind: 'shared' },
  'session.changePassword': { who: EVERYBODY, behind: 'none' },
  'session.end': { who: EVERYBODY, behind: { by: ({ duty }) => ({ id: duty }) } },
  'session.list': { who: EVERYBODY, behind: { lists: {} } },
  // Answers null to whoever is not signed in.
  'session.me': { who: 'public', behind: 'none' },
  'session.switchDuty': {
    who: EVERYBODY,
    behind: { by: ({ duty }) => ({ dutyId: duty }), code: 'DUTY_NOT_HELD' },
  },
  'standardPlacements.get': {
    who: WORKERS,
    behind: { by: ({ standard }) => ({ standardCampaignId: standard }) },
  },
  'standardPlacements.revise': {
    who: 'P:O C:O',
    behind: { by: ({ standard }) => ({ standardCampaignId: standard }), code: 'STANDARD_NOT_PUBLISHED' },
  },
  'standardPlacements.save': {
    who: 'P:O C:O',
    behind: { by: (things) => ({ ...revision(things), placements: [], assessment: null }) },
  },
  'standardPlacements.submit': { who: 'P:O C:O X', behind: { by: revision } },
  'standardPlacements.withdraw': {
    who: 'P:O C:O X',
    behind: { by: ({ standardPlacement }) => ({ versionId: standardPlacement }) },
  },
  'subscribers.attributeLabels': { who: WORKERS, behind: 'shared' },
  'subscribers.attributes': { who: 'P:OU C:OU X', behind: 'shared' },
  'subscribers.countByRule': {
    who: 'P:OU C:OU X',
    behind: { asks: (city) => ({ rule: { Contract: 'Month-to-month' }, city }) },
  },
  'subscribers.imports': { who: 'P:O', behind: 'shared' },
  'subscribers.nameAttribute': { who: 'P:O', behind: 'shared' },
  'subscribers.list': { who: 'P:OU C:OU X', behind: { asks: (city) => ({ ...page, city }) } },
  'takedownReviews.conclude': {
    who: 'P:A C:A',
    behind: { by: ({ review }) => ({ id: review, conclusion: 'JUSTIFIED', comment: 'x' }) },
  },
  'takedownReviews.get': { who: WORKERS, behind: { by: ({ review }) => ({ id: review }) } },
  'takedownReviews.list': { who: WORKERS, behind: { lists: page } },
  'tenants.list': { who: EVERYBODY, behind: { lists: {} } },
  'workbench.counts': { who: EVERYBODY, behind: 'none' },
  'workbench.get': { who: EVERYBODY, behind: { lists: {} } },
  'workbench.openStep': { who: EVERYBODY, behind: 'none' },
  'workbench.setGuide': { who: EVERYBODY, behind: 'none' },
  'workbench.visit': { who: EVERYBODY, behind: 'none' },
};

/** Why a query is no read of personal data. */
const CONTENT = 'content, its rules and places';
const WORK = 'requests and their progress; people stand in it by what they did in office';
const FIGURES = 'figures over many, of which none can be told from another';
const FILES = 'names and sizes of files and lists, none of their rows';
const OWN = 'what concerns the one who asks';
const LOG = 'the log of acts in office, which holds no customer; what leaves it as a file is audited';
const SETTINGS = 'the set-up: tenants, functions, keys, units, attributes';

/**
 * Every query, and whether it reads personal data: anything about single customers or who is on a list, and the staff
 * as such: whom the directory holds, who could be chosen, where somebody is signed in. These are audited although
 * nothing was changed (server/adr/0014). The others say why they are not.
 */
export const READS: Readonly<Record<string, 'AUDITED' | { readonly none: string }>> = {
  'approvalPolicies.list': { none: SETTINGS },
  'approvals.candidates': 'AUDITED',
  'approvals.copyChoices': 'AUDITED',
  'approvals.count': { none: FIGURES },
  'approvals.displacement': { none: CONTENT },
  'approvals.draftComments': { none: WORK },
  'approvals.get': { none: WORK },
  'approvals.list': { none: WORK },
  'approvals.listChanges': { none: FIGURES },
  'approvals.listReach': { none: FIGURES },
  'approvals.reach': { none: FIGURES },
  'assets.describe': { none: CONTENT },
  'audit.campaigns': { none: LOG },
  'audit.checks': { none: LOG },
  'audit.consistency': { none: LOG },
  'audit.forCampaign': { none: LOG },
  'audit.get': { none: LOG },
  'audit.heads': { none: LOG },
  'audit.list': { none: LOG },
  'audit.proof': { none: LOG },
  'audit.release': { none: CONTENT },
  'audit.sample': { none: LOG },
  'audit.samples': { none: LOG },
  'audit.segments': { none: LOG },
  'campaigns.channels': { none: SETTINGS },
  'campaigns.get': { none: CONTENT },
  'campaigns.list': { none: CONTENT },
  'campaigns.standardForCity': { none: CONTENT },
  'channelKeys.list': { none: SETTINGS },
  'cityFunctions.list': { none: SETTINGS },
  'contentCheck.compare': { none: CONTENT },
  'contentCheck.dictionary': { none: CONTENT },
  'contentCheck.draft': { none: CONTENT },
  'contentCheck.evidence': { none: CONTENT },
  'contentCheck.history': { none: CONTENT },
  'contentCheck.version': { none: CONTENT },
  'demoHall.options': { none: SETTINGS },
  'disclosures.get': 'AUDITED',
  'disclosures.list': 'AUDITED',
  'disclosures.preview': 'AUDITED',
  'events.list': { none: 'events without anything that tells who the customer was' },
  'exceptions.detachmentOf': { none: WORK },
  'exceptions.ofLocal': { none: WORK },
  'exceptions.ofStandard': { none: WORK },
  'findings.get': { none: WORK },
  'findings.list': { none: WORK },
  'findings.owners': 'AUDITED',
  'listImports.get': { none: FILES },
  'listImports.list': { none: FILES },
  'listImports.preview': 'AUDITED',
  'listImports.rejected': 'AUDITED',
  'lists.get': 'AUDITED',
  'lists.list': { none: FILES },
  'lists.options': { none: FILES },
  'localCampaigns.get': { none: CONTENT },
  'localCampaigns.list': { none: CONTENT },
  'localCampaigns.merge': { none: CONTENT },
  'localCampaigns.options': { none: SETTINGS },
  'metrics.city': { none: FIGURES },
  'metrics.province': { none: FIGURES },
  'notifications.list': { none: OWN },
  'people.get': 'AUDITED',
  'people.list': 'AUDITED',
  'people.sessions': 'AUDITED',
  'points.channels': { none: SETTINGS },
  'points.get': { none: CONTENT },
  'points.list': { none: CONTENT },
  'points.options': { none: SETTINGS },
  'points.rivals': { none: CONTENT },
  'points.signature': { none: SETTINGS },
  'propagation.board': { none: WORK },
  'propagation.get': { none: WORK },
  'releases.running': { none: CONTENT },
  'releases.upcoming': { none: CONTENT },
  'savedViews.list': { none: OWN },
  'savings.ledger': { none: FIGURES },
  'savings.units': { none: SETTINGS },
  'search.find': { none: 'campaigns, points, lists and requests; people and customers are not searched' },
  'session.demoSignIns': { none: 'sign-ins of the demo, which are nobody’s' },
  'session.list': { none: OWN },
  'session.me': { none: OWN },
  'standardPlacements.get': { none: CONTENT },
  'subscribers.attributeLabels': { none: SETTINGS },
  'subscribers.attributes': { none: SETTINGS },
  // A rule may be so narrow that one customer is left.
  'subscribers.countByRule': 'AUDITED',
  'subscribers.imports': { none: FILES },
  'subscribers.list': 'AUDITED',
  'takedownReviews.get': { none: WORK },
  'takedownReviews.list': { none: WORK },
  'tenants.list': { none: SETTINGS },
  'workbench.counts': { none: OWN },
  'workbench.get': { none: OWN },
};

/** Plain routes: by a session with these roles, by a channel's key, or open to all. */
export const ROUTES: Readonly<Record<string, string>> = {
  'GET /healthz': 'public',
  'GET /readyz': 'public',
  'GET /metrics': 'public',
  'POST /api/auth/sign-in/username': 'public',
  'POST /api/auth/sign-out': 'public',
  'GET /api/auth/get-session': 'public',
  'POST /files/audit/pack': 'P:U C:U',
  'POST /files/images': 'P:O C:O',
  'GET /files/images/:sha256': WORKERS,
  'GET /v1/images/:sha256': 'public',
  'POST /files/lists/uploads': 'P:O C:O',
  'GET /files/lists/imports/:id/rejected.csv': WORKERS,
  'POST /files/customers/preview': 'P:O',
  'POST /files/customers/import': 'P:O',
  'POST /files/disclosures/:id/numbers': 'P:O C:O',
  'POST /files/events/export': 'P:O C:O',
  'POST /files/metrics/export': 'P:O C:O',
  'POST /files/savings/export': 'P:O C:O',
  'POST /v1/decisions': 'key',
  'POST /v1/events': 'key',
  'GET /openapi.json': 'public',
  'GET /docs': 'public',
  'GET /docs/start.js': 'public',
  'GET /docs/swagger-ui.css': 'public',
  'GET /docs/swagger-ui-bundle.js': 'public',
};

/** Whether somebody with this mark (e.g. `C:O`, `X`) is among those of `who`. */
export function isAmong(who: string, mark: string): boolean {
  if (who === 'public') return true;
  if (mark === 'X') return who.split(' ').includes('X');
  const [place, role = ''] = mark.split(':');
  return who.split(' ').some((part) => part.startsWith(`${place ?? ''}:`) && part.slice(2).includes(role));
}
