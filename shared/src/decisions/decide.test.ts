import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ContentField, FieldRole, FieldValue } from '../content';
import { offerIn, rendererForChannel, rendererVersions } from '../rendering';
import type { RenderedContent } from '../rendering';
import { releaseDocumentSchema, sealRelease } from '../releases';
import type { Audience, ReleaseDocument, ReleasePlacement } from '../releases';
import {
  compileSnapshot,
  decide,
  decisionResponseSchema,
  traceForCity,
  traceSchema,
  UNKNOWN_SUBSCRIBER,
} from './index';
import type {
  SnapshotBlocklist,
  SnapshotInput,
  SnapshotPoint,
  SnapshotRelease,
  SubscriberState,
} from './index';

const NANJING = '320100';
const WUXI = '320200';
const PROVINCE = '320000';
const NOW = new Date('2026-11-22T04:00:00.000Z');
const STARTS = '2026-11-01T00:00:00.000Z';
const ENDS = '2026-12-01T00:00:00.000Z';

const uuid = (n: number) => `00000000-0000-4000-8000-${n.toString(16).padStart(12, '0')}`;
const LIST = uuid(900);
const MEMBER = 154_000_001;
const STANDARD = uuid(700);

function field(n: number, role: FieldRole, value: FieldValue): ContentField {
  return {
    id: uuid(n),
    role,
    labels: { zh: role, en: role },
    value,
    policy: { kind: 'LOCKED', constraint: {} },
  } as ContentField;
}

interface Plan {
  readonly n: number;
  readonly tenant?: string;
  readonly kind?: 'LOCAL' | 'STANDARD' | 'STANDARD_PLACEMENT';
  readonly base?: boolean;
  readonly campaign?: number;
  readonly audience?: Partial<Audience> | null;
  readonly offer?: string;
  readonly headline?: string | null;
  readonly placement?: Partial<ReleasePlacement>;
  readonly renderers?: Record<string, string>;
  readonly cityDefault?: 'NONE' | 'SHOW_STANDARD';
  readonly overtakenAt?: string;
}

const list = { versionId: LIST, listName: '演示名单', digest: '0'.repeat(64), size: 1 };

/** A released document with one placement; `n` makes its ids. */
function release(plan: Plan): SnapshotRelease {
  const kind = plan.kind ?? 'LOCAL';
  const tenant = kind === 'LOCAL' ? (plan.tenant ?? NANJING) : PROVINCE;
  const standard = { campaignId: STANDARD, number: 'JS-2026-0001', versionId: uuid(701), version: 1 };
  const offer =
    plan.offer === undefined
      ? null
      : { code: plan.offer, name: plan.offer, tariffNumber: '演示-1', priceFen: 300 };
  const audience = plan.audience ? { list: null, rule: null, ...plan.audience } : null;
  const document: ReleaseDocument = {
    schema: 'xietong.release/1',
    tenant: { code: tenant, kind: tenant === PROVINCE ? 'PROVINCE' : 'CITY' },
    subject: {
      kind,
      campaignId: kind === 'LOCAL' ? uuid(plan.campaign ?? plan.n) : STANDARD,
      number:
        kind === 'LOCAL'
          ? `${tenant}-2026-${String(plan.campaign ?? plan.n).padStart(4, '0')}`
          : standard.number,
      title: `活动 ${plan.n}`,
      versionId: uuid(100 + plan.n),
      version: 1,
      base: kind === 'STANDARD_PLACEMENT' || plan.base === true ? standard : null,
    },
    cityDefault: kind === 'LOCAL' ? null : (plan.cityDefault ?? 'SHOW_STANDARD'),
    content: [
      field(1, 'headline', plan.headline === undefined ? `活动 ${plan.n}` : plan.headline),
      field(2, 'smsText', `短信 ${plan.n}`),
      ...(offer === null ? [] : [field(3, 'offer', offer)]),
    ],
    assets: [],
    renderers: plan.renderers ?? rendererVersions(),
    placements: [
      {
        id: uuid(300 + plan.n),
        point: 'home-banner',
        channel: 'web',
        startsAt: STARTS,
        endsAt: ENDS,
        tier: kind === 'STANDARD_PLACEMENT' ? 'STANDARD' : 'LOCAL',
        lever: 50,
        audience,
        ...plan.placement,
      },
    ],
    offer,
  };
  const parsed = releaseDocumentSchema.parse(document);
  return {
    releaseId: uuid(500 + plan.n),
    hash: sealRelease(parsed).hash,
    document: parsed,
    overtakenAt: plan.overtakenAt ?? null,
  };
}

