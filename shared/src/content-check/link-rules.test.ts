import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ContentField } from '../content';
import { textsOfFields } from './field-text';
import { writtenAddresses } from './link-address';
import { linkFindings } from './link-rules';

const id = '00000000-0000-4000-8000-000000000001';
function field(role: ContentField['role'], value: unknown): ContentField {
  const policy = { kind: 'LOCKED', constraint: {} } as const;
  return { id, role, labels: { zh: role, en: role }, policy, value } as ContentField;
}
const found = (one: ContentField, domains: readonly string[]) =>
  linkFindings([one], textsOfFields([one]), domains).map(
    ({ severity, code, word }) => `${severity} ${code.replace('CHECK_LINK_', '')} ${word}`,
  );
const inText = (text: string, domains: readonly string[] = ['example.com']) =>
  found(field('body', text), domains);
const inLink = (href: string, domains: readonly string[] = ['example.com']) =>
  found(field('link', href), domains);

describe('links of fields', () => {
  it.each([
    ['/offers/x', [], []],
    ['https://example.com/x', [], ['WARN DOMAIN example.com']],
    ['https://m.example.com/x', [], ['WARN DOMAIN m.example.com']],
    ['https://badexample.com/x', ['BLOCK DOMAIN badexample.com'], ['WARN DOMAIN badexample.com']],
    ['https://EVIL.test/x', ['BLOCK DOMAIN evil.test'], ['WARN DOMAIN evil.test']],
    ['http://evil.cn', ['BLOCK DOMAIN evil.cn'], ['WARN DOMAIN evil.cn']],
    ['evil.cn/x', ['BLOCK DOMAIN evil.cn'], ['WARN DOMAIN evil.cn']],
    ['https://ｅｖｉｌ．ｃｎ/x', ['BLOCK DOMAIN evil.cn'], ['WARN DOMAIN evil.cn']],
  ])('%s is blocked beside a list, and warned of without one', (href, listed, unlisted) => {
    expect(inLink(href)).toEqual(listed);
    expect(inLink(href, [])).toEqual(unlisted);
    expect(found(field('button', { label: '去', href }), ['example.com'])).toEqual(listed);
  });

  it.each([
    ['//evil.cn/x', 'DOMAIN evil.cn'],
    ['/\\evil.cn/x', 'DOMAIN evil.cn'],
    ['https://ev\u200bil.cn', 'DOMAIN evil.cn'],
    ['https://ev\u00adil.cn', 'DOMAIN evil.cn'],
    ['https://evil.cn.', 'DOMAIN evil.cn'],
    ['https://evil.cn:8443/x', 'DOMAIN evil.cn'],
    ['https://example.com@evil.com/x', 'DISGUISED evil.com'],
    ['https://example.com:443@evil.com', 'DISGUISED evil.com'],
    ['https://evil@example.com', 'DISGUISED example.com'],
    ['https://10.1.2.3/x', 'DISGUISED 10.1.2.3'],
    ['https://167838211/x', 'DISGUISED 10.1.2.3'],
    ['https://0xa.1.2.3', 'DISGUISED 10.1.2.3'],
    ['https://[2001:db8::1]/x', 'DISGUISED [2001:db8::1]'],
    ['https://xn--pple-43d.com', 'DISGUISED xn--pple-43d.com'],
    ['https://\u0430pple.com', 'DISGUISED xn--pple-43d.com'],
    ['https://t.cn/A6x', 'DISGUISED t.cn'],
    ['https://dwz.cn/x', 'DISGUISED dwz.cn'],
    ['https://例子.中国/x', 'DOMAIN xn--fsqu00a.xn--fiqs8s'],
  ])('%s: %s', (href, told) => {
    expect(inLink(href)).toEqual([`BLOCK ${told}`]);
  });

  it('a disguise is blocked without a list, too, and excused by its very host alone', () => {
    for (const href of ['https://10.1.2.3/x', 'https://t.cn/x', 'https://xn--pple-43d.com']) {
      expect(inLink(href, [])).toEqual([expect.stringMatching(/^BLOCK DISGUISED /)]);
      expect(inLink(href, [new URL(href).hostname])).toEqual([]);
    }
    expect(inLink('https://evil@example.com', ['example.com'])).toHaveLength(1);
  });

  it('what is no link is left to the rules of the field', () => {
    for (const href of ['', 'javascript:alert(1)', 'tel:10086', '办理']) expect(inLink(href)).toEqual([]);
  });
});

