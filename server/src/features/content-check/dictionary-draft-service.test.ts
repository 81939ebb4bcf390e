import { DEFAULT_DICTIONARY } from '@xietong/shared/content-check';
import type { Dictionary } from '@xietong/shared/content-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Call } from '../../access/call';
import { systemIds } from '../../platform/ids';
import { createTestProvince } from '../../testing/tenant-factory';
import type { TestProvince } from '../../testing/tenant-factory';
import { createTestDatabase } from '../../testing/test-database';
import type { TestDatabase } from '../../testing/test-database';
import { createNotificationWriter } from '../notifications/notification-writer';
import { createContentCheck } from './content-check';

let database: TestDatabase;
let world: TestProvince;
let services: ReturnType<typeof createContentCheck>;
let operator: Call;
let colleague: Call;
let approver: Call;
const audited: { act: string; before?: unknown; after?: unknown }[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
  world = await createTestProvince(database);
  const clock = { now: () => new Date('2026-11-28T02:00:00.000Z') };
  services = createContentCheck({
    ...{ database: database.app, clock, ids: systemIds, smsSignature: '演示' },
    news: createNotificationWriter({ clock, ids: systemIds }),
    audit: {
      success: (_tx: unknown, _call: Call, entry: (typeof audited)[number]) => {
        audited.push(entry);
        return Promise.resolve();
      },
      standalone: () => Promise.resolve(),
    },
  });
  operator = await world.call(world.province, 'OPERATOR');
  colleague = await world.call(world.province, 'OPERATOR');
  approver = await world.call(world.province, 'APPROVER');
});
afterAll(() => database.close());

const withWord = (word: string, more: Partial<Dictionary> = {}): Dictionary => {
  const [first] = DEFAULT_DICTIONARY.entries;
  if (!first) throw new Error('the dictionary is empty');
  return { ...DEFAULT_DICTIONARY, entries: [...DEFAULT_DICTIONARY.entries, { ...first, word }], ...more };
};
const save = (call: Call, rowVersion: number, dictionary: Dictionary, reason = '', base = 0) =>
  services.dictionaryDraftService.saveDraft(call, { rowVersion, base, dictionary, reason });

describe('the draft of a dictionary', () => {
  it('is kept half written, and found again by its author alone', async () => {
    const { dictionaryDraftService: drafts } = services;
    expect(await drafts.draft(operator)).toBeNull();
    const half = withWord('超神', { linkDomains: ['https://'], tariffPattern: '(' });
    expect(await save(operator, 0, half)).toEqual({ rowVersion: 1 });
    expect(audited.at(-1)).toMatchObject({ act: 'contentCheck.saveDraft', after: { added: ['超神'] } });
    expect(await drafts.draft(operator)).toMatchObject({
      ...{ rowVersion: 1, base: 0, before: DEFAULT_DICTIONARY, dictionary: half, reason: '' },
      updatedAt: '2026-11-28T02:00:00.000Z',
    });
    expect(await drafts.draft(colleague)).toBeNull();
    expect((await services.contentCheckService.history(operator)).rows).toEqual([]);
  });

  it('is never written over by a page that did not see it', async () => {
    await expect(save(operator, 0, withWord('逆天'))).rejects.toMatchObject({ code: 'STALE_VERSION' });
    expect(await save(operator, 1, withWord('逆天'))).toEqual({ rowVersion: 2 });
    await expect(save(operator, 1, withWord('超神'))).rejects.toMatchObject({ code: 'STALE_VERSION' });
    await expect(save(operator, 2, withWord('超神'), '', 7)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const both = await Promise.allSettled([
      save(colleague, 0, withWord('甲等')),
      save(colleague, 0, withWord('乙等')),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  it('is proposed as it was seen, with a reason, and mended first where it cannot be used', async () => {
    const { dictionaryDraftService: drafts } = services;
    await expect(drafts.propose(operator, { rowVersion: 2 })).rejects.toMatchObject({
      code: 'DICTIONARY_REASON_MISSING',
    });
    await save(operator, 2, withWord('逆天', { linkDomains: ['https://'] }), '增加网络用语');
    await expect(drafts.propose(operator, { rowVersion: 2 })).rejects.toMatchObject({
      code: 'STALE_VERSION',
    });
    await expect(drafts.propose(operator, { rowVersion: 3 })).rejects.toMatchObject({
      code: 'DICTIONARY_INVALID',
      fields: [{ path: 'dictionary.linkDomains.0', code: 'INVALID_FORMAT' }],
    });
    await save(operator, 3, withWord('逆天'), '增加网络用语');
    const { id } = await drafts.propose(operator, { rowVersion: 4 });
    expect(audited.at(-1)).toMatchObject({ act: 'contentCheck.propose', after: { added: ['逆天'] } });
    expect(await drafts.draft(operator)).toBeNull();
    expect(await services.contentCheckService.version(approver, { id })).toMatchObject({
      dictionary: withWord('逆天'),
      row: { reason: '增加网络用语', state: 'PROPOSED' },
    });
  });

  it('is there again when the proposal is taken back', async () => {
    const { contentCheckService, dictionaryDraftService: drafts } = services;
    const [row] = (await contentCheckService.history(operator)).rows;
    await contentCheckService.withdraw(operator, { id: row?.id ?? '' });
    expect(await drafts.draft(operator)).toMatchObject({
      ...{ rowVersion: 1, base: 0, dictionary: withWord('逆天'), reason: '增加网络用语' },
    });
  });

  it('of a version that no longer counts is proposed once it was taken over to the present one', async () => {
    const { contentCheckService, dictionaryDraftService: drafts } = services;
    await save(colleague, 1, withWord('甲等'), 'x');
    const { id } = await drafts.propose(colleague, { rowVersion: 2 });
    await contentCheckService.decide(approver, { id, outcome: 'CONFIRMED' });
    await expect(drafts.propose(operator, { rowVersion: 1 })).rejects.toMatchObject({
      code: 'DICTIONARY_OUTDATED',
      params: { version: 1 },
    });
    const { dictionary: present } = await contentCheckService.dictionary(operator);
    const entries = [...present.entries, ...withWord('逆天').entries.slice(-1)];
    await save(operator, 1, { ...present, entries }, '增加网络用语', 1);
    await drafts.propose(operator, { rowVersion: 2 });
  });

  it('is discarded by its author, as it was seen', async () => {
    const { dictionaryDraftService: drafts } = services;
    await save(colleague, 0, withWord('丙等'), '', 1);
    await expect(drafts.discardDraft(operator, { rowVersion: 1 })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    await expect(drafts.discardDraft(colleague, { rowVersion: 2 })).rejects.toMatchObject({
      code: 'STALE_VERSION',
    });
    await drafts.discardDraft(colleague, { rowVersion: 1 });
    expect(audited.at(-1)).toMatchObject({ act: 'contentCheck.discardDraft' });
    expect(await drafts.draft(colleague)).toBeNull();
  });
});

describe('two versions', () => {
  it('are read by their numbers, confirmed ones alone', async () => {
    const { contentCheckService: service } = services;
    const city = await world.call(world.nanjing, 'OPERATOR');
    expect(await service.compare(city, { from: 0, to: 1 })).toEqual({
      from: DEFAULT_DICTIONARY,
      to: withWord('甲等'),
    });
    await expect(service.compare(operator, { from: 0, to: 2 })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});