function fallbackContent(): RenderedContent {
  const content = [
    field(1, 'headline', '默认'),
    field(2, 'offer', { code: 'HOUSE', name: '默认', tariffNumber: '演示-0', priceFen: 0 }),
  ];
  const rendered = rendererForChannel('web')?.render(content, { format: 'banner' });
  if (!rendered?.ok) throw new Error('no default');
  return rendered.value;
}

function point(code: string, change: Partial<SnapshotPoint> = {}): SnapshotPoint {
  return {
    code,
    channel: 'web',
    format: 'banner',
    capacity: 1,
    enabled: true,
    names: { zh: code, en: code },
    fallback: null,
    ...change,
  };
}

const POINTS = [
  point('home-banner'),
  point('bill-after', { capacity: 3 }),
  point('recharge-success', { fallback: fallbackContent() }),
  point('switched-off', { enabled: false, fallback: fallbackContent() }),
  point('sms-tail', { channel: 'sms', format: 'sms' }),
  point('app-splash', { channel: 'app', format: 'splash', fallback: fallbackContent() }),
  point('fax-head', { channel: 'fax', format: 'banner' }),
];

function snapshotOf(releases: readonly SnapshotRelease[], change: Partial<SnapshotInput> = {}) {
  return compileSnapshot({
    revision: 1,
    cities: [NANJING, WUXI],
    points: POINTS,
    releases,
    blocklists: [],
    membership: (versionId) => (versionId === LIST ? (key) => key === MEMBER : undefined),
    ...change,
  });
}

const member: SubscriberState = {
  ...UNKNOWN_SUBSCRIBER,
  key: MEMBER,
  homeCity: NANJING,
  storedConsent: true,
  attributes: { tenure: 12 },
};

const blocklist = (n: number, city: string | null, keys: readonly number[]): SnapshotBlocklist => ({
  id: uuid(950 + n),
  city,
  has: (key) => keys.includes(key),
});

interface Ask {
  readonly city?: string;
  readonly points?: string[];
  readonly subscriber?: SubscriberState;
  readonly attributes?: Record<string, string | number | null>;
  readonly consent?: boolean;
  readonly now?: Date;
  readonly channel?: string;
  readonly blocklists?: readonly SnapshotBlocklist[];
}

function ask(
  releases: readonly SnapshotRelease[],
  { city = NANJING, points = ['home-banner'], ...rest }: Ask = {},
  explain = false,
) {
  const request = {
    requestId: 'r',
    city,
    points,
    explain,
    ...(rest.attributes ? { attributes: rest.attributes } : {}),
    ...(rest.consent === undefined ? {} : { consent: { personalised: rest.consent } }),
  };
  const snapshot = snapshotOf(releases, { blocklists: rest.blocklists ?? [] });
  return decide(snapshot, request, rest.subscriber ?? member, rest.now ?? NOW, {
    channel: rest.channel ?? 'web',
  });
}

/** The plan numbers of the placements that are served, point after point. */
function served(releases: readonly SnapshotRelease[], how: Ask = {}): number[] {
  const ids = ask(releases, how).points.flatMap(({ items }) =>
    items.map(({ source }) => source?.placementId),
  );
  return ids.map((id) => (id === undefined ? 0 : Number.parseInt(id.slice(-12), 16) - 300));
}

/** The code that the trace gives for one placement. */
function codeOf(n: number, releases: readonly SnapshotRelease[], how: Ask = {}): string | null | undefined {
  const { trace } = ask(releases, how, true);
  return trace?.points
    .flatMap(({ candidates }) => candidates)
    .find(({ placement }) => placement === uuid(300 + n))?.code;
}

