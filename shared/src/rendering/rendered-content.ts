import { z } from 'zod';
import { ADVERTISEMENT_MARK } from './legal-marks-zh';

export const WEB_FORMATS = ['banner', 'dialog', 'sidebar'] as const;
export type WebFormat = (typeof WEB_FORMATS)[number];

/** What a page of the web hall shows. Texts are plain text, never markup; `null` and `[]` mean: leave the part out. */
export const renderedWebSchema = z.strictObject({
  renderer: z.literal('web/1'),
  format: z.enum(WEB_FORMATS),
  headline: z.string(),
  body: z.string().nullable(),
  /** `src` is a path on this server; the bytes under it never change. */
  image: z.strictObject({ sha256: z.string(), alt: z.string(), src: z.string() }).nullable(),
  /** `href` is an https address, or a path on the channel's own site. */
  button: z.strictObject({ label: z.string(), href: z.string() }).nullable(),
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
  /** `priceFen` is integer fen. */
  offer: z
    .strictObject({ code: z.string(), name: z.string(), tariffNumber: z.string(), priceFen: z.number() })
    .nullable(),
  mark: z.literal(ADVERTISEMENT_MARK),
});
export type RenderedWeb = z.infer<typeof renderedWebSchema>;

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
export const renderedContentSchema = z.discriminatedUnion('renderer', [renderedWebSchema, renderedSmsSchema]);
export type RenderedContent = z.infer<typeof renderedContentSchema>;
