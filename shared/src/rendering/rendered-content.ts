import { z } from 'zod';
import { ADVERTISEMENT_MARK } from './legal-marks-zh';
import { APP_FORMATS, WEB_FORMATS } from './places';

/** `src` is a path on this server; the bytes under it never change. */
const originalImageSchema = z.strictObject({ sha256: z.string(), alt: z.string(), src: z.string() });

/** Cut to the size of its place, in pixels; an image from before there were cuts has its own size. */
const placedImageSchema = originalImageSchema.extend({
  width: z.number().int(),
  height: z.number().int(),
});
export type RenderedImage = z.infer<typeof placedImageSchema>;

/** `href` is an https address, or a path on the channel's own site. */
const buttonSchema = z.strictObject({ label: z.string(), href: z.string() });

/** `priceFen` is integer fen. */
const offerSchema = z.strictObject({
  code: z.string(),
  name: z.string(),
  tariffNumber: z.string(),
  priceFen: z.number(),
});

/** Texts are plain text, never markup; `null` and `[]` mean: leave the part out. */
const partsSchema = z.strictObject({
  headline: z.string(),
  body: z.string().nullable(),
  benefits: z.array(z.string()),
  gift: z
    .strictObject({
      kind: z.string(),
      specification: z.string(),
      quantity: z.number(),
      term: z.string(),
      manner: z.string(),
    })
    .nullable(),
  terms: z.string().nullable(),
  offer: offerSchema.nullable(),
  mark: z.literal(ADVERTISEMENT_MARK),
});

/** The web hall's pages as releases of before image cuts and limits were approved. */
export const renderedWeb1Schema = partsSchema.extend({
  renderer: z.literal('web/1'),
  format: z.enum(WEB_FORMATS),
  image: originalImageSchema.nullable(),
  button: buttonSchema.nullable(),
});
export type RenderedWeb1 = z.infer<typeof renderedWeb1Schema>;

const pageSchema = partsSchema.extend({
  image: placedImageSchema.nullable(),
  button: buttonSchema.nullable(),
});

/** What a page of the web hall shows. */
export const renderedWebSchema = pageSchema.extend({
  renderer: z.literal('web/2'),
  format: z.enum(WEB_FORMATS),
});
export type RenderedWeb = z.infer<typeof renderedWebSchema>;

/** What the App shows: a splash is its picture, a dialog has one button and is closed by its customer alone. */
export const renderedAppSchema = pageSchema.extend({
  renderer: z.literal('app/1'),
  format: z.enum(APP_FORMATS),
});
export type RenderedApp = z.infer<typeof renderedAppSchema>;

/** A vertical card of an H5 page. */
export const renderedH5Schema = pageSchema.extend({
  renderer: z.literal('h5/1'),
  format: z.literal('card'),
});
export type RenderedH5 = z.infer<typeof renderedH5Schema>;

/** The idle screen of a self-service terminal: nothing on it can be touched, so it has no address. */
export const renderedTerminalSchema = partsSchema.extend({
  renderer: z.literal('terminal/1'),
  format: z.literal('idle'),
  image: placedImageSchema.nullable(),
});
export type RenderedTerminal = z.infer<typeof renderedTerminalSchema>;

/** The card of a WeChat article. `href` is where the card leads, or null. */
export const renderedWechatSchema = z.strictObject({
  renderer: z.literal('wechat/1'),
  format: z.literal('card'),
  title: z.string(),
  digest: z.string().nullable(),
  cover: placedImageSchema,
  href: z.string().nullable(),
  offer: offerSchema.nullable(),
  mark: z.literal(ADVERTISEMENT_MARK),
});
export type RenderedWechat = z.infer<typeof renderedWechatSchema>;

/** A message, ready to be handed to the gateway. `units` are UTF-16 units, signature and suffix included. */
export const renderedSmsSchema = z.strictObject({
  renderer: z.literal('sms/1'),
  text: z.string(),
  parts: z.number().int(),
  units: z.number().int(),
  encoding: z.literal('UCS-2'),
});
export type RenderedSms = z.infer<typeof renderedSmsSchema>;

/** What preview, approval, decision and demo hall all show: plain data, alike for the same release. */
export const renderedContentSchema = z.discriminatedUnion('renderer', [
  renderedWebSchema,
  renderedWeb1Schema,
  renderedAppSchema,
  renderedH5Schema,
  renderedSmsSchema,
  renderedTerminalSchema,
  renderedWechatSchema,
]);
export type RenderedContent = z.infer<typeof renderedContentSchema>;
export type RenderedOffer = z.infer<typeof offerSchema>;

/** What can be ordered by it, or null; a message is answered by another one. */
export function offerIn(content: RenderedContent): RenderedOffer | null {
  return content.renderer === 'sms/1' ? null : content.offer;
}

/** Where it leads, or null for what cannot be touched. */
export function hrefIn(content: RenderedContent): string | null {
  if (content.renderer === 'wechat/1') return content.href;
  return 'button' in content ? (content.button?.href ?? null) : null;
}

/** Its first words: what people call it by. */
export function headlineIn(content: RenderedContent): string {
  if (content.renderer === 'sms/1') return content.text;
  return content.renderer === 'wechat/1' ? content.title : content.headline;
}