describe('a point', () => {
  it('serves the live release of the city, and names what it came from', () => {
    const only = release({ n: 1, offer: 'MMS-3' });
    expect(ask([only])).toMatchObject({
      personalised: true,
      points: [
        {
          point: 'home-banner',
          fallback: false,
          code: null,
          items: [
            {
              source: {
                placementId: uuid(301),
                releaseHash: only.hash,
                tenant: NANJING,
                campaign: '320100-2026-0001',
                version: 1,
                offerCode: 'MMS-3',
              },
              content: { renderer: 'web/2', headline: '活动 1', mark: '广告' },
            },
          ],
        },
      ],
    });
  });

  it('answers with its default, else with nothing', () => {
    const result = ask([], { points: ['home-banner', 'recharge-success'] });
    expect(result.points).toEqual([
      { point: 'home-banner', fallback: true, code: null, items: [] },
      {
        point: 'recharge-success',
        fallback: true,
        code: null,
        items: [{ source: null, content: fallbackContent() }],
      },
    ]);
    const orderedHouse = { ...member, orderedOffers: new Set(['HOUSE']) };
    expect(ask([], { points: ['recharge-success'], subscriber: orderedHouse }).points[0]?.items).toEqual([]);
  });

  it('shows nothing when it is switched off, unknown, or of another channel', () => {
    const releases = [release({ n: 1, placement: { point: 'switched-off' } })];
    const result = ask(releases, { points: ['switched-off', 'nowhere', 'sms-tail'] });
    expect(result.points.map(({ code, items }) => [code, items.length])).toEqual([
      ['POINT_DISABLED', 0],
      ['POINT_UNKNOWN', 0],
      ['POINT_OTHER_CHANNEL', 0],
    ]);
  });

  it('holds as many items as it has places for', () => {
    const releases = [1, 2, 3, 4, 5].map((n) => release({ n, placement: { point: 'bill-after', lever: n } }));
    expect(served(releases, { points: ['bill-after'] })).toEqual([5, 4, 3]);
  });

  it('renders for its own channel, and falls back where nothing can be rendered', () => {
    const sms = [release({ n: 1, placement: { point: 'sms-tail', channel: 'sms' } })];
    const [message] = ask(sms, { points: ['sms-tail'], channel: 'sms' }).points;
    expect(message?.items[0]?.content).toMatchObject({
      renderer: 'sms/1',
      text: '【演示】短信 1拒收请回复R',
    });
    const app = [release({ n: 1, placement: { point: 'app-splash', channel: 'app' } })];
    expect(ask(app, { points: ['app-splash'], channel: 'app' }).points[0]?.fallback).toBe(true);
    expect(codeOf(1, app, { points: ['app-splash'], channel: 'app' })).toBe('RENDER_IMAGE_MISSING');
    const fax = [release({ n: 1, placement: { point: 'fax-head', channel: 'fax' } })];
    expect(codeOf(1, fax, { points: ['fax-head'], channel: 'fax' })).toBe('CHANNEL_NOT_RENDERED');
  });
});

