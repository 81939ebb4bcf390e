import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ContentField, FieldRole, FieldValue } from '../content';
import {
  assetPath,
  hrefIn,
  IMAGE_SIZES,
  isPlace,
  renderedContentSchema,
  rendererForChannel,
  rendererOfVersion,
  rendererVersions,
  SHOWN_PLACES,
} from './index';
import type { ImageReference } from './index';

const UPLOAD = 'a'.repeat(64);
const CUT = 'b'.repeat(64);
let serial = 0;
function field(role: FieldRole, value: FieldValue): ContentField {
  serial += 1;
  const id = `00000000-0000-4000-8000-${String(serial).padStart(12, '0')}`;
  const head = { id, role, labels: { zh: role, en: role }, policy: { kind: 'LOCKED', constraint: {} } };
  return { ...head, value } as ContentField;
}
const benefit = (texts: string[]) =>
  field('benefit', { items: texts.map((text, index) => ({ id: String(index), text })) });
const offer = { code: 'MMS-3', name: '手机报 3 元（演示）', tariffNumber: '演示-001', priceFen: 300 };
const gift = { kind: '手机报', specification: '日刊', quantity: 5, term: '5 个月', manner: '充值后到账' };
const image = field('image', { sha256: UPLOAD, alt: '手机报封面' });
const full: ContentField[] = [
  field('headline', '充 50 赠手机报'),
  field('body', '第一段'),
  field('body', '第二段'),
  image,
  field('button', { label: '立即办理', href: 'https://hall.example.com/mms?x=1' }),
  benefit(['免流量', '天天更新']),
  field('gift', gift),
  field('terms', '以公示资费为准'),
  field('offer', offer),
  field('smsText', '充 50 元赠手机报'),
];
const upload: ImageReference = { sha256: UPLOAD, width: 2160, height: 1920 };
const without = (...roles: FieldRole[]) => full.filter((each) => !roles.includes(each.role));

function shown(channel: string, format: string, content = full, images?: readonly ImageReference[]) {
  const result = rendererForChannel(channel)?.render(content, { format, smsSignature: '演示', images });
  if (!result?.ok) throw new Error(result?.code ?? 'no renderer');
  return result.value;
}
const codes = (channel: string, format: string, content: ContentField[], images?: ImageReference[]) =>
  rendererForChannel(channel)
    ?.findings(content, { format, smsSignature: '演示', images })
    .map(({ code }) => code);

describe('every place', () => {
  it.each(SHOWN_PLACES)('$channel/$format shows content that keeps to the schema', ({ channel, format }) => {
    const content = shown(channel, format);
    expect(renderedContentSchema.parse(JSON.parse(JSON.stringify(content)))).toEqual(content);
    expect(shown(channel, format)).toEqual(content);
    expect(content).toMatchObject(
      channel === 'sms'
        ? { text: expect.stringMatching(/^【演示】.+拒收请回复R$/) as string }
        : { mark: '广告' },
    );
  });

  it('is one of a channel with a renderer of a version', () => {
    expect(rendererVersions()).toEqual({ web: '2', app: '1', h5: '1', sms: '1', terminal: '1', wechat: '1' });
    expect(SHOWN_PLACES.every(({ channel, format }) => isPlace(channel, format))).toBe(true);
    expect(isPlace('web', 'splash')).toBe(false);
    expect(rendererForChannel('constructor')).toBeUndefined();
    expect(rendererForChannel('web')?.findings(full, { format: 'constructor' })).toMatchObject([
      { code: 'RENDER_FORMAT_UNKNOWN' },
    ]);
    expect(rendererOfVersion('web', undefined)).toBeUndefined();
    expect(rendererOfVersion('web', '3')).toBeUndefined();
  });

  it('leads to https or to its own site alone, and a terminal leads nowhere', () => {
    const heads = fc.constantFrom('javascript:', 'data:', '/', 'https://', 'HTTP://', '//');
    const href = fc.oneof(
      fc.string(),
      fc.tuple(heads, fc.string()).map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(href, fc.boolean(), fc.constantFrom(...SHOWN_PLACES), (address, asLink, place) => {
        const leading = asLink ? field('link', address) : field('button', { label: '点', href: address });
        const content = [...without('button'), leading];
        const result = rendererForChannel(place.channel)?.render(content, {
          ...place,
          smsSignature: '演示',
        });
        if (!result?.ok) return true;
        const leads = hrefIn(result.value);
        return leads === null || new URL(leads, 'https://channel.example/').protocol === 'https:';
      }),
      { numRuns: 300 },
    );
    expect(JSON.stringify(shown('terminal', 'idle'))).not.toContain('https:');
  });

  it('never cuts a text: it is shown whole or refused with the part and by how much', () => {
    const places = SHOWN_PLACES.filter(({ channel }) => channel !== 'sms');
    const text = fc.string({ unit: 'binary', minLength: 1, maxLength: 260 });
    fc.assert(
      fc.property(text, text, fc.constantFrom(...places), (headline, body, place) => {
        const content = [...without('headline', 'body'), field('headline', headline), field('body', body)];
        const result = rendererForChannel(place.channel)?.render(content, place);
        if (!result) return false;
        if (result.ok) {
          const words = Object.values(result.value);
          return (
            words.includes(headline) &&
            (words.includes(body) || place.format === 'splash' || body.trim() === '')
          );
        }
        if (result.code === 'RENDER_HEADLINE_MISSING') return headline.trim() === '';
        const { length, max, over } = result.params ?? {};
        const count = [...(result.code === 'RENDER_HEADLINE_TOO_LONG' ? headline : body)].length;
        return typeof max === 'number' && count > max && length === count && over === count - max;
      }),
      { numRuns: 300 },
    );
  });
});

