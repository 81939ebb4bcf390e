import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  canonicalAuditEvent,
  changedFields,
  redact,
  redactFilter,
  redactText,
  type AuditEvent,
} from './index';

const event: AuditEvent = {
  schema: 'xietong.audit/2',
  id: '0192f0c1-2345-7000-8000-13912345678a',
  at: '2026-11-22T03:04:05.678Z',
  actor: { kind: 'PERSON', id: '0192f0c1-0000-7000-8000-000000000001', name: '市运营 NJ-OPS-01' },
  tenant: '320100',
  act: 'localCampaigns.submit',
  subject: { type: 'LocalCampaign', id: '0192f0c1-0000-7000-8000-000000000002' },
  before: { state: 'DRAFT' },
  after: { state: 'IN_REVIEW' },
  requestId: 'r-1',
  address: '203.0.113.7',
  result: 'SUCCESS',
  code: null,
  campaignId: null,
};

describe('the canonical form of an audit event', () => {
  it('is one text whatever the order of the keys, and its RFC 6962 leaf hash', () => {
    const { text, leafHash } = canonicalAuditEvent(event);
    const reordered = Object.fromEntries(Object.entries(event).toReversed()) as AuditEvent;
    expect(canonicalAuditEvent(reordered).text).toBe(text);
    expect(text.startsWith('{"act":"localCampaigns.submit","actor":{"id":"0192f0c1')).toBe(true);
    const leaf = createHash('sha256')
      .update(Buffer.from([0]))
      .update(text, 'utf8')
      .digest();
    expect(Buffer.from(leafHash)).toEqual(leaf);
  });

  it('has a fixed shape', () => {
    expect(() => canonicalAuditEvent({ ...event, at: '2026-11-22T03:04:05Z' })).toThrow();
    expect(() => canonicalAuditEvent({ ...event, act: 'Submit it' })).toThrow();
    expect(() => canonicalAuditEvent({ ...event, extra: 1 } as AuditEvent)).toThrow();
  });

  it('holds whole characters alone, without NUL, in every text and key of it', () => {
    const odd = 'a\u0000b\ud800';
    const { text, event: kept } = canonicalAuditEvent({
      ...event,
      actor: { ...event.actor, name: odd },
      subject: { type: 'LocalCampaign', id: odd },
      before: { [odd]: [odd, { [odd]: odd }] },
      after: { phone: '154\u00000000\ud8000001' },
      ...{ requestId: odd, address: odd, code: odd },
    });
    expect(text).not.toMatch(/\\u0000|\\ud[89a-f]/);
    expect(text.match(/a\ufffdb\ufffd/g)).toHaveLength(9);
    expect(kept.subject.id).toBe('a\ufffdb\ufffd');
    expect(kept.after).toEqual({ phone: '154****0001' });
  });

  it('keeps no phone number and no secret, wherever they stand', () => {
    const { text } = canonicalAuditEvent({
      ...event,
      actor: { ...event.actor, name: 'called 15400000001' },
      subject: { type: 'Subscriber', id: '15400000001' },
      after: {
        note: 'ring +86 154 0000 0001 or 154-0000-0001, １５４００００００01',
        list: [{ phone: '15400000001' }, 15400000001],
        newPassword: 'Xietong-demo-154',
        sessionToken: 'abc',
        keySecret: 'abc',
        '15400000001': true,
      },
    });
    expect(text).not.toMatch(/1540?\s?-?0000|abc|demo-154/);
    expect(text).toContain('154****0001');
  });

  /** Digits from nought to nine as people and programs write them. */
  const WRITINGS = [
    ...['0123456789', '０１２３４５６７８９', '٠١٢٣٤٥٦٧٨٩', '𝟎𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖𝟗', '⁰¹²³⁴⁵⁶⁷⁸⁹', '₀₁₂₃₄₅₆₇₈₉'],
    ...['〇一二三四五六七八九', '零壹贰叁肆伍陆柒捌玖', '零壹貳參肆伍陸柒捌玖', '洞幺两三四五六拐八勾'],
    ...['⓪①②③④⑤⑥⑦⑧⑨', '⓿❶❷❸❹❺❻❼❽❾', '🄋➀➁➂➃➄➅➆➇➈', '🄌➊➋➌➍➎➏➐➑➒', '⓪⓵⓶⓷⓸⓹⓺⓻⓼⓽', '⓪⑴⑵⑶⑷⑸⑹⑺⑻⑼'],
    ...[
      '🄀⒈⒉⒊⒋⒌⒍⒎⒏⒐',
      '🄁🄂🄃🄄🄅🄆🄇🄈🄉🄊',
      '〇㈠㈡㈢㈣㈤㈥㈦㈧㈨',
      '〇㊀㊁㊂㊃㊄㊅㊆㊇㊈',
      '〇〡〢〣〤〥〦〧〨〩',
      '0ⅠⅡⅢⅣⅤⅥⅦⅧⅨ',
    ],
  ].map((digits) => Array.from(digits));
  const KEYCAPS = Array.from('0123456789', (digit) => `${digit}\ufe0f\u20e3`);
  const ALL_WRITINGS = [...WRITINGS, KEYCAPS];
  const SEPARATORS = [
    '',
    ' ',
    '-',
    ',',
    ', ',
    '，',
    '、',
    '/',
    '|',
    ' | ',
    ' ; ',
    '；',
    ':',
    '·',
    '\n',
    ') (',
  ];
  /** What is left of a text when every digit is an ASCII one and nothing but these and letters counts. */
  const bare = (text: string) =>
    Array.from(text, (each) => {
      const written = WRITINGS.find((digits) => digits.includes(each));
      return written ? String(written.indexOf(each)) : each;
    })
      .join('')
      .replace(/[^\p{L}\d]/gu, '');

  it('masks every mobile number inside every text, however it is written', () => {
    const mobile = fc
      .tuple(fc.integer({ min: 3, max: 9 }), fc.integer({ min: 0, max: 999_999_999 }))
      .map(([second, rest]) => `1${second}${String(rest).padStart(9, '0')}`);
    const one = fc.constantFrom(...ALL_WRITINGS);
    const writings = fc.oneof(
      one.map((each) => Array<string[]>(11).fill(each)),
      fc.array(one, { minLength: 11, maxLength: 11 }),
    );
    const around = fc.oneof(fc.string(), fc.string({ unit: 'binary' }));
    fc.assert(
      fc.property(
        ...[around, mobile, writings, fc.constantFrom(...SEPARATORS), around],
        (head, number, each, separator, tail) => {
          const written = Array.from(number, (digit, at) => each[at]?.[Number(digit)]).join(separator);
          const text = `${head}号码${written}。客户${tail}`;
          expect(bare(text)).toContain(`号码${number}客户`);
          expect(bare(redactText(text))).not.toContain(number);
          expect(bare(JSON.stringify(redact({ [text]: text })))).not.toContain(number);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('reads each digit of each writing', () => {
    for (const digits of ALL_WRITINGS)
      for (const [value, digit] of digits.entries()) {
        const number = [1, 5, 4, ...Array<number>(8).fill(value)].map((each) => digits[each]);
        const last = String(value).repeat(4);
        expect([digit, redactText(`号码${number.join('')}。`)]).toEqual([digit, `号码154****${last}。`]);
      }
  });

  it.each([
    '154.0000.0001',
    '154  0000 -- 0001',
    '154_0000_0001',
    '154/0000/0001',
    '154\u200b0000\u200b0001',
    '154\u20110000\u00b70001',
    '(154) 0000 0001',
    '015400000001',
    '1795115400000001',
    '0086-154-0000-0001',
    '1540000000115400000001',
    '86154000000018615400000001',
    '一五四零零零〇〇〇〇一',
    '幺5四00000001',
    '1540000\ufe0f0\ufe0f001',
    '0015400000001',
    '١٥٤٠٠٠٠٠٠٠١',
    '1 5 4 0 0 0 0 0 0 0 1',
    '壹伍肆零零零零零零零壹',
    '一五四○○○○ ○○○一',
    '154     0000     0001',
    '154|0000|0001',
    '154】【0000】【0001',
    '154→0000→0001',
    '1\u31645\u31644\u31640000\u31640001',
    '%31%35%34%30%30%30%30%30%30%30%31',
    '154%200000%200001',
    '%EF%BC%9154%2D0000%2D000%EF%BC%91',
    '&#49;54&#x30;000&#48;001',
    '154&nbsp;0000&nbsp;0001',
    '\\u0031540000\\u0030001',
    '\\x315400000001',
    '\\ud835\\udfcf5400000001',
    '%F0%9D%9F%8F5400000001',
    '&#00049;5400000001',
    '1%2C5%2C4%2C0%2C0%2C0%2C0%2C0%2C0%2C0%2C1',
    '1. 5. 4. 0. 0. 0. 0. 0. 0. 0. 1',
    '⑮④⓪⓪⓪⓪⓪⓪⓪①',
    '①，五、4；零|〇/０ 0, ⓪ ⓿ 🄋 ❶',
  ])('masks a mobile number written as %s', (written) => {
    const masked = redactText(`客户 ${written}，已回访`);
    expect(masked.normalize('NFKC')).toMatch(/^客户 (?:154\*{4}0001 ?)+,已回访$/);
  });

  it('masks a number behind a sign of an address, which is a digit', () => {
    expect(redactText('https://h.example/?q=%2015400000001&a=%15400000002')).toBe(
      'https://h.example/?q=%20154****0001&a=%154****0002',
    );
  });

  it('takes no longer for digits between which there is much that is not seen', () => {
    // Every way to share out what is not seen would be a million here, and three seconds.
    const hidden = `${'1380013800'.split('').join('\u2060'.repeat(4))}\u2060x`;
    expect(redactText(hidden.repeat(2_000))).toBe(hidden.repeat(2_000));
  });

  it('keeps of what was searched by no part of a number, in whatever script', () => {
    expect(
      redactFilter({ text: '１５４００００', a: '154 0000 00', 一五四零零零零: '一五四零零零零' }),
    ).toEqual({
      ...{ text: '***', a: '***', '***': '***' },
    });
    const kept = { from: '2026-11-30', text: '手机报 2026', city: '320100' };
    expect(redactFilter(kept)).toEqual(kept);
  });

  it.each(['一直未接通', '两次投诉', '二', '五次', '②', '²', '❷号', '２、'])(
    'masks a number that %s stands beside',
    (beside) => {
      expect(redactText(`号码15400000001${beside}`)).toBe(`号码154****0001${beside}`);
      expect(redactText(`号码${beside}15400000001`)).toBe(`号码${beside}154****0001`);
    },
  );

  it.each(['025-84123456', '(0510) 8123 4567', '+86 021-68001234', '02584123456'])(
    'masks the fixed line %s',
    (written) => {
      expect(redactText(`宽带账号 ${written}。`)).toBe('宽带账号 ****。');
    },
  );

  it('leaves out secrets that are told by how they look or by the word before them', () => {
    for (const secret of [
      `xt_web_${'aB3-_'.repeat(8)}xyz`,
      'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl',
      '-----BEGIN PRIVATE KEY-----\nMC4CAQAw\n-----END PRIVATE KEY-----',
    ])
      expect(redactText(`用了 ${secret} 试`)).toBe('用了 *** 试');
    expect(redactText('新密码是 Xt-demo.154，请尽快改')).toBe('新密码是 ***,请尽快改');
    expect(redactText('{"password":"hunter2","a":1}')).toBe('{"password":"***","a":1}');
    expect(redactText('authorization: Bearer abc.def')).toBe('authorization: Bearer ***');
  });

  it.each([
    '2026-11-29 13:30:15',
    '10.139.168.10 与 139.168.10.200',
    '资费 13800.50 元，1.3/1.4/1.5 折',
    '320100-2026-0001 第 15 版',
    '客服热线 10086、400-100-0000',
    '一三得三，二五一十',
    '有效期 2026.1.31-2026.12.31',
    '15/100/200/500 MB',
    '1/3/5/10/20/30/50 元',
    '10.139.168.100/24',
    '第 025-2026-0001 号',
    '010-20261129',
    '密码要求、密钥编号',
    '满150、2000、3000元，或 150,2000,3000',
    '折扣 15%20 与 &#49; 和 100%',
    '名次 1, 2, 3, 10',
    '每日办理 1, 3, 5, 7, 9, 11, 13, 20, 6, 8, 3',
    '1、3、5、10、30、50、100 元',
    '①②③④⑤⑥⑦⑧⑨⑩⑪',
    '①3 元 ②5 元 ③4 元 ④0 元 ⑤8 元 ⑥6 元',
    '一、三、五、七、九月的第一、二、三周',
    'Ⅰ类 3 项、Ⅲ类 5 项、Ⅳ类 10 项',
    '评分 1|3|5|4|2|4|5|3|4|5',
    '1/3、5/4、10/8、6/7、9/2',
    '编号 0192f0c1-1345-7000-8000-139123456789a',
  ])('leaves %s alone', (text) => {
    expect(redactText(text)).toBe(text);
  });

  it('leaves ids, hashes, instants and money alone', () => {
    const hash = 'a13912345678'.padEnd(64, 'b');
    expect(redactText(hash)).toBe(hash);
    expect(redactText(event.id)).toBe(event.id);
    expect(redact({ at: new Date(0), fen: 500, big: 2n ** 60n, ms: 1_795_000_000_000 })).toEqual({
      at: '1970-01-01T00:00:00.000Z',
      fen: 500,
      big: '1152921504606846976',
      ms: 1_795_000_000_000,
    });
  });
});

describe('changed fields', () => {
  it('keeps only what differs, and null for what is missing on one side', () => {
    const changed = changedFields(
      { title: 'a', state: 'DRAFT', tags: [1] },
      { title: 'b', tags: [1], gift: 'x' },
    );
    expect(changed).toEqual({
      before: { title: 'a', state: 'DRAFT', gift: null },
      after: { title: 'b', state: null, gift: 'x' },
    });
  });
  it('keeps everything of a thing that is new or gone', () => {
    expect(changedFields(undefined, { title: 'a', none: undefined })).toEqual({
      before: null,
      after: { title: 'a' },
    });
    expect(changedFields({ title: 'a' }, undefined)).toEqual({ before: { title: 'a' }, after: null });
  });
});