describe('the gates', () => {
  it('window: from the start on, up to the end', () => {
    const releases = [release({ n: 1 })];
    const at = (text: string, offset = 0) => ({ now: new Date(Date.parse(text) + offset) });
    expect(codeOf(1, releases, at(STARTS, -1))).toBe('NOT_STARTED');
    expect(served(releases, at(STARTS))).toEqual([1]);
    expect(served(releases, at(ENDS, -1))).toEqual([1]);
    expect(codeOf(1, releases, at(ENDS))).toBe('ENDED');
  });

  it('window: ends where a later release takes over', () => {
    const releases = [release({ n: 1, overtakenAt: NOW.toISOString() })];
    expect(served(releases, { now: new Date(NOW.getTime() - 1) })).toEqual([1]);
    expect(codeOf(1, releases)).toBe('OVERTAKEN');
  });

  it('city: another city has no part in it', () => {
    expect(served([release({ n: 1, tenant: WUXI })])).toEqual([]);
    expect(served([release({ n: 1, tenant: WUXI })], { city: WUXI })).toEqual([1]);
    expect(served([release({ n: 1, tenant: PROVINCE })], { city: WUXI })).toEqual([1]);
  });

  it('home city: away from home nothing comes by list or rule', () => {
    const releases = [
      release({ n: 1, audience: { list } }),
      release({ n: 2, audience: { rule: { tenure: 12 } } }),
      release({ n: 3, placement: { tier: 'HOUSE' } }),
    ];
    const away = { ...member, homeCity: WUXI };
    expect(served(releases, { subscriber: away })).toEqual([3]);
    expect(codeOf(1, releases, { subscriber: away })).toBe('CITY_MISMATCH');
    expect(codeOf(2, releases, { subscriber: away })).toBe('CITY_MISMATCH');
  });

  it('list: members alone, known as subscribers or not', () => {
    const releases = [release({ n: 1, audience: { list } })];
    expect(served(releases)).toEqual([1]);
    expect(
      served(releases, { subscriber: { ...UNKNOWN_SUBSCRIBER, key: MEMBER, storedConsent: true } }),
    ).toEqual([1]);
    expect(codeOf(1, releases, { subscriber: { ...member, key: 7 } })).toBe('NOT_IN_LIST');
    expect(codeOf(1, releases, { subscriber: { ...member, key: null } })).toBe('SUBSCRIBER_UNKNOWN');
    expect(codeOf(2, [release({ n: 2, audience: { list: { ...list, versionId: uuid(901) } } })])).toBe(
      'LIST_NOT_LOADED',
    );
  });

  it('rule: true alone lets through; the request outweighs what is stored', () => {
    const releases = [release({ n: 1, audience: { rule: { tenure: { $gte: 12 } } } })];
    expect(served(releases)).toEqual([1]);
    expect(codeOf(1, releases, { attributes: { tenure: 3 } })).toBe('RULE_NOT_MET');
    expect(codeOf(1, releases, { subscriber: { ...member, attributes: {} } })).toBe('RULE_UNKNOWN');
    expect(
      codeOf(2, [release({ n: 2, audience: { rule: { tenure: { $ne: 1 } } } })], {
        subscriber: { ...member, attributes: {} },
      }),
    ).toBe('RULE_UNKNOWN');
    expect(codeOf(3, [release({ n: 3, audience: { rule: { $where: 1 } } })])).toBe('RULE_INVALID');
  });

  it('list and rule together: both', () => {
    const releases = [release({ n: 1, audience: { list, rule: { tenure: 13 } } })];
    expect(codeOf(1, releases)).toBe('RULE_NOT_MET');
    expect(served(releases, { attributes: { tenure: 13 } })).toEqual([1]);
  });

  it('suitability: an ordered offer is not offered again', () => {
    const releases = [
      release({ n: 1, offer: 'MMS-3' }),
      release({ n: 2, offer: 'IPTV', placement: { tier: 'HOUSE' } }),
    ];
    const subscriber = { ...member, orderedOffers: new Set(['MMS-3']) };
    expect(served(releases, { subscriber })).toEqual([2]);
    expect(codeOf(1, releases, { subscriber })).toBe('ALREADY_ORDERED');
  });

  it('consent: the request says it, else what is stored, else no', () => {
    const releases = [release({ n: 1, audience: { list } }), release({ n: 2, placement: { tier: 'HOUSE' } })];
    expect(served(releases, { consent: true, subscriber: { ...member, storedConsent: false } })).toEqual([1]);
    expect(served(releases, { consent: false })).toEqual([2]);
    expect(served(releases, { subscriber: { ...member, storedConsent: null } })).toEqual([2]);
    expect(codeOf(1, releases, { consent: false })).toBe('NOT_PERSONALISED');
  });

  it('blocklist: nothing but what everybody has to be told, in the city whose it is or in all of them', () => {
    const releases = [
      release({ n: 1 }),
      release({ n: 2, tenant: WUXI }),
      release({ n: 8, tenant: PROVINCE, placement: { tier: 'MANDATORY_NOTICE', point: 'bill-after' } }),
    ];
    const points = ['home-banner', 'bill-after', 'recharge-success'];
    const on = (city: string | null): Ask => ({ points, blocklists: [blocklist(1, city, [MEMBER])] });
    expect(served(releases, on(NANJING))).toEqual([8]);
    expect(served(releases, on(null))).toEqual([8]);
    expect(served(releases, { ...on(null), consent: false })).toEqual([8]);
    expect(served(releases, on(WUXI))).toEqual([1, 8, 0]);
    expect(served(releases, { ...on(WUXI), city: WUXI })).toEqual([8]);
    expect(served(releases, { ...on(null), subscriber: { ...member, key: 7 } })).toEqual([1, 8, 0]);
    expect(served(releases, { ...on(null), subscriber: UNKNOWN_SUBSCRIBER })).toEqual([1, 8, 0]);
    expect(codeOf(1, releases, on(NANJING))).toBe('BLOCKLISTED');
  });

  it('localised: the standard gives way to a local version that this customer can be shown here', () => {
    const standard = release({ n: 9, kind: 'STANDARD_PLACEMENT' });
    const local = release({ n: 1, base: true, audience: { list } });
    expect(served([standard])).toEqual([9]);
    expect(served([standard, local])).toEqual([1]);
    expect(codeOf(9, [standard, local])).toBe('LOCALISED');
    expect(served([standard, local], { city: WUXI, subscriber: { ...member, homeCity: WUXI } })).toEqual([9]);
    expect(served([standard, local], { subscriber: { ...member, key: 7 } })).toEqual([9]);
    expect(served([standard, release({ n: 1, base: true, headline: null })])).toEqual([9]);
    expect(served([standard, release({ n: 1 })])).toEqual([9]);
    expect(served([standard, release({ n: 1, base: true, placement: { point: 'bill-after' } })])).toEqual([
      9,
    ]);
    const notice = release({ n: 8, kind: 'STANDARD_PLACEMENT', placement: { tier: 'MANDATORY_NOTICE' } });
    expect(served([notice, local])).toEqual([8]);
  });

  it('a standard without a placement of its own, or not meant for cities, is never served', () => {
    expect(served([release({ n: 1, kind: 'STANDARD' })])).toEqual([]);
    expect(served([release({ n: 1, kind: 'STANDARD_PLACEMENT', cityDefault: 'NONE' })])).toEqual([]);
  });

  it('diversity: a campaign is shown once in a request', () => {
    const twice = [
      release({ n: 1, placement: { lever: 90 } }),
      release({ n: 2, campaign: 1, placement: { point: 'bill-after', lever: 90 } }),
      release({ n: 3, placement: { point: 'bill-after' } }),
    ];
    expect(served(twice, { points: ['home-banner', 'bill-after'] })).toEqual([1, 3]);
    expect(served(twice, { points: ['bill-after', 'home-banner'] })).toEqual([2, 3]);
    expect(codeOf(2, twice, { points: ['home-banner', 'bill-after'] })).toBe('CAMPAIGN_ALREADY_SHOWN');
  });

  it('rendering: on failure the next one', () => {
    const releases = [release({ n: 1, headline: null, placement: { lever: 90 } }), release({ n: 2 })];
    expect(served(releases)).toEqual([2]);
    expect(codeOf(1, releases)).toBe('RENDER_HEADLINE_MISSING');
    const tooLong = release({ n: 1, headline: '长'.repeat(41), placement: { lever: 90 } });
    expect(served([tooLong, release({ n: 2 })])).toEqual([2]);
    expect(codeOf(1, [tooLong])).toBe('RENDER_HEADLINE_TOO_LONG');
    const newer = [release({ n: 1, renderers: { web: '3' } })];
    expect(codeOf(1, newer)).toBe('RENDERER_VERSION_UNKNOWN');
    expect(codeOf(1, [release({ n: 1, renderers: { sms: '1' } })])).toBe('RENDERER_VERSION_UNKNOWN');
  });

  it('rendering: what was approved with an earlier renderer is shown by it, whatever its length', () => {
    const headline = '长'.repeat(41);
    const [point] = ask([release({ n: 1, headline, renderers: { web: '1', sms: '1' } })]).points;
    expect(point?.items[0]?.content).toMatchObject({ renderer: 'web/1', headline, image: null });
  });
});

