import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ContentField, FieldRole, FieldValue } from '../content';
import {
  assetPath,
  isLinkAllowed,
  renderedContentSchema,
  rendererOfVersion,
  renderSms,
  smsParts,
} from './index';

const hash = 'a'.repeat(64);
let serial = 0;
function field(role: FieldRole, value: FieldValue): ContentField {
  serial += 1;
  const id = `00000000-0000-4000-8000-${String(serial).padStart(12, '0')}`;
  return {
    id,
    role,
    labels: { zh: role, en: role },
    value,
    policy: { kind: 'LOCKED', constraint: {} },
  } as ContentField;
}
const gift = { kind: '手机报', specification: '日刊', quantity: 5, term: '5 个月', manner: '充值后到账' };
const offer = { code: 'MMS-3', name: '手机报 3 元（演示）', tariffNumber: '演示-001', priceFen: 300 };
const web1 = rendererOfVersion('web', '1');
if (!web1) throw new Error('the renderer of old releases is gone');
const renderWeb = web1.render;
const stored = [{ sha256: hash, width: 640, height: 200 }];
const full: ContentField[] = [
  field('headline', '充 50 赠手机报'),
  field('body', '第一段'),
  field('body', '第二段'),
  field('image', { sha256: hash, alt: '手机报封面' }),
  field('button', { label: '立即办理', href: 'https://hall.example.com/mms?x=1' }),
  field('benefit', {
    items: [
      { id: hash.slice(0, 8), text: '免流量' },
      { id: hash.slice(8, 16), text: '天天更新' },
    ],
  }),
  field('gift', gift),
  field('terms', '以公示资费为准'),
  field('offer', offer),
  field('smsText', '充 50 元赠手机报'),
];

describe('the renderer of web releases of before', () => {
  it('turns fields into the parts of a page', () => {
    expect(renderWeb(full, { format: 'banner', images: stored })).toEqual({
      ok: true,
      value: {
        renderer: 'web/1',
        format: 'banner',
        headline: '充 50 赠手机报',
        body: '第一段\n第二段',
        image: { sha256: hash, alt: '手机报封面', src: assetPath(hash) },
        button: { label: '立即办理', href: 'https://hall.example.com/mms?x=1' },
        benefits: ['免流量', '天天更新'],
        gift,
        terms: '以公示资费为准',
        offer,
        mark: '广告',
      },
    });
  });

  it('leaves out what nobody filled', () => {
    const sparse = [
      field('headline', '只有标题'),
      field('body', ' '),
      field('image', null),
      field('gift', null),
    ];
    expect(renderWeb(sparse, { format: 'dialog' })).toMatchObject({
      ok: true,
      value: {
        body: null,
        image: null,
        button: null,
        benefits: [],
        gift: null,
        terms: null,
        offer: null,
        mark: '广告',
      },
    });
  });

  it('completes a button by the link of the content', () => {
    const fields = [field('headline', '标题'), field('button', { label: '去看看', href: '' })];
    expect(renderWeb(fields, { format: 'sidebar' })).toMatchObject({ value: { button: null } });
    expect(renderWeb([...fields, field('link', '/mms')], { format: 'sidebar' })).toMatchObject({
      value: { button: { label: '去看看', href: '/mms' } },
    });
  });

  it.each<[ContentField[], string, string]>([
    [[field('body', '正文')], 'banner', 'RENDER_HEADLINE_MISSING'],
    [[field('headline', ' ')], 'banner', 'RENDER_HEADLINE_MISSING'],
    [full, 'splash', 'RENDER_FORMAT_UNKNOWN'],
    [
      [...full.slice(0, 3), field('image', { sha256: 'b'.repeat(64), alt: '图' })],
      'banner',
      'RENDER_ASSET_MISSING',
    ],
    [
      [field('headline', '标题'), field('button', { label: '点', href: 'javascript:alert(1)' })],
      'banner',
      'RENDER_LINK_NOT_ALLOWED',
    ],
  ])('refuses what cannot be shown: %#', (content, format, code) => {
    expect(renderWeb(content, { format, images: stored })).toMatchObject({ ok: false, code });
  });
});

describe('links', () => {
  it.each(['https://a.example/', 'https://a.example:8443/x?y#z', '/', '/plans/5g?from=banner'])(
    '%s may be shown',
    (href) => {
      expect(isLinkAllowed(href)).toBe(true);
    },
  );
  it.each([
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    'java\nscript:alert(1)',
    ' javascript:alert(1)',
    'data:text/html,x',
    'http://a.example/',
    '//evil.example/',
    '/\\evil.example/',
    '/\t/evil.example/',
    '\u0000/x',
    'https://user:secret@a.example/',
    'mailto:x@a.example',
    'plans/5g',
    '',
  ])('%j may not', (href) => {
    expect(isLinkAllowed(href)).toBe(false);
  });
});

describe('the SMS renderer', () => {
  it('puts the signature first and the refusal notice last', () => {
    const text = '【演示】充 50 元赠手机报拒收请回复R';
    const expected = {
      ok: true,
      value: { renderer: 'sms/1', text, parts: 1, units: text.length, encoding: 'UCS-2' },
    };
    expect(renderSms(full, { signature: '演示' })).toEqual(expected);
    expect(renderSms(full, { signature: '【演示】' })).toEqual(expected);
    expect(renderSms([field('smsText', text)], { signature: '演示' })).toEqual(expected);
  });

  it('counts parts by UTF-16 units', () => {
    expect([1, 70, 71, 134, 135].map(smsParts)).toEqual([1, 1, 2, 2, 3]);
    const around = '【演示】拒收请回复R'.length;
    const ofLength = (length: number, letter = '短') =>
      renderSms([field('smsText', letter.repeat(length))], { signature: '演示' });
    expect(ofLength(70 - around)).toMatchObject({ value: { parts: 1, units: 70 } });
    expect(ofLength(71 - around)).toMatchObject({ value: { parts: 2, units: 71 } });
    expect(ofLength(10, '😀')).toMatchObject({ value: { units: around + 20 } });
  });

  it('refuses what is empty, unsigned or too long', () => {
    expect(renderSms([field('smsText', ' ')], { signature: '演示' })).toMatchObject({
      code: 'RENDER_SMS_TEXT_MISSING',
    });
    expect(renderSms([field('smsText', '拒收请回复R')], { signature: '演示' })).toMatchObject({
      code: 'RENDER_SMS_TEXT_MISSING',
    });
    expect(renderSms(full, { signature: '【】' })).toMatchObject({ code: 'RENDER_SMS_SIGNATURE_MISSING' });
    expect(renderSms([field('smsText', '长'.repeat(200))], { signature: '演示', maxParts: 2 })).toEqual({
      ok: false,
      code: 'RENDER_SMS_TOO_LONG',
      params: { parts: 4, max: 2 },
    });
  });

  it('every message is signed, can be refused and fits its parts', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (smsText) => {
        const result = renderSms([field('smsText', smsText)], { signature: '演示', maxParts: 20 });
        if (!result.ok) return smsText.trim() === '' || result.code === 'RENDER_SMS_TEXT_MISSING';
        const { text, parts, units } = result.value;
        const capacity = parts === 1 ? 70 : parts * 67;
        return (
          text.startsWith('【演示】') &&
          text.endsWith('拒收请回复R') &&
          units === text.length &&
          units <= capacity
        );
      }),
    );
  });
});

it('old releases keep to the schema', () => {
  const result = renderWeb(full, { format: 'banner' });
  expect(result.ok && renderedContentSchema.parse(JSON.parse(JSON.stringify(result.value)))).toEqual(
    result.ok && result.value,
  );
});
