import { DEFAULT_DICTIONARY } from '@xietong/shared/content-check';
import type { Dictionary, Exemption } from '@xietong/shared/content-check';
import type { ContentField } from '@xietong/shared/content';
import { notificationListSchema } from '@xietong/shared/notifications';
import type { ReleaseDocument } from '@xietong/shared/releases';
import { actorId } from '@xietong/shared/tenants';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { asCaller } from '../../access/as-caller';
import type { Call } from '../../access/call';
import { standardCampaign } from '../../db/schema';
import { systemIds } from '../../platform/ids';
import { constraintOf } from '../../platform/sql-state';
import { createTestApprovals } from '../../testing/review-services';
import { createTestProvince } from '../../testing/tenant-factory';
import type { TestProvince } from '../../testing/tenant-factory';
import { createTestDatabase } from '../../testing/test-database';
import type { TestDatabase } from '../../testing/test-database';
import { createNotificationService } from '../notifications/notification-service';
import { createNotificationWriter } from '../notifications/notification-writer';
import { createReleaseService } from '../releases/release-service';
import { createContentCheck } from './content-check';
import type { ContentCheckService } from './content-check-service';
import type { DictionaryDraftService } from './dictionary-draft-service';

let database: TestDatabase;
let world: TestProvince;
let service: ContentCheckService;
let drafts: DictionaryDraftService;
let releases: ReturnType<typeof createReleaseService>;
let operator: Call;
let approver: Call;
let nanjing: Call;
const clock = { now: () => new Date('2026-11-28T02:00:00.000Z') };
const audited: { act: string; after?: unknown }[] = [];
const audit = {
  success: (_tx: unknown, _call: Call, entry: (typeof audited)[number]) => {
    audited.push(entry);
    return Promise.resolve();
  },
  standalone: () => Promise.resolve(),
  repeated: () => undefined,
};

beforeAll(async () => {
  database = await createTestDatabase();
  world = await createTestProvince(database);
  const common = { clock, ids: systemIds };
  const made = createContentCheck({
    ...{ ...common, database: database.app, audit, smsSignature: '演示' },
    news: createNotificationWriter(common),
  });
  service = made.contentCheckService;
  drafts = made.dictionaryDraftService;
  releases = createReleaseService({
    ...common,
    news: createNotificationWriter(common),
    checks: made.checks,
  });
  operator = await world.call(world.province, 'OPERATOR');
  approver = await world.call(world.province, 'APPROVER');
  nanjing = await world.call(world.nanjing, 'OPERATOR');
});
afterAll(() => database.close());

const word = (text: string, more: Partial<Dictionary['entries'][number]> = {}) => ({
  ...({ kind: 'WORD', word: text, severity: 'BLOCK', exemptible: true, contexts: [], phrases: [] } as const),
  ...{ law: '广告法', suggestion: '改写' },
  ...more,
});
const withWord = (text: string, base = DEFAULT_DICTIONARY): Dictionary =>
  structuredClone({ ...base, entries: [...base.entries, word(text)] }) as Dictionary;
/** Stores a draft and proposes it; without `base` made from what counts now. */
async function propose(dictionary: Dictionary, base?: number, by = operator): Promise<{ id: string }> {
  const { rowVersion } = await drafts.saveDraft(by, {
    ...{ rowVersion: (await drafts.draft(by))?.rowVersion ?? 0, dictionary, reason: '增加网络用语' },
    base: base ?? (await service.dictionary(by)).version,
  });
  return drafts.propose(by, { rowVersion });
}
const told = async (call: Call) => {
  const input = notificationListSchema.parse({ pageSize: 100 });
  const { rows } = await createNotificationService({ database: database.app, clock, audit }).list(
    call,
    input,
  );
  return rows.map(({ kind, title, reason }) => [kind, title, reason]);
};
const rowsOf = async (call: Call) => (await service.history(call)).rows;