describe('arbitration', () => {
  it('goes strictly by tier, then by lever', () => {
    const releases = [
      release({ n: 1, placement: { lever: 100 } }),
      release({ n: 2, placement: { lever: 10 } }),
      release({ n: 3, tenant: PROVINCE, placement: { tier: 'GUARANTEED', lever: 1 } }),
      release({ n: 4, placement: { tier: 'HOUSE', lever: 100 } }),
    ];
    const onBill = releases.map((each) => ({
      ...each,
      document: {
        ...each.document,
        placements: each.document.placements.map((placement) => ({ ...placement, point: 'bill-after' })),
      },
    }));
    expect(served(onBill, { points: ['bill-after'] })).toEqual([3, 1, 2]);
  });

  it('shares a point among equals: the same customer sees the same one all day', () => {
    const releases = [1, 2, 3].map((n) => release({ n }));
    const first = (key: number, now = NOW) => served(releases, { subscriber: { ...member, key }, now })[0];
    const winners = Array.from({ length: 300 }, (_, key) => first(key));
    for (const n of [1, 2, 3]) expect(winners.filter((winner) => winner === n).length).toBeGreaterThan(60);
    expect(first(5, new Date('2026-11-21T16:00:00.000Z'))).toBe(
      first(5, new Date('2026-11-22T15:59:59.999Z')),
    );
    const days = Array.from({ length: 20 }, (_, day) =>
      first(5, new Date(Date.parse(STARTS) + day * 86_400_000)),
    );
    expect(new Set(days).size).toBeGreaterThan(1);
  });
});

