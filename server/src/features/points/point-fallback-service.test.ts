import { FALLBACK_FIELD_IDS } from '@xietong/shared/points';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { constraintOf } from '../../platform/sql-state';
import { createFallbackWorld } from '../../testing/fallback-world';
import type { FallbackWorld } from '../../testing/fallback-world';

let world: FallbackWorld;
beforeAll(async () => {
  world = await createFallbackWorld();
});
afterAll(() => world.database.close());
/** The point shows nothing by itself, and nothing waits. */
beforeEach(async () => {
  await world.save(world.operator, null);
  world.audited.length = 0;
  world.logged.length = 0;
});

const headline = async () => {
  const content = await world.served();
  return content && 'headline' in content ? content.headline : null;
};
const colleague = () => world.tenants.call(world.tenants.province, 'OPERATOR');

describe('what a point shows by itself', () => {
  it('waits for another person, and all else of the point does not', async () => {
    const { operator, approver } = world;
    const { hash, isProposed } = await world.save(operator, '欢迎', { nameZh: '首页大横幅' });
    expect(isProposed).toBe(true);
    expect(await world.get()).toMatchObject({
      ...{ nameZh: '首页大横幅', fallback: null, fallbackInput: { headline: '欢迎' } },
      fallbackProposal: {
        ...{ state: 'PROPOSED', hash, proposedByName: operator.actor.staffId, decidedByName: null },
        ...{ content: { headline: '欢迎' }, may: { decide: false, withdraw: true } },
      },
    });
    const listed = async (call = approver) =>
      (await world.pointService.list(call)).filter((row) => row.hasOpenFallback).map((row) => row.code);
    expect(await listed()).toEqual(['home-banner']);
    const city = await world.tenants.call(world.tenants.nanjing, 'APPROVER');
    expect(await listed(city)).toEqual([]);
    expect((await world.get(approver)).fallbackProposal?.may).toEqual({ decide: true, withdraw: false });
    expect(await headline()).toBeNull();

    await world.decide(approver, hash);
    expect(await headline()).toBe('欢迎');
    expect(await listed()).toEqual([]);
    expect(await world.get()).toMatchObject({
      ...{ fallback: { headline: '欢迎' }, fallbackProposal: null },
      fallbackApproval: { proposedByName: operator.actor.staffId, decidedByName: approver.actor.staffId },
    });
    expect(world.audited).toMatchObject([
      { act: 'points.update', before: { fallbackHash: null }, after: { fallback: null, fallbackHash: hash } },
      {
        act: 'points.decideFallback',
        before: { state: 'PROPOSED', fallback: null },
        after: { state: 'APPROVED', fallback: { headline: '欢迎' }, fallbackHash: hash },
      },
    ]);
    for (const { before, after } of world.audited)
      expect(Object.keys({ ...before, ...after })).not.toContain('hash');
  });

  it('is not approved by whose words it took over, although another saved it last', async () => {
    const author = await world.tenants.call(world.tenants.province, 'OPERATOR');
    const mender = await world.tenants.call(world.tenants.province, 'OPERATOR');
    await world.save(author, '欢迎光临');
    const { hash } = await world.save(mender, '欢迎光临！');
    for (const each of [author, mender]) {
      const otherHat = await world.inDuty(each, 'APPROVER');
      await expect(world.decide(otherHat, hash, 'APPROVED', '')).rejects.toMatchObject({
        code: 'FALLBACK_BY_PROPOSER',
      });
      expect((await world.get(otherHat)).fallbackProposal?.may.decide).toBe(false);
    }
    await world.decide(await world.tenants.call(world.tenants.province, 'APPROVER'), hash, 'APPROVED', '');
  });

  it('is never approved by who proposed it, in whatever duty', async () => {
    const { hash } = await world.save(world.operator, '欢迎');
    await expect(world.decide(world.operator, hash)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    const otherHat = await world.inDuty(world.operator, 'APPROVER');
    expect((await world.get(otherHat)).fallbackProposal?.may.decide).toBe(false);
    await expect(world.decide(otherHat, hash)).rejects.toMatchObject({ code: 'FALLBACK_BY_PROPOSER' });
    expect(await headline()).toBeNull();
  });

  it('is neither proposed nor decided nor seen to be proposed by a city', async () => {
    const { tenants } = world;
    const { hash } = await world.save(world.operator, '欢迎');
    for (const role of ['OPERATOR', 'APPROVER'] as const) {
      const city = await tenants.call(tenants.nanjing, role);
      expect(await world.get(city)).toMatchObject({ fallbackProposal: null, fallbackApproval: null });
      const attempts = [
        () => world.decide(city, hash),
        () => world.withdraw(city, hash),
        () => world.save(city, '南京'),
      ];
      for (const attempt of attempts)
        await expect(attempt()).rejects.toMatchObject({
          code: expect.stringMatching(/FORBIDDEN|NOT_FOUND/) as string,
        });
    }
  });

  it('is decided by the hash that was seen, and once', async () => {
    const { operator, approver } = world;
    const first = await world.save(operator, '欢迎');
    const second = await world.save(await colleague(), '您好');
    expect(second.hash).not.toBe(first.hash);
    await expect(world.decide(approver, first.hash)).rejects.toMatchObject({ code: 'FALLBACK_CHANGED' });
    await world.decide(approver, second.hash);
    await expect(world.decide(approver, second.hash)).rejects.toMatchObject({
      ...{ code: 'FALLBACK_WRONG_STATE', params: { state: 'APPROVED' } },
    });
    const other = await world.tenants.call(world.tenants.province, 'APPROVER');
    await expect(world.decide(other, second.hash, 'REFUSED', '晚了')).rejects.toMatchObject({
      code: 'FALLBACK_WRONG_STATE',
    });
    await expect(world.withdraw(operator, second.hash)).rejects.toMatchObject({
      code: 'FALLBACK_WRONG_STATE',
    });
    expect(await headline()).toBe('您好');
  });

  it('is decided once by two who decide at the same time', async () => {
    const { hash } = await world.save(world.operator, '欢迎');
    const other = await world.tenants.call(world.tenants.province, 'APPROVER');
    const outcomes = await Promise.allSettled([
      world.decide(world.approver, hash),
      world.decide(other, hash, 'REFUSED', '不妥'),
    ]);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(world.audited.filter(({ act }) => act === 'points.decideFallback')).toHaveLength(1);
  });

  it('stays what it was when another is refused, which takes a reason that the point goes on telling', async () => {
    const { operator, approver } = world;
    await world.decide(approver, (await world.save(operator, '欢迎')).hash);
    const { hash } = await world.save(operator, '夸大的话');
    await expect(world.decide(approver, hash, 'REFUSED')).rejects.toMatchObject({
      code: 'FALLBACK_REASON_REQUIRED',
    });
    await world.decide(approver, hash, 'REFUSED', '不能用绝对化用语');
    expect(await headline()).toBe('欢迎');
    expect(await world.get()).toMatchObject({
      fallbackInput: { headline: '欢迎' },
      fallbackProposal: { state: 'REFUSED', reason: '不能用绝对化用语', may: { withdraw: false } },
    });
    await world.save(operator, '欢迎光临');
    expect((await world.get()).fallbackProposal).toMatchObject({ state: 'PROPOSED', reason: null });
  });

  it('is taken back by operators, by a save with what is shown, and by taking it away, which is live at once', async () => {
    const { operator, approver } = world;
    await world.decide(approver, (await world.save(operator, '欢迎')).hash);
    const own = await world.save(operator, '一');
    await expect(world.withdraw(approver, own.hash)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await world.withdraw(await colleague(), own.hash);
    expect(world.audited.at(-1)).toMatchObject({
      ...{ act: 'points.withdrawFallback', after: { state: 'WITHDRAWN', fallbackHash: own.hash } },
    });
    expect((await world.get()).fallbackProposal).toBeNull();

    await world.save(operator, '二');
    expect(await world.save(operator, '欢迎')).toMatchObject({ isProposed: false, hash: '' });
    expect((await world.get()).fallbackApproval).not.toBeNull();

    await world.save(operator, '三');
    await world.save(operator, null);
    expect(await headline()).toBeNull();
    expect(await world.get()).toMatchObject({ fallbackProposal: null, fallbackApproval: null });
  });

  it('is proposed anew neither by another save of the point nor by its own words', async () => {
    const { operator } = world;
    const { hash } = await world.save(operator, '欢迎');
    const again = await world.save(await colleague(), '欢迎', { capacity: 2 });
    expect(again).toMatchObject({ isProposed: false, hash });
    expect((await world.get()).fallbackProposal?.proposedByName).toBe(operator.actor.staffId);
  });

  it('meets a form that was opened before a decision', async () => {
    const { hash } = await world.save(world.operator, '欢迎');
    const { rowVersion } = await world.get();
    await world.decide(world.approver, hash, 'REFUSED', '不妥');
    await expect(world.save(world.operator, '欢迎', { rowVersion })).rejects.toMatchObject({
      ...{ code: 'STALE_VERSION', params: { by: world.approver.actor.staffId } },
    });
  });

  it('is told to those who can approve it, and what became of it to who proposed it', async () => {
    const [author, approver] = [
      await colleague(),
      await world.tenants.call(world.tenants.province, 'APPROVER'),
    ];
    const subject = { type: 'MARKETING_POINT', id: world.id };
    const told = (await world.told(approver)).length;
    const { hash } = await world.save(author, '欢迎');
    const news = await world.told(approver);
    expect(news).toHaveLength(told + 1);
    expect(news.filter(({ kind }) => kind !== 'FALLBACK_PROPOSED')).toEqual([]);
    await world.decide(world.approver, hash, 'REFUSED', '不妥');
    expect(await world.told(author)).toMatchObject([{ kind: 'FALLBACK_REFUSED', subject, reason: '不妥' }]);
    await world.decide(world.approver, (await world.save(author, '您好')).hash);
    expect((await world.told(author)).map(({ kind }) => kind).sort()).toEqual([
      ...['FALLBACK_APPROVED', 'FALLBACK_REFUSED'],
    ]);
  });
});

describe('the database', () => {
  const refused = (call: FallbackWorld['operator'], text: string) =>
    world.byHand(call, text).catch((error: unknown) => constraintOf(error) ?? String(error));
  const point = () => `where id = '${world.id}'`;
  const open = () => `where point_id = '${world.id}' and state = 'PROPOSED'`;

  it('lets nobody put content live by hand', async () => {
    const { operator, approver } = world;
    const by = 'marketing_point_fallback_approved';
    const put = (value: string) => refused(operator, `update marketing_point set ${value} ${point()}`);
    expect(await put(`fallback = '{"renderer": "web/2"}'`)).toBe(by);
    const { hash } = await world.save(operator, '欢迎');
    const open = `(select id from point_fallback where state = 'PROPOSED')`;
    const text = `(select text::jsonb from point_fallback where state = 'PROPOSED')`;
    expect(await put(`fallback_id = ${open}, fallback = ${text}`)).toBe(by);
    await world.decide(approver, hash);
    expect(await put(`fallback = fallback || '{"headline": "别的"}'`)).toBe(by);
    expect(await put('fallback_id = null')).toBe(by);
    expect(await put('fallback = null')).toBe(by);
    const other = `update marketing_point set (fallback, fallback_id) = (select fallback, fallback_id from marketing_point ${point()}) where code = 'plan-sidebar'`;
    expect(await refused(operator, other)).toBe(by);
    expect(await put('fallback = null, fallback_id = null')).toBe('done');
  });

  it('keeps a text under its hash, and a decision to an approver who did not propose, once and in their own name', async () => {
    const { approver } = world;
    const operator = await colleague();
    await world.save(operator, '欢迎');
    const decide = (call: typeof operator, by: typeof operator, state = 'APPROVED', reason = 'null') =>
      refused(
        call,
        `update point_fallback set state = '${state}', decided_by = '${by.actor.personId}', decided_by_name = 'x', decided_at = now(), reason = ${reason} ${open()}`,
      );
    const [another, otherHat] = [await colleague(), await world.inDuty(operator, 'APPROVER')];
    expect(await decide(another, another)).toBe('point_fallback_by_approver');
    expect(await decide(operator, approver)).toBe('point_fallback_by_approver');
    expect(await decide(otherHat, otherHat)).toBe('point_fallback_not_by_proposer');
    expect(await decide(approver, approver, 'REFUSED')).toBe('point_fallback_refused_for_a_reason');
    const owner = world.database.owner.$client;
    const end = (until: string) =>
      owner.query(`update duty set valid_until = ${until} where person_id = $1`, [approver.actor.personId]);
    await end(`now() - interval '1 hour'`);
    expect(await decide(approver, approver)).toBe('point_fallback_by_approver');
    await end('null');
    // somebody else saves it again: whose words it may still hold decides as little
    const second = await world.tenants.call(world.tenants.province, 'OPERATOR');
    await world.save(second, '欢迎再来');
    expect(await decide(otherHat, otherHat)).toBe('point_fallback_not_by_author');
    expect(await decide(approver, approver)).toBe('done');
    expect(await refused(approver, `update point_fallback set state = 'WITHDRAWN'`)).toBe(
      'point_fallback_final',
    );

    await expect(world.byHand(operator, `update point_fallback set text = 'x'`)).rejects.toMatchObject({
      cause: { code: '42501' },
    });
    await expect(
      owner.query(`update point_fallback set proposed_by = gen_random_uuid()`),
    ).rejects.toMatchObject({ constraint: 'point_fallback_immutable' });
  });

  it('takes proposals alone, in the name of whoever acts, one a point and with the hash of their text', async () => {
    const { operator, approver } = world;
    const insert = (values: string) =>
      refused(
        operator,
        `insert into point_fallback (id, tenant_id, point_id, text, hash, state, proposed_by, proposed_by_name, proposed_at)
         select gen_random_uuid(), tenant_id, id, ${values}, 'x', now() from marketing_point ${point()}`,
      );
    const own = `'${operator.actor.personId}'`;
    const hashed = `'1', encode(sha256(convert_to('xietong.fallback.v1', 'UTF8') || '\\x00' || '1'), 'hex')`;
    expect(await insert(`'1', '${'0'.repeat(64)}', 'PROPOSED', ${own}`)).toBe('point_fallback_hash');
    expect(await insert(`${hashed}, 'APPROVED', ${own}`)).toBe('point_fallback_proposed_first');
    expect(await insert(`${hashed}, 'PROPOSED', '${approver.actor.personId}'`)).toContain('Failed query');
    await world.save(operator, '欢迎');
    expect(await insert(`${hashed}, 'PROPOSED', ${own}`)).toBe('point_fallback_one_open');
  });
});

describe('the engine', () => {
  it('shows nothing that does not match its approval, and says so', async () => {
    await world.decide(world.approver, (await world.save(world.operator, '欢迎')).hash);
    const { rows } = await world.database.engine.$client.query('select state from point_fallback');
    expect(rows.every((row) => (row as { state: string }).state === 'APPROVED')).toBe(true);
    await expect(world.database.engine.$client.query('select reason from point_fallback')).rejects.toThrow(
      'permission denied',
    );
    const owner = world.database.owner.$client;
    await owner.query('alter table point_fallback drop constraint point_fallback_hash');
    await owner.query('alter table point_fallback disable trigger point_fallback_guard');
    await owner.query(
      `update point_fallback set text = replace(text, '欢迎', '改过') where id = (select fallback_id from marketing_point where id = $1)`,
      [world.id],
    );
    await owner.query('update config_revision set revision = revision + 1');
    await owner.query('alter table point_fallback enable trigger point_fallback_guard');
    expect(await world.served()).toBeNull();
    expect(world.logged).toMatchObject([{ point: 'home-banner' }]);
  });

  it('goes on showing what was there before there were approvals, until it is taken away', async () => {
    const owner = world.database.owner.$client;
    const { content } =
      (await world.save(world.operator, '从前').then(() => world.get())).fallbackProposal ?? {};
    await world.save(world.operator, null);
    await owner.query('alter table marketing_point disable trigger marketing_point_fallback_guard');
    await owner.query('update marketing_point set fallback = $2 where id = $1', [world.id, content]);
    await owner.query('alter table marketing_point enable trigger marketing_point_fallback_guard');
    expect(await headline()).toBe('从前');
    expect(await world.save(world.operator, '从前', { capacity: 3 })).toMatchObject({ isProposed: false });
    await world.save(world.operator, '现在');
    expect(await headline()).toBe('从前');
    await world.save(world.operator, null);
    expect(await headline()).toBeNull();
  });
});

describe('the content check of what a point shows by itself', () => {
  const evidence = (word: string) => ({
    ...{
      fieldId: FALLBACK_FIELD_IDS.headline,
      code: 'CHECK_WORD' as const,
      word,
      ground: 'BOUNDED_FACT' as const,
    },
    ...{ evidence: '2025 年统计公报（演示）', reference: '演示-1' },
  });

  it('lets a grave claim wait with evidence alone, which the approver sees', async () => {
    const { operator, approver } = world;
    await expect(world.save(operator, '全国第一的宽带')).rejects.toMatchObject({
      code: 'CONTENT_CHECK_BLOCKED',
      fields: [{ path: `content.${FALLBACK_FIELD_IDS.headline}`, code: 'CHECK_WORD' }],
    });
    expect((await world.get()).fallbackProposal).toBeNull();
    // No evidence lets through what nothing excuses.
    await expect(world.save(operator, '赌博', { exemptions: [evidence('赌博')] })).rejects.toMatchObject({
      code: 'CONTENT_CHECK_BLOCKED',
    });
    const { hash } = await world.save(operator, '全国第一的宽带', { exemptions: [evidence('全国第一')] });
    expect((await world.get(approver)).fallbackProposal?.check).toMatchObject({
      dictionaryVersion: 0,
      findings: [{ word: '全国第一', severity: 'BLOCK' }],
      exemptions: [{ word: '全国第一', evidence: '2025 年统计公报（演示）' }],
    });
    // Saved again as it waits it is no other proposal, and its evidence stands.
    expect(await world.save(operator, '全国第一的宽带')).toMatchObject({ isProposed: false, hash });
    expect((await world.get()).fallbackExemptions).toMatchObject([{ word: '全国第一' }]);
    await world.decide(approver, hash);
    expect(await headline()).toBe('全国第一的宽带');
    // What was given for it is what its form starts from.
    expect((await world.get()).fallbackExemptions).toMatchObject([{ word: '全国第一' }]);
  });

  it('is made again with the dictionary of the day of the approval', async () => {
    const { operator, approver } = world;
    const { hash } = await world.save(operator, '逆天的宽带');
    await world.confirmWord('逆天');
    await expect(world.decide(approver, hash)).rejects.toMatchObject({ code: 'CONTENT_CHECK_BLOCKED' });
    expect(await headline()).toBeNull();
    await world.decide(approver, hash, 'REFUSED', '词典不允许');
    // What the content check found is never rewritten.
    await world.save(operator, '欢迎');
    await expect(
      world.database.owner.execute(`update point_fallback set content_check = null where state = 'PROPOSED'`),
    ).rejects.toSatisfy((error) => constraintOf(error) === 'point_fallback_immutable');
  });
});

it('is what content was approved for: no code, channel or format of a point ever changes', async () => {
  for (const change of [`code = 'other'`, `channel = 'app'`, `format = 'dialog'`]) {
    const statement = `update marketing_point set ${change} where code = 'home-banner'`;
    await expect(world.database.owner.execute(statement)).rejects.toSatisfy(
      (error) => constraintOf(error) === 'marketing_point_fixed',
    );
    await expect(world.byHand(world.operator, statement)).rejects.toSatisfy(
      (error) => constraintOf(error) === 'marketing_point_fixed',
    );
  }
});