describe('the dictionary', () => {
  it('is the product’s until the province confirms one, for everybody', async () => {
    const [province, city] = [await service.dictionary(operator), await service.dictionary(nanjing)];
    expect(province).toMatchObject({ version: 0, dictionary: DEFAULT_DICTIONARY, smsSignature: '演示' });
    expect(city).toEqual(province);
    expect(await service.history(nanjing)).toEqual({
      ...{ rows: [], current: 0, mayPropose: false, newWords: [], areAllNew: true },
    });
  });

  it('is proposed by one and confirmed by another, and read by all from then on', async () => {
    const dictionary = withWord('超神');
    const { id } = await propose(dictionary);
    expect(audited.at(-1)).toMatchObject({ act: 'contentCheck.propose', after: { added: ['超神'] } });
    expect(await rowsOf(nanjing)).toEqual([]);
    await expect(service.version(nanjing, { id })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(await service.version(approver, { id })).toMatchObject({
      row: { state: 'PROPOSED', version: null, base: 0, may: { decide: true, withdraw: false } },
      before: DEFAULT_DICTIONARY,
    });
    expect((await service.dictionary(nanjing)).version).toBe(0);

    expect(await service.decide(approver, { id, outcome: 'CONFIRMED' })).toEqual({ version: 1 });
    expect(audited.at(-1)).toMatchObject({ act: 'contentCheck.decide', after: { version: 1 } });
    expect(await service.dictionary(nanjing)).toMatchObject({ version: 1, dictionary });
    expect(await rowsOf(nanjing)).toMatchObject([
      { id, version: 1, reason: '增加网络用语', state: 'CONFIRMED' },
    ]);
    expect((await service.version(nanjing, { id })).dictionary).toEqual(dictionary);
  });

  it('is told to the others who can confirm it, and its outcome to who proposed it, once each', async () => {
    const present = (await service.dictionary(operator)).dictionary;
    const { id } = await propose(withWord('超凡', present));
    await service.decide(approver, { id, outcome: 'REFUSED', reason: '无依据' });
    const approvers = await told(approver);
    const waits = ['DICTIONARY_PROPOSED', '增加网络用语', null];
    expect(approvers).toEqual([waits, waits]);
    const own = await told(operator);
    expect(own).toHaveLength(2);
    expect(own).toContainEqual(['DICTIONARY_CONFIRMED', '增加网络用语', null]);
    expect(own.find(([kind]) => kind === 'DICTIONARY_REFUSED')?.[2]).toBe('无依据');
    for (const other of [nanjing, await world.call(world.nanjing, 'APPROVER')])
      expect(await told(other)).toEqual([]);
  });

  it('refuses what cannot be used, changes nothing, or was made from an older one', async () => {
    await expect(propose(withWord('另一个'), 0)).rejects.toMatchObject({ code: 'DICTIONARY_OUTDATED' });
    const { dictionary } = await service.dictionary(operator);
    await expect(propose(dictionary)).rejects.toMatchObject({
      code: 'DICTIONARY_INVALID',
      fields: [{ code: 'DICTIONARY_UNCHANGED' }],
    });
    await expect(propose(withWord('最新', dictionary))).rejects.toMatchObject({
      code: 'DICTIONARY_INVALID',
      fields: [
        {
          path: `dictionary.entries.${String(dictionary.entries.length)}.word`,
          code: 'DICTIONARY_WORD_TOO_BROAD',
        },
      ],
    });
    const pattern = word('最[新佳]', { kind: 'PATTERN' });
    const entries = [pattern, ...dictionary.entries];
    const broad = structuredClone({ ...dictionary, entries, linkDomains: ['com.cn'] });
    await expect(propose(broad as Dictionary)).rejects.toMatchObject({
      code: 'DICTIONARY_INVALID',
      fields: [
        {
          ...{ path: 'dictionary.entries.0.word', code: 'DICTIONARY_PATTERN_TOO_BROAD' },
          params: { word: '最[新佳]', harmless: '最新' },
        },
        { path: 'dictionary.linkDomains.0', code: 'DICTIONARY_DOMAIN_TOO_BROAD' },
      ],
    });
  });

  it('is never confirmed by who proposed it, refused without a reason, or decided twice', async () => {
    const { dictionary } = await service.dictionary(operator);
    const { id } = await propose(withWord('逆天', dictionary));
    await expect(propose(withWord('无敌', dictionary))).rejects.toMatchObject({
      code: 'DICTIONARY_PROPOSED_ALREADY',
    });
    for (const call of [operator, nanjing, await world.call(world.nanjing, 'APPROVER')])
      await expect(service.decide(call, { id, outcome: 'CONFIRMED' })).rejects.toMatchObject({
        code: expect.stringMatching(/FORBIDDEN|NOT_FOUND/) as string,
      });
    await expect(service.decide(approver, { id, outcome: 'REFUSED' })).rejects.toMatchObject({
      code: 'DICTIONARY_REASON_REQUIRED',
    });
    const asProposer = { ...approver, actor: { ...approver.actor, personId: actorId(operator.actor) } };
    await expect(service.decide(asProposer as Call, { id, outcome: 'CONFIRMED' })).rejects.toMatchObject({
      code: 'DICTIONARY_BY_PROPOSER',
    });
    await service.decide(approver, { id, outcome: 'REFUSED', reason: '太宽' });
    await expect(service.decide(approver, { id, outcome: 'CONFIRMED' })).rejects.toMatchObject({
      code: 'DICTIONARY_WRONG_STATE',
    });
    expect((await service.dictionary(operator)).version).toBe(1);
  });

  it('can be taken back by its proposer alone', async () => {
    const { dictionary } = await service.dictionary(operator);
    const { id } = await propose(withWord('逆天', dictionary));
    const another = await world.call(world.province, 'OPERATOR');
    await expect(service.withdraw(another, { id })).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await service.withdraw(operator, { id });
    expect(audited.at(-1)).toMatchObject({ act: 'contentCheck.withdraw' });
    expect((await rowsOf(operator))[0]).toMatchObject({ state: 'WITHDRAWN' });
  });

  it('is held by the database: no change of what was settled, no proposer who decides', async () => {
    const as = (text: string) =>
      database.app.transaction(async (tx) => {
        await tx.execute(sql`select set_config('app.tenant', ${world.province.id}, true)`);
        await tx.execute(sql.raw(text));
      });
    const settled = await as(`update check_dictionary set decision_reason = 'y'`).catch(constraintOf);
    expect(settled).toBe('check_dictionary_final');
    for (const sealed of ['body', 'former_words'])
      await expect(as(`update check_dictionary set ${sealed} = '{}'`)).rejects.toMatchObject({
        cause: { code: '42501' },
      });
    const { dictionary } = await service.dictionary(operator);
    const { id } = await propose(withWord('逆天', dictionary));
    const own = await as(
      `update check_dictionary set state = 'CONFIRMED', version = 9, decided_by = proposed_by, decided_by_name = 'x', decided_at = now() where id = '${id}'`,
    ).catch(constraintOf);
    expect(own).toBe('check_dictionary_not_by_proposer');
    await service.withdraw(operator, { id });
  });
});

const fieldId = systemIds.next();
function documentOf(
  call: Call,
  text: string,
  of: { campaignId: string; versionId: string },
): ReleaseDocument {
  const { code, kind } = call.actor.tenant;
  const content = {
    ...{ id: fieldId, role: 'headline', labels: { zh: '标题', en: 'Headline' }, value: text },
    policy: { kind: 'EDITABLE', constraint: {} },
  } as ContentField;
  return {
    schema: 'xietong.release/1',
    tenant: { code, kind },
    subject: { kind: 'STANDARD', ...of, number: 'N-1', title: 'T', version: 1, base: null },
    ...{ cityDefault: 'NONE', content: [content], assets: [], renderers: {}, placements: [], offer: null },
  };
}

async function submit(text: string, exemptions?: Exemption[]) {
  const of = { campaignId: systemIds.next(), versionId: systemIds.next() };
  const document = documentOf(operator, text, of);
  await database.owner.insert(standardCampaign).values({
    ...{ id: of.campaignId, tenantId: world.province.id, number: of.campaignId, kind: 'PLAN' },
    createdBy: actorId(operator.actor),
  });
  const submitted = await asCaller(database.app, operator, (tx) =>
    releases.submit(tx, operator, { kind: 'STANDARD', ...of, document, exemptions }),
  );
  return { ...of, ...submitted };
}
const evidence = (text: string): Exemption => ({
  ...{ fieldId, code: 'CHECK_WORD', word: text, ground: 'BOUNDED_FACT' },
  ...{ evidence: '2025 年统计公报（演示）', reference: '演示-1' },
});
const approvals = () => createTestApprovals({ database, clock, audit, releases });

describe('a release', () => {
  it('with a grave finding is refused beside its field, and goes on with evidence', async () => {
    await expect(submit('国家级宽带')).rejects.toMatchObject({
      code: 'CONTENT_CHECK_BLOCKED',
      params: { count: 1 },
      fields: [{ path: `content.${fieldId}`, code: 'CHECK_WORD', params: { found: '国家级' } }],
    });
    await expect(submit('国家级宽带', [evidence('最佳')])).rejects.toMatchObject({
      code: 'CONTENT_CHECK_BLOCKED',
    });
    await expect(submit('国务院推荐', [evidence('国务院推荐')])).rejects.toMatchObject({
      code: 'CONTENT_CHECK_BLOCKED',
    });
    const { requestId, campaignId } = await submit('国家级宽带，原价 99 元', [evidence('国家级')]);
    const { check } = await approvals().get(approver, requestId);
    expect(check).toMatchObject({ dictionaryVersion: 1, exemptions: [evidence('国家级')], inherited: [] });
    expect(check?.findings.map(({ severity, word: text }) => [severity, text])).toEqual([
      ['BLOCK', '国家级'],
      ['WARN', '原价'],
      ['WARN', '99 元'],
    ]);
    const known = await service.evidence(operator, { campaignId, standardVersionId: null });
    expect(known).toEqual({ former: [evidence('国家级')], inherited: [] });
    await expect(service.evidence(nanjing, { campaignId, standardVersionId: null })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
  });

  it('that nothing was found in is kept as such', async () => {
    const { requestId } = await submit('最新活动推荐');
    expect((await approvals().get(approver, requestId)).check).toMatchObject({ findings: [] });
  });

  it('keeps what was found: nobody changes it afterwards', async () => {
    const change = (text: string) =>
      database.app.transaction(async (tx) => {
        await tx.execute(sql`select set_config('app.tenant', ${world.province.id}, true)`);
        await tx.execute(sql.raw(text));
      });
    for (const text of [`update release_check set findings = '[]'`, 'delete from release_check'])
      await expect(change(text)).rejects.toMatchObject({ cause: { code: '42501' } });
  });

  it('is checked again, with the dictionary of that day, when it is approved and published', async () => {
    const first = await submit('巅峰套餐');
    const second = await submit('巅峰宽带');
    const decide = ({ requestId, hash }: typeof first) =>
      approvals().decide(approver, { id: requestId, hash, outcome: 'APPROVED' });
    await decide(first);
    const { dictionary } = await service.dictionary(operator);
    const { id } = await propose(withWord('巅峰', dictionary));
    await service.decide(approver, { id, outcome: 'CONFIRMED' });
    await expect(decide(second)).rejects.toMatchObject({ code: 'CONTENT_CHECK_BLOCKED' });
    await expect(
      asCaller(database.app, operator, (tx) =>
        releases.publish(tx, operator, { versionId: first.versionId }),
      ),
    ).rejects.toMatchObject({ code: 'CONTENT_CHECK_BLOCKED' });
    const { requestId, hash } = second;
    const returned = { id: requestId, hash, outcome: 'RETURNED', reason: '词典已更新' } as const;
    expect(await approvals().decide(approver, returned)).toMatchObject({ outcome: 'RETURNED' });
  });
});

describe('words of the product', () => {
  const isOffered = async (call: Call) => {
    const { newWords, areAllNew } = await service.history(call);
    return { words: newWords.map((each) => each.word), areAllNew };
  };
  async function confirm(change: (present: Dictionary) => Dictionary): Promise<string> {
    const { dictionary } = await service.dictionary(operator);
    const { id } = await propose(change(dictionary));
    await service.decide(approver, { id, outcome: 'CONFIRMED' });
    return id;
  }

  it('that the province took out are not offered to it as new ones', async () => {
    const nothing = { words: [], areAllNew: true };
    expect(await isOffered(operator)).toEqual(nothing);
    const [first, second] = DEFAULT_DICTIONARY.entries.map((each) => each.word);
    const id = await confirm((present) => ({ ...present, entries: present.entries.slice(2) }));
    expect(await isOffered(operator)).toEqual(nothing);

    // As an earlier program proposed it: nothing tells the two from what an upgrade brings, until the next version.
    await database.owner.execute(sql`alter table check_dictionary disable trigger check_dictionary_guard`);
    await database.owner.execute(sql`update check_dictionary set former_words = null where id = ${id}`);
    await database.owner.execute(sql`alter table check_dictionary enable trigger check_dictionary_guard`);
    expect(await isOffered(operator)).toEqual({ words: [first, second], areAllNew: false });
    expect((await isOffered(nanjing)).words).toEqual([]);
    await confirm((present) => withWord('又一个', present));
    expect(await isOffered(operator)).toEqual(nothing);
  });

  it('that the province does not want are dismissed by two people, and can be added by hand later', async () => {
    const id = await confirm((present) => ({ ...present, entries: present.entries.slice(2) }));
    await database.owner.execute(sql`alter table check_dictionary disable trigger check_dictionary_guard`);
    await database.owner.execute(sql`update check_dictionary set former_words = '[]' where id = ${id}`);
    await database.owner.execute(sql`alter table check_dictionary enable trigger check_dictionary_guard`);
    const { words: offered } = await isOffered(operator);
    const { newWords, current: base } = await service.history(operator);
    const [one, other] = newWords.map(({ kind, word }) => ({ kind, word }));
    if (!one || !other) throw new Error('two words are on offer');
    const dismissal = { base, words: [one], reason: '不采用' };
    for (const [call, code] of [
      [approver, 'FORBIDDEN'],
      [nanjing, 'NOT_FOUND'],
    ] as const)
      await expect(drafts.dismiss(call, dismissal)).rejects.toMatchObject({ code });
    await expect(drafts.dismiss(operator, { ...dismissal, base: base - 1 })).rejects.toMatchObject({
      code: 'DICTIONARY_OUTDATED',
    });
    const unknown = { ...dismissal, words: [one, { kind: 'WORD', word: '不在其中' } as const] };
    await expect(drafts.dismiss(operator, unknown)).rejects.toMatchObject({ code: 'NOT_FOUND' });

    // Taken back it leaves no draft behind: it changed no word.
    const first = await drafts.dismiss(operator, dismissal);
    await expect(drafts.dismiss(operator, dismissal)).rejects.toMatchObject({
      code: 'DICTIONARY_PROPOSED_ALREADY',
    });
    await service.withdraw(operator, first);
    expect(await drafts.draft(operator)).toBeNull();

    const second = await drafts.dismiss(operator, dismissal);
    expect((await service.version(approver, second)).dismissed).toEqual([one.word]);
    await expect(service.decide(operator, { id: second.id, outcome: 'CONFIRMED' })).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
    expect((await isOffered(operator)).words).toEqual(offered);
    await service.decide(approver, { id: second.id, outcome: 'CONFIRMED' });
    expect((await isOffered(operator)).words).toEqual(offered.slice(1));
    await service.decide(approver, {
      id: (await drafts.dismiss(operator, { ...dismissal, base: base + 1, words: [other] })).id,
      outcome: 'CONFIRMED',
    });
    expect((await isOffered(operator)).words).toEqual(offered.slice(2));
    await confirm((present) => withWord(one.word, present));
    const { dictionary } = await service.dictionary(operator);
    expect(dictionary.entries.map(({ word }) => word)).toContain(one.word);
    expect((await isOffered(operator)).words).toEqual(offered.slice(2));
  });
});