describe('the trace', () => {
  const releases = [
    release({ n: 1, placement: { lever: 90 } }),
    release({ n: 2 }),
    release({ n: 3, audience: { list, rule: { tenure: 1, plan: 'x' } }, offer: 'MMS-3' }),
    release({ n: 4, tenant: PROVINCE, placement: { tier: 'HOUSE' } }),
  ];
  const { trace } = ask(releases, {}, true);

  it('says for every candidate what became of it, by every gate', () => {
    expect(traceSchema.parse(trace)).toEqual(trace);
    const rows = trace?.points[0]?.candidates.map(({ placement, outcome, lostTo, rank, code }) => [
      placement,
      outcome,
      lostTo,
      rank,
      code,
    ]);
    expect(rows).toEqual([
      [uuid(301), 'selected', null, 1, null],
      [uuid(302), 'lost_to', uuid(301), 2, null],
      [uuid(304), 'lost_to', uuid(301), 3, null],
      [uuid(303), 'filtered', null, null, 'RULE_NOT_MET'],
    ]);
    const gates = trace?.points[0]?.candidates.at(-1)?.gates.map(({ gate, status }) => `${gate}:${status}`);
    expect(gates).toEqual([
      'window:pass',
      'city:pass',
      'home-city:pass',
      'list:pass',
      'rule:fail',
      'suitability:pass',
      'consent:pass',
      'blocklist:pass',
      'localised:skipped',
      'diversity:pass',
      'rendering:pass',
    ]);
  });

  it('holds no key, no list and no value of an attribute', () => {
    const secret = { ...member, attributes: { tenure: 'secret-value' } };
    const text = JSON.stringify(ask(releases, { subscriber: secret }, true).trace);
    expect(text).not.toContain(String(MEMBER));
    expect(text).not.toContain('secret-value');
    expect(text).toContain('missing: plan');
  });

  it('does not look up somebody who is not to be profiled', () => {
    const watched = snapshotOf(releases, {
      membership: () => () => {
        throw new Error('looked up');
      },
    });
    const request = {
      requestId: 'r',
      city: NANJING,
      points: ['home-banner'],
      consent: { personalised: false },
      explain: true,
    };
    const found = decide(watched, request, member, NOW, { channel: 'web' }).trace?.points[0]?.candidates.at(
      -1,
    );
    expect(found).toMatchObject({ placement: uuid(303), code: 'NOT_PERSONALISED' });
  });

  it('tells a city of others nothing but tier and outcome', () => {
    const sponsored = release({ n: 5, tenant: PROVINCE, placement: { tier: 'PROVINCE_SPONSORED' } });
    const full = ask([...releases, sponsored], {}, true).trace;
    const redacted = full && traceForCity(full, NANJING);
    const [rival, own] = redacted?.points[0]?.candidates ?? [];
    expect(rival).toMatchObject({
      placement: null,
      campaign: null,
      score: null,
      gates: [],
      tier: 'PROVINCE_SPONSORED',
      outcome: 'selected',
    });
    expect(own).toMatchObject({ placement: uuid(301), outcome: 'lost_to', lostTo: null });
    expect(JSON.stringify(redacted)).not.toContain(uuid(305));
    expect(traceSchema.parse(redacted)).toEqual(redacted);
  });
});

