import { expect, it } from 'vitest';
import { isSealIntact, releaseDocumentSchema, sealRelease } from './index';

const SHA = 'a'.repeat(64);
const uuid = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;

/** As releases were sealed before there were cuts of images and renderers of other channels. */
const earlier = {
  schema: 'xietong.release/1',
  tenant: { code: '320100', kind: 'CITY' },
  subject: { kind: 'LOCAL', campaignId: uuid(1), number: '320100-2026-0001', title: '手机报', versionId: uuid(2), version: 1, base: null },
  cityDefault: null,
  content: [
    {
      id: uuid(3), role: 'image', labels: { zh: '图片', en: 'Image' },
      value: { sha256: SHA, alt: '封面' }, policy: { kind: 'LOCKED', constraint: {} },
    },
  ],
  assets: [{ sha256: SHA, mime: 'image/png', width: 640, height: 200, bytes: 900 }],
  renderers: { sms: '1', web: '1' },
  placements: [],
  offer: null,
}; // oxfmt-ignore
const EARLIER_HASH = 'c44fa795082224c3ca2ac3a57ba2303367f4f16f4de9e3bb8bd79fa0ccef22d6';

it('a release of before is read as it is, and its seal is the same to the byte', () => {
  const parsed = releaseDocumentSchema.parse(JSON.parse(JSON.stringify(earlier)));
  const sealed = sealRelease(parsed);
  expect(JSON.parse(sealed.text)).toEqual(earlier);
  expect(sealed.hash).toBe(EARLIER_HASH);
  expect(isSealIntact(sealed)).toBe(true);
});

it('a cut is part of what is approved', () => {
  const cut = { sha256: 'b'.repeat(64), mime: 'image/jpeg', width: 1200, height: 400, bytes: 90, of: SHA };
  const parsed = releaseDocumentSchema.parse({ ...earlier, assets: [...earlier.assets, cut] });
  expect(parsed.assets[1]).toEqual(cut);
  const sealed = sealRelease(parsed);
  expect(sealed.hash).not.toBe(EARLIER_HASH);
  const other = sealed.text.replace('b'.repeat(64), 'c'.repeat(64));
  expect(isSealIntact({ ...sealed, text: other })).toBe(false);
});
