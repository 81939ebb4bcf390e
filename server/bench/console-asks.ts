/** Everything that the console lists, who asks it, and, of the main lists, the plain SQL that it is compared with. */
import type { createAppRouter } from '../src/app-router';
import * as bare from './console-bare';
import type { About, BareList, Things } from './console-bare';
import * as people from './console-bare-people';
import type { SeatName } from './console-seats';

export type Caller = ReturnType<ReturnType<typeof createAppRouter>['createCaller']>;
export interface Ask {
  readonly procedure: string;
  readonly title: string;
  readonly seats: readonly SeatName[];
  /** Answers the ids of the rows, in their order, where there is plain SQL for them. */
  readonly run: (as: Caller, things: Things) => Promise<readonly string[]>;
  readonly bare?: (about: About) => BareList;
}

const OPERATORS = ['province operator', 'city operator'] as const;
const APPROVERS = ['province approver', 'city approver'] as const;
const AUDITORS = ['province auditor', 'city auditor'] as const;
const page = { page: 1, pageSize: 20 };
const dayAgo = (days: number): string => new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10);
const span = { from: dayAgo(20), to: dayAgo(0) };
const year = { from: dayAgo(364), to: dayAgo(0) };

/** A list that is compared with plain SQL. */
function against<T>(
  [procedure, title]: readonly [string, string],
  seats: readonly SeatName[],
  run: (as: Caller, things: Things) => Promise<readonly T[]>,
  { id, sql }: { id: (row: T) => string; sql: NonNullable<Ask['bare']> },
): Ask {
  return {
    ...{ procedure, title, seats, bare: sql },
    run: async (as, things) => (await run(as, things)).map(id),
  };
}
const byId = (sql: NonNullable<Ask['bare']>) => ({ id: (row: { id: string }) => row.id, sql });

/** What is compared with its own statements, sent bare: it is made of many lists, or short. */
function replayed(
  [procedure, title]: readonly [string, string],
  seats: readonly SeatName[],
  run: (as: Caller, things: Things) => Promise<unknown>,
): Ask {
  return {
    ...{ procedure, title, seats },
    run: async (as, things) => {
      await run(as, things);
      return [];
    },
  };
}

const campaigns = (title: string, input: object, sql: NonNullable<Ask['bare']>): Ask =>
  against(
    ['campaigns.list', title],
    OPERATORS,
    async (as) => (await as.campaigns.list({ ...page, ...input })).rows,
    byId(sql),
  );
const locals = (title: string, input: object, sql: NonNullable<Ask['bare']>): Ask =>
  against(
    ['localCampaigns.list', title],
    OPERATORS,
    async (as) => (await as.localCampaigns.list({ ...page, ...input })).rows,
    byId(sql),
  );
const approvals = (
  title: string,
  seats: readonly SeatName[],
  input: Parameters<typeof bare.approvals>[0],
): Ask =>
  against(
    ['approvals.list', title],
    seats,
    async (as) => (await as.approvals.list({ ...page, ...input })).rows,
    byId(bare.approvals(input)),
  );
const auditEvents = (
  title: string,
  seats: readonly SeatName[],
  input: object,
  condition?: Parameters<typeof people.auditEvents>[0],
): Ask =>
  against(
    ['audit.list', title],
    seats,
    async (as) => (await as.audit.list(input)).rows,
    byId(people.auditEvents(condition)),
  );
const events = (title: string, campaign?: string): Ask => {
  const filter = { ...span, ...(campaign === undefined ? {} : { campaign }) };
  return against(
    ['events.list', title],
    OPERATORS,
    async (as) => (await as.events.list({ ...filter, limit: 20 })).rows,
    { id: (row) => row.eventId, sql: people.events(filter) },
  );
};