describe('a snapshot', () => {
  it('is the same whatever order its parts come in, and another one when any of them changes', () => {
    const releases = [1, 2, 3].map((n) => release({ n }));
    const { hash } = snapshotOf(releases);
    expect(snapshotOf([...releases].reverse(), { points: [...POINTS].reverse() }).hash).toBe(hash);
    expect(snapshotOf(releases.slice(1)).hash).not.toBe(hash);
    expect(snapshotOf(releases, { revision: 2 }).hash).not.toBe(hash);
    const blocklists = [blocklist(1, null, []), blocklist(2, WUXI, [])];
    const blocking = snapshotOf(releases, { blocklists }).hash;
    expect(snapshotOf(releases, { blocklists: [...blocklists].reverse() }).hash).toBe(blocking);
    expect(snapshotOf(releases, { blocklists: blocklists.slice(1) }).hash).not.toBe(blocking);
    expect(blocking).not.toBe(hash);
    expect(hash).toMatch(/^[0-9a-f]{64}$/);
  });

  it('finds the candidates of a point and city without looking at others', () => {
    const releases = [
      release({ n: 1 }),
      release({ n: 2, tenant: WUXI }),
      release({ n: 3, tenant: PROVINCE }),
      release({ n: 4, placement: { point: 'nowhere' } }),
    ];
    const snapshot = snapshotOf(releases);
    expect(snapshot.candidatesAt('home-banner', NANJING).map(({ placementId }) => placementId)).toEqual([
      uuid(301),
      uuid(303),
    ]);
    expect(snapshot.candidatesAt('home-banner', '320300').map(({ placementId }) => placementId)).toEqual([
      uuid(303),
    ]);
    expect(snapshot.candidatesAt('nowhere', NANJING)).toEqual([]);
  });
});

const plan = (n: number): fc.Arbitrary<Plan> =>
  fc.record({
    n: fc.constant(n),
    kind: fc.constantFrom('LOCAL', 'LOCAL', 'LOCAL', 'STANDARD_PLACEMENT', 'STANDARD'),
    tenant: fc.constantFrom(NANJING, WUXI, PROVINCE),
    base: fc.boolean(),
    campaign: fc.constantFrom(n, 50, 51),
    audience: fc.constantFrom(
      null,
      { list },
      { rule: { tenure: 12 } },
      { rule: { plan: { $ne: 'x' } } },
      { list, rule: { $nor: [{ tenure: 3 }] } },
    ),
    offer: fc.constantFrom('MMS-3', 'IPTV', 'GIGABIT'),
    headline: fc.constantFrom('标题', '标题', null),
    placement: fc.record({
      point: fc.constantFrom('home-banner', 'bill-after', 'recharge-success'),
      tier: fc.constantFrom('MANDATORY_NOTICE', 'PROVINCE_SPONSORED', 'STANDARD', 'LOCAL', 'HOUSE'),
      lever: fc.constantFrom(1, 50, 100),
      startsAt: fc.constantFrom(STARTS, NOW.toISOString(), '2026-11-23T00:00:00.000Z'),
    }),
  });
const world = fc.nat(12).chain((size) => fc.tuple(...Array.from({ length: size }, (_, n) => plan(n + 1))));
const customer = fc.record({
  key: fc.constantFrom(null, MEMBER, 7),
  homeCity: fc.constantFrom(null, NANJING, WUXI),
  attributes: fc.constantFrom({}, { tenure: 12 }, { tenure: 3, plan: 'y' }, { plan: 'x' }),
  orderedOffers: fc
    .uniqueArray(fc.constantFrom('MMS-3', 'IPTV', 'HOUSE'))
    .map((codes) => new Set<string>(codes)),
  storedConsent: fc.constantFrom(null, true, false),
});
const question = fc.record({
  city: fc.constantFrom(NANJING, WUXI),
  points: fc.shuffledSubarray(['home-banner', 'bill-after', 'recharge-success'], { minLength: 1 }),
  subscriber: customer,
  blocklists: fc
    .array(fc.tuple(fc.constantFrom(null, NANJING, WUXI), fc.subarray([MEMBER, 7])), { maxLength: 2 })
    .map((lists) => lists.map(([city, keys], n) => blocklist(n, city, keys))),
});