describe('addresses in texts', () => {
  it.each(
    [
      ...[
        'com',
        'cn',
        'net',
        'org',
        'top',
        'xyz',
        'vip',
        'shop',
        'cc',
        'info',
        'site',
        'online',
        'club',
        'io',
      ],
      ...[
        'app',
        'link',
        'co',
        'tv',
        'me',
        'ltd',
        'ink',
        'work',
        'com.cn',
        'net.cn',
        'biz',
        'icu',
        'wang',
        'hk',
      ],
    ].map((ending) => `evil-1.${ending}`),
  )('%s', (host) => {
    for (const text of [
      host,
      `登录${host}办理`,
      `点 ${host}/a?b=1 领取`,
      `（${host}）`,
      `详见${host}。`,
      `…${host}`,
    ])
      expect(inText(text)).toEqual([`BLOCK DOMAIN ${host}`]);
    expect(inText(`点 HTTPS://${host.toUpperCase()}/a`)).toEqual([`BLOCK DOMAIN ${host}`]);
  });

  it.each([
    ['详见例子.中国', 'DOMAIN'],
    ['登录 移动优惠.公司 办理', 'DOMAIN'],
    ['登录 移动优惠.网络，办理', 'DOMAIN'],
    ['登录移动优惠.com办理', 'DOMAIN'],
    ['https://例子.网络/x', 'DOMAIN'],
    ['www.evil.unheardof', 'DOMAIN www.evil.unheardof'],
    ['http://intranet/x', 'DOMAIN intranet'],
    ['http://a.b.c.d.e.f.g.h.i.evil.com', 'DOMAIN a.b.c.d.e.f.g.h.i.evil.com'],
    ['a.b.c.d.e.f.g.h.i.evil.com', 'DOMAIN a.b.c.d.e.f.g.h.i.evil.com'],
    ['example.com.evil.cn', 'DOMAIN example.com.evil.cn'],
    ['example.com.evil', 'DOMAIN example.com.evil'],
    ['evil．ｃｏｍ', 'DOMAIN evil.com'],
    ['ev\u200bil.c\u200dom', 'DOMAIN evil.com'],
    ['evil . com', 'DOMAIN evil.com'],
    ['evil。com', 'DOMAIN evil.com'],
    ['evil点cn', 'DOMAIN evil.cn'],
    ['evil[.]com', 'DOMAIN evil.com'],
    ['https：／／evil.com', 'DOMAIN evil.com'],
    ['https://good.cn@evil.com', 'DISGUISED evil.com'],
    ['https://example.com@evil.com/x', 'DISGUISED evil.com'],
    ['https://example.com\\@evil.com', 'DOMAIN evil.com'],
    ['登录10.1.2.3办理', 'DISGUISED 10.1.2.3'],
    ['http://10.1.2.3:8080/x', 'DISGUISED 10.1.2.3'],
    ['点１０．１．２．３', 'DISGUISED 10.1.2.3'],
    ['点 [2001:db8::1] 办理', 'DISGUISED [2001:db8::1]'],
    ['http://[2001:db8::1]/x', 'DISGUISED [2001:db8::1]'],
    ['http://2130706433/', 'DISGUISED 127.0.0.1'],
    ['点 t.cn/A6x', 'DISGUISED t.cn'],
    ['点 bit.ly/x', 'DISGUISED bit.ly'],
    ['xn--pple-43d.com', 'DISGUISED xn--pple-43d.com'],
    ['\u0430pple.com', 'DISGUISED xn--pple-43d.com'],
    ['163.com', 'DOMAIN 163.com'],
    ['8.vip/x', 'DOMAIN 8.vip'],
  ])('%s: %s', (text, told) => {
    const [first, ...more] = inText(text);
    expect(more).toEqual([]);
    expect(first).toMatch(
      new RegExp(`^BLOCK ${told.replace(/[.[\]]/g, '\\$&')}${told.includes(' ') ? '$' : ' '}`),
    );
  });

  it.each([
    ...['m.example.com', '点https://m.example.com办理', '点 http://EXAMPLE.com/a?b=@c 办理', 'example.com.'],
    ...[
      '月费5.5元',
      '版本 v1.2.3',
      '版本 1.2.3.4',
      'v10.0.0.1',
      '12.8-12.31',
      '2026.11.28',
      '0.5GB',
      '1.5G/月',
    ],
    ...[
      '活动说明.pdf',
      'logo.png',
      'a.zip',
      'index.html',
      'Node.js',
      '5.5 折，版本 2.0',
      '2026.1.1-2026.12.31',
    ],
    ...[
      '1.VIP 用户 2.APP 下载 3.PLUS 会员',
      '1.公司客户 2.网络测速',
      'A.公司',
      '一.网络',
      '套餐.流量',
      'No.1',
    ],
    ...[
      '客服邮箱 kf@example.com',
      '客服 a.b@evil.com',
      'China Mobile Co.Ltd',
      '时段[12:30:00]',
      'iPhone 15.Pro',
    ],
    ...[
      '999.1.2.3',
      '1.1.1',
      '网址：见下方',
      '网速……公司网络',
      'Wi-Fi 6，5G',
      '3.5 元/天',
      '电话 025.1234.5678',
    ],
  ])('says nothing about %s', (text) => {
    expect(inText(text)).toEqual([]);
  });

  it('warns of every host while no domain is listed, and places it in the text', () => {
    expect(inText('点 m.example.com 办理', [])).toEqual(['WARN DOMAIN m.example.com']);
    const text = '点 ev\u200bil．com/a 办理';
    expect(writtenAddresses(text).map(({ start, end }) => text.slice(start, end))).toEqual([
      'ev\u200bil．com',
    ]);
  });

  it('no letters seen by nobody, capitals or full width hide a host', () => {
    const unseen = fc.constantFrom('', '', '\u200b', '\u200d', '\u2060', '\u00ad', '\ufeff');
    const letter = fc.constantFrom('low', 'capital', 'full');
    const full = (unit: string) => String.fromCharCode(unit.charCodeAt(0) + 0xfee0);
    fc.assert(
      fc.property(
        fc.constantFrom('evil.cn', 'a-b.evil.com', 'evil9.top', '10.1.2.3'),
        fc.array(fc.tuple(unseen, letter), { minLength: 12, maxLength: 12 }),
        fc.constantFrom('', 'https://', '登录', '点 '),
        (host, forms, before) => {
          const written = host
            .split('')
            .map((unit, index) => {
              const [between, form] = forms[index] ?? ['', 'low'];
              const shown = form === 'full' ? full(unit) : form === 'capital' ? unit.toUpperCase() : unit;
              return index === 0 ? shown : `${between}${shown}`;
            })
            .join('');
          expect(writtenAddresses(`${before}${written}，办理`).map((each) => each.host)).toEqual([host]);
        },
      ),
    );
  });

  it('places lie inside any text, in order and apart', () => {
    const piece = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('https://', 'evil', '.', 'com', '@', '中国', '。', '[::1]', '1.2.3.4', '点', '/', ' '),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 14 }), (pieces) => {
        const text = pieces.join('');
        let reach = 0;
        for (const { start, end } of writtenAddresses(text)) {
          expect(start).toBeGreaterThanOrEqual(reach);
          expect(end).toBeGreaterThan(start);
          reach = end;
        }
        expect(reach).toBeLessThanOrEqual(text.length);
      }),
    );
  });
});