describe('what each place leaves out', () => {
  it('a splash is its picture, its headline and one button', () => {
    expect(shown('app', 'splash')).toMatchObject({
      body: null,
      benefits: [],
      gift: null,
      terms: null,
      button: { label: '立即办理' },
      image: { width: 1080, height: 1920 },
    });
    expect(codes('app', 'splash', without('image'))).toEqual(['RENDER_IMAGE_MISSING']);
  });

  it('an idle screen has no button, an article is title, digest and cover', () => {
    expect(Object.keys(shown('terminal', 'idle'))).not.toContain('button');
    expect(shown('wechat', 'card')).toEqual({
      renderer: 'wechat/1',
      format: 'card',
      title: '充 50 赠手机报',
      digest: '第一段\n第二段',
      cover: { sha256: UPLOAD, alt: '手机报封面', src: assetPath(UPLOAD), width: 900, height: 383 },
      href: 'https://hall.example.com/mms?x=1',
      offer,
      mark: '广告',
    });
    expect(codes('wechat', 'card', without('image'))).toEqual(['RENDER_IMAGE_MISSING']);
  });

  it('what nobody filled stays out', () => {
    const sparse = [
      field('headline', '只有标题'),
      field('body', ' '),
      field('image', null),
      field('gift', null),
    ];
    expect(shown('web', 'dialog', sparse)).toMatchObject({
      body: null,
      image: null,
      button: null,
      benefits: [],
      gift: null,
      terms: null,
      offer: null,
    });
  });
});

describe('findings', () => {
  it('name everything that keeps content from a place', () => {
    const content = [
      field('headline', '长'.repeat(25)),
      field('body', '长'.repeat(101)),
      benefit(['一', '二', '三', '四', '长'.repeat(31)]),
      field('button', { label: '长'.repeat(11), href: 'http://plain.example/' }),
    ];
    expect(rendererForChannel('app')?.findings(content, { format: 'dialog' })).toEqual([
      { ok: false, code: 'RENDER_HEADLINE_TOO_LONG', params: { length: 25, max: 24, over: 1 } },
      { ok: false, code: 'RENDER_BODY_TOO_LONG', params: { length: 101, max: 100, over: 1 } },
      { ok: false, code: 'RENDER_BENEFITS_TOO_MANY', params: { count: 5, max: 4, over: 1 } },
      { ok: false, code: 'RENDER_BENEFIT_TOO_LONG', params: { length: 31, max: 30, over: 1, position: 5 } },
      { ok: false, code: 'RENDER_BUTTON_TOO_LONG', params: { length: 11, max: 10, over: 1 } },
      { ok: false, code: 'RENDER_LINK_NOT_ALLOWED', params: { href: 'http://plain.example/' } },
    ]);
    expect(codes('terminal', 'idle', [field('headline', '短'), field('terms', '长'.repeat(201))])).toEqual([
      'RENDER_TERMS_TOO_LONG',
    ]);
  });
});

describe('images', () => {
  const cut = { sha256: CUT, of: UPLOAD, width: 1200, height: 400 };

  it('are shown by their cut, else by the upload itself', () => {
    expect(shown('web', 'banner', full, [upload, cut])).toMatchObject({
      image: { sha256: CUT, src: assetPath(CUT), width: 1200, height: 400, alt: '手机报封面' },
    });
    expect(shown('web', 'sidebar', full, [upload, cut])).toMatchObject({
      image: { sha256: UPLOAD, width: 2160, height: 1920 },
    });
  });

  it('are refused where they are missing or too small', () => {
    expect(codes('web', 'banner', full, [])).toEqual(['RENDER_ASSET_MISSING']);
    expect(codes('web', 'banner', full, [cut])).toEqual(['RENDER_ASSET_MISSING']);
    const small = { sha256: UPLOAD, width: 640, height: 199 };
    expect(rendererForChannel('web')?.findings(full, { format: 'banner', images: [small] })).toEqual([
      {
        ok: false,
        code: 'RENDER_IMAGE_TOO_SMALL',
        params: { width: 640, height: 199, minWidth: 600, minHeight: 200 },
      },
    ]);
  });

  it('are cut to every shape that a place has, each once', () => {
    const sizes = IMAGE_SIZES.map(({ width, height }) => `${String(width)}x${String(height)}`);
    expect(new Set(sizes).size).toBe(sizes.length);
    expect(sizes).toEqual(
      expect.arrayContaining(['1200x400', '600x400', '1080x1920', '1080x1080', '900x383']),
    );
  });
});