describe('laws of decisions', () => {
  it('no city is served another city', () => {
    fc.assert(
      fc.property(world, question, (plans, how) => {
        const items = ask(plans.map(release), how).points.flatMap((each) => each.items);
        return items.every(({ source }) => source === null || [how.city, PROVINCE].includes(source.tenant));
      }),
    );
  });

  it('what is served is in its window, of the right audience, and was not ordered', () => {
    fc.assert(
      fc.property(world, question, (plans, how) => {
        const result = ask(plans.map(release), how);
        const { subscriber } = how;
        for (const { source, content } of result.points.flatMap((each) => each.items)) {
          const offer = offerIn(content);
          if (offer) expect(subscriber.orderedOffers.has(offer.code)).toBe(false);
          const origin = plans.find(({ n }) => source?.placementId === uuid(300 + n));
          if (origin?.placement?.startsAt)
            expect(Date.parse(origin.placement.startsAt)).toBeLessThanOrEqual(NOW.getTime());
          if (!origin?.audience) continue;
          expect(result.personalised).toBe(true);
          expect([null, how.city]).toContain(subscriber.homeCity);
          if (origin.audience.list) expect(subscriber.key).toBe(MEMBER);
          if (origin.audience.rule) expect(subscriber.attributes).not.toEqual({});
        }
      }),
    );
  });

  it('whoever is on a blocklist of the province or the city is shown nothing but mandatory notices', () => {
    fc.assert(
      fc.property(world, question, (plans, how) => {
        const releases = plans.map(release);
        const { key } = how.subscriber;
        const isBlocked =
          key !== null &&
          how.blocklists.some(({ city, has }) => (city === null || city === how.city) && has(key));
        const result = ask(releases, how);
        if (!isBlocked) expect(served(releases, { ...how, blocklists: [] })).toEqual(served(releases, how));
        else
          for (const { source } of result.points.flatMap((each) => each.items))
            expect(source?.tier).toBe('MANDATORY_NOTICE');
      }),
    );
  });

  it('without consent nothing comes by list or profile, and the customer makes no difference', () => {
    fc.assert(
      fc.property(world, question, (plans, how) => {
        const stranger = { ...how.subscriber, attributes: {}, homeCity: null };
        const releases = plans.map(release);
        const result = ask(releases, { ...how, consent: false });
        expect(ask(releases, { ...how, consent: false, subscriber: stranger })).toEqual(result);
        const targeted = plans.filter(({ audience }) => audience).map(({ n }) => uuid(300 + n));
        for (const { source } of result.points.flatMap((each) => each.items))
          expect(targeted).not.toContain(source?.placementId);
      }),
    );
  });

  it('the order of releases in the configuration changes nothing', () => {
    const shuffled = world.chain((plans) =>
      fc.tuple(fc.constant(plans), fc.shuffledSubarray(plans, { minLength: plans.length })),
    );
    fc.assert(
      fc.property(shuffled, question, ([plans, others], how) => {
        expect(ask(others.map(release), how, true)).toEqual(ask(plans.map(release), how, true));
      }),
    );
  });

  it('asking for an explanation changes nothing, and what it explains is what was served', () => {
    fc.assert(
      fc.property(world, question, (plans, how) => {
        const releases = plans.map(release);
        const { trace, ...explained } = ask(releases, how, true);
        expect(explained).toEqual(ask(releases, how));
        for (const [index, { candidates }] of (trace?.points ?? []).entries()) {
          const selected = candidates.filter(({ outcome }) => outcome === 'selected');
          const items = explained.points[index]?.items.flatMap(({ source }) => source?.placementId ?? []);
          expect(selected.map(({ placement }) => placement)).toEqual(items);
          for (const { outcome, code, gates } of candidates) {
            const shut = gates.filter(({ status }) => status === 'fail' || status === 'unknown');
            expect(outcome === 'filtered').toBe(shut.length > 0);
            expect(code).toBe(shut[0]?.code ?? null);
          }
        }
      }),
    );
  });

  it('points are filled within their capacity, no campaign twice, and the answer fits its schema', () => {
    fc.assert(
      fc.property(world, question, (plans, how) => {
        const { points, snapshot, trace } = ask(plans.map(release), how, true);
        const campaigns = points.flatMap(({ items }) =>
          items.flatMap(({ source }) => source?.campaignId ?? []),
        );
        expect(new Set(campaigns).size).toBe(campaigns.length);
        for (const each of points) {
          expect(each.items.length).toBeLessThanOrEqual(
            POINTS.find(({ code }) => code === each.point)?.capacity ?? 0,
          );
        }
        const response = {
          snapshot,
          stale: false,
          points: points.map(({ point: code, fallback, items }) => ({
            point: code,
            fallback,
            items: items.map(({ source, content }) => ({
              decisionId: 'sealed',
              campaign: source?.campaign ?? null,
              version: source?.version ?? null,
              content,
            })),
          })),
          trace,
        };
        expect(decisionResponseSchema.safeParse(response).success).toBe(true);
      }),
    );
  });
});