export const ASKS: readonly Ask[] = [
  campaigns('first page', {}, bare.campaigns({})),
  campaigns('searched', { text: '手机报 19' }, bare.campaigns({ text: '手机报 19' })),
  campaigns('published', { states: ['PUBLISHED'] }, bare.campaigns({ isPublished: true })),
  campaigns('page 50', { page: 50 }, bare.campaigns({ page: 50 })),
  locals('first page', {}, bare.localCampaigns({})),
  locals('searched', { text: '手机报 79' }, bare.localCampaigns({ text: '手机报 79' })),
  locals('live', { states: ['LIVE'] }, bare.localCampaigns({ isLive: true })),
  locals('page 30', { page: 30 }, bare.localCampaigns({ page: 30 })),
  approvals('all', OPERATORS, { box: 'ALL' }),
  approvals('mine', OPERATORS, { box: 'MINE' }),
  approvals('to do', APPROVERS, { box: 'TODO' }),
  approvals('searched', OPERATORS, { box: 'ALL', text: '手机报 19' }),
  approvals('page 20', OPERATORS, { box: 'ALL', page: 20 }),
  against(
    ['lists.list', 'first page'],
    OPERATORS,
    async (as) => (await as.lists.list(page)).rows,
    byId(bare.lists({})),
  ),
  against(
    ['lists.list', 'searched'],
    OPERATORS,
    async (as) => (await as.lists.list({ ...page, search: '客户 19' })).rows,
    byId(bare.lists({ text: '客户 19' })),
  ),
  against(
    ['listImports.list', 'first page'],
    OPERATORS,
    async (as) => (await as.listImports.list(page)).rows,
    byId(bare.listImports),
  ),
  against(['points.list', 'all'], OPERATORS, (as) => as.points.list(), byId(bare.points)),
  against(['releases.upcoming', 'a week'], OPERATORS, (as) => as.releases.upcoming(), {
    id: ({ releaseId }) => releaseId,
    sql: bare.upcoming,
  }),
  against(
    ['propagation.board', 'of a standard'],
    OPERATORS,
    async (as, { standard }) => (await as.propagation.board({ campaignId: standard })).rows,
    byId(people.board),
  ),
  against(
    ['exceptions.ofStandard', 'of a standard'],
    ['province operator'],
    async (as, { standard }) => (await as.exceptions.ofStandard({ standardCampaignId: standard })).rows,
    byId(people.exceptions),
  ),
  against(
    ['people.list', 'first page'],
    ['province security administrator', ...AUDITORS],
    async (as) => (await as.people.list(page)).rows,
    byId(people.people),
  ),
  against(
    ['disclosures.list', 'all'],
    ['city approver', ...AUDITORS],
    async (as) => (await as.disclosures.list(page)).rows,
    byId(people.disclosures(false)),
  ),
  against(
    ['disclosures.list', 'mine'],
    ['city operator'],
    async (as) => (await as.disclosures.list({ ...page, box: 'MINE' })).rows,
    byId(people.disclosures(true)),
  ),
  against(
    ['findings.list', 'first page'],
    AUDITORS,
    async (as) => (await as.findings.list(page)).rows,
    byId(people.findings),
  ),
  against(
    ['notifications.list', 'first page'],
    OPERATORS,
    async (as) => (await as.notifications.list(page)).rows,
    byId(people.notifications),
  ),
  against(
    ['takedownReviews.list', 'all'],
    [...OPERATORS, 'city approver'],
    async (as) => (await as.takedownReviews.list(page)).rows,
    byId(people.takedownReviews),
  ),
  against(
    ['subscribers.list', 'first page'],
    OPERATORS,
    async (as) => (await as.subscribers.list(page)).rows,
    byId(people.subscribers),
  ),
  events('first page'),
  events('of a campaign', 'BENCH-2026-00014'),
  auditEvents('first page', AUDITORS, {}),
  // A search is made for millions of events: over the few thousand of a city it costs its bounds, as in `audit-search`.
  auditEvents(
    'by person',
    ['province auditor'],
    { actor: 'BENCH-37' },
    { sql: 'e.actor_name ilike $1', value: '%BENCH-37%' },
  ),
  auditEvents(
    'searched',
    ['province auditor'],
    { text: 'BENCH-2026-00013' },
    { sql: 'e.canonical ilike $1', value: '%BENCH-2026-00013%' },
  ),
  against(['audit.campaigns', 'changed last'], AUDITORS, (as) => as.audit.campaigns({ text: '' }), {
    id: (row) => row.id,
    sql: people.auditedCampaigns,
  }),
  against(['audit.checks', 'newest'], AUDITORS, (as) => as.audit.checks(), byId(people.auditChecks)),
  against(['audit.samples', 'newest'], AUDITORS, (as) => as.audit.samples(), byId(people.auditSamples)),
  against(['savings.ledger', 'a year'], OPERATORS, async (as) => (await as.savings.ledger(year)).rows, {
    id: ({ month, code, unitFen }) => `${month} ${code} ${String(unitFen)}`,
    sql: people.savings(year),
  }),
  replayed(['audit.list', 'page 3'], AUDITORS, async (as) => {
    const { nextCursor } = await as.audit.list({});
    return as.audit.list({ cursor: nextCursor ?? undefined });
  }),
  replayed(['approvals.count', 'of the menu'], [...OPERATORS, ...APPROVERS], (as) => as.approvals.count()),
  replayed(['workbench.get', 'all'], [...OPERATORS, ...APPROVERS, ...AUDITORS], (as) => as.workbench.get()),
  replayed(['workbench.counts', 'of the menu'], [...OPERATORS, ...APPROVERS], (as) => as.workbench.counts()),
  replayed(['search.find', 'a word'], OPERATORS, (as) => as.search.find({ text: '手机报 19' })),
  replayed(['metrics.city', 'of a city'], OPERATORS, (as) => as.metrics.city({ ...span, city: '320100' })),
  replayed(['metrics.province', 'of all cities'], ['province operator'], (as) => as.metrics.province(span)),
  replayed(['listImports.rejected', 'last page'], ['city operator'], (as, { listImport }) =>
    as.listImports.rejected({ id: listImport, cursor: '99980' }),
  ),
  replayed(['exceptions.ofLocal', 'of a campaign'], OPERATORS, (as, { local }) =>
    as.exceptions.ofLocal({ localCampaignId: local }),
  ),
  replayed(['lists.options', 'for a form'], ['city operator'], (as) => as.lists.options()),
  replayed(['localCampaigns.options', 'for a form'], ['city operator'], (as) => as.localCampaigns.options()),
  replayed(['points.options', 'for a form'], OPERATORS, (as) => as.points.options()),
  replayed(['points.channels', 'for a form'], OPERATORS, (as) => as.points.channels()),
  replayed(['campaigns.channels', 'for a form'], OPERATORS, (as) => as.campaigns.channels()),
  replayed(['demoHall.options', 'for a form'], OPERATORS, (as) => as.demoHall.options()),
  replayed(['findings.owners', 'for a form'], AUDITORS, (as) => as.findings.owners({ tenant: '320100' })),
  replayed(['subscribers.attributes', 'for a form'], OPERATORS, (as) => as.subscribers.attributes()),
  replayed(['subscribers.attributeLabels', 'for rules'], [...OPERATORS, ...APPROVERS, ...AUDITORS], (as) =>
    as.subscribers.attributeLabels(),
  ),
  replayed(['subscribers.imports', 'first page'], ['province operator'], (as) =>
    as.subscribers.imports(page),
  ),
  replayed(['savings.units', 'all'], OPERATORS, (as) => as.savings.units()),
  replayed(['contentCheck.history', 'all'], OPERATORS, (as) => as.contentCheck.history()),
  replayed(['savedViews.list', 'of a list'], OPERATORS, (as) => as.savedViews.list({ list: 'campaigns' })),
  replayed(['session.list', 'own'], OPERATORS, (as) => as.session.list()),
  replayed(['tenants.list', 'all'], OPERATORS, (as) => as.tenants.list()),
  replayed(['cityFunctions.list', 'all'], ['province security administrator'], (as) =>
    as.cityFunctions.list(),
  ),
  replayed(['approvalPolicies.list', 'all'], ['province security administrator'], (as) =>
    as.approvalPolicies.list(),
  ),
  replayed(['channelKeys.list', 'all'], ['province system administrator'], (as) => as.channelKeys.list()),
  replayed(['audit.heads', 'all'], AUDITORS, (as) => as.audit.heads()),
  replayed(['audit.segments', 'all'], AUDITORS, (as) => as.audit.segments()),
];

/** Queries that list nothing: they are about one thing that is named, or about whoever asks. */
export const NO_LISTS: readonly string[] = [
  ...['approvals.candidates', 'approvals.copyChoices', 'approvals.displacement', 'approvals.draftComments'],
  ...['approvals.get', 'approvals.listChanges', 'approvals.listReach', 'approvals.reach', 'assets.describe'],
  ...['audit.consistency', 'audit.forCampaign', 'audit.get', 'audit.proof', 'audit.release', 'audit.sample'],
  ...['campaigns.get', 'campaigns.standardForCity', 'contentCheck.compare', 'contentCheck.dictionary'],
  ...['contentCheck.draft', 'contentCheck.evidence', 'contentCheck.version', 'disclosures.get'],
  ...['disclosures.preview', 'exceptions.detachmentOf', 'findings.get', 'listImports.get'],
  ...['listImports.preview', 'lists.get', 'localCampaigns.get', 'localCampaigns.merge', 'people.get'],
  ...['people.sessions', 'points.get', 'points.rivals', 'points.signature', 'propagation.get'],
  ...['releases.running', 'session.demoSignIns', 'session.me', 'standardPlacements.get'],
  ...['subscribers.countByRule', 'takedownReviews.get'],
];
