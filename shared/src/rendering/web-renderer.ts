import { linkHost } from '../content';
import type { ContentField } from '../content';
import { err, ok } from '../kernel';
import type { Result } from '../kernel';
import { joinedText, valuesOf } from './content-reader';
import { ADVERTISEMENT_MARK } from './legal-marks-zh';
import { WEB_FORMATS } from './rendered-content';
import type { RenderedWeb, WebFormat } from './rendered-content';
import type { RenderingErrorCode } from './rendering-errors';

export interface WebRenderOptions {
  readonly format: string;
  /** Hashes of the images that are at hand; without it every image counts as present. */
  readonly assets?: ReadonlySet<string>;
}

/**
 * Content as a web page shows it.
 * Of several fields of one role the first filled one is taken; bodies, terms and benefits are all shown.
 * Errors: RENDER_FORMAT_UNKNOWN, RENDER_HEADLINE_MISSING, RENDER_ASSET_MISSING, RENDER_LINK_NOT_ALLOWED.
 */
export function renderWeb(
  content: readonly ContentField[],
  options: WebRenderOptions,
): Result<RenderedWeb, RenderingErrorCode> {
  const { format } = options;
  if (!isWebFormat(format)) return err('RENDER_FORMAT_UNKNOWN', { format });
  const [headline] = valuesOf(content, 'headline');
  if (headline === undefined) return err('RENDER_HEADLINE_MISSING');
  const [image] = valuesOf(content, 'image');
  if (image !== undefined && options.assets?.has(image.sha256) === false) {
    return err('RENDER_ASSET_MISSING', { sha256: image.sha256 });
  }
  const button = buttonOf(content);
  if (button !== null && !isLinkAllowed(button.href))
    return err('RENDER_LINK_NOT_ALLOWED', { href: button.href });
  return ok({
    renderer: 'web/1',
    format,
    headline,
    body: joinedText(content, 'body'),
    image: image === undefined ? null : { ...image, src: assetPath(image.sha256) },
    button,
    benefits: valuesOf(content, 'benefit').flatMap((benefit) => benefit.items.map((item) => item.text)),
    gift: valuesOf(content, 'gift')[0] ?? null,
    terms: joinedText(content, 'terms'),
    offer: valuesOf(content, 'offer')[0] ?? null,
    mark: ADVERTISEMENT_MARK,
  });
}

/** Where the bytes of an image are served; they are addressed by their SHA-256. */
export function assetPath(sha256: string): string {
  return `/v1/images/${sha256}`;
}

/** An https address or a path on the channel's own site; browsers drop blanks and control characters from others. */
export function isLinkAllowed(href: string): boolean {
  return !/[\s\p{Cc}\\]/u.test(href) && linkHost(href) !== null;
}

function isWebFormat(format: string): format is WebFormat {
  return WEB_FORMATS.some((known) => known === format);
}

/** A button leads to its own address; one without is completed by the content's link. */
function buttonOf(content: readonly ContentField[]): RenderedWeb['button'] {
  const labelled = content.find((field) => field.role === 'button' && Boolean(field.value?.label.trim()));
  if (labelled?.role !== 'button' || labelled.value === null) return null;
  const { label, href } = labelled.value;
  const target = href.trim() === '' ? valuesOf(content, 'link')[0] : href;
  return target === undefined ? null : { label, href: target };
}
