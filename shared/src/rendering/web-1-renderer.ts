import type { ContentField } from '../content';
import { err, ok } from '../kernel';
import type { ChannelRenderer, RenderOptions } from './channel-renderer';
import { benefitTexts, buttonOf, isLinkAllowed, joinedText, valuesOf } from './content-reader';
import { assetPath } from './image-placing';
import { ADVERTISEMENT_MARK } from './legal-marks-zh';
import { WEB_FORMATS } from './places';
import type { WebFormat } from './places';
import type { RenderedWeb1 } from './rendered-content';

/**
 * Content as the web hall showed it before images were cut and texts had limits: releases that were
 * approved with it are served by it, byte for byte. It never changes.
 * Errors: RENDER_FORMAT_UNKNOWN, RENDER_HEADLINE_MISSING, RENDER_ASSET_MISSING, RENDER_LINK_NOT_ALLOWED.
 */
function render(
  content: readonly ContentField[],
  { format, images }: RenderOptions,
): ReturnType<ChannelRenderer<RenderedWeb1>['render']> {
  if (!isWebFormat(format)) return err('RENDER_FORMAT_UNKNOWN', { format });
  const [headline] = valuesOf(content, 'headline');
  if (headline === undefined) return err('RENDER_HEADLINE_MISSING');
  const [image] = valuesOf(content, 'image');
  if (image !== undefined && images?.some((each) => each.sha256 === image.sha256) === false) {
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
    benefits: benefitTexts(content),
    gift: valuesOf(content, 'gift')[0] ?? null,
    terms: joinedText(content, 'terms'),
    offer: valuesOf(content, 'offer')[0] ?? null,
    mark: ADVERTISEMENT_MARK,
  });
}

function isWebFormat(format: string): format is WebFormat {
  return WEB_FORMATS.some((known) => known === format);
}

export const web1Renderer: ChannelRenderer<RenderedWeb1> = {
  version: '1',
  formats: WEB_FORMATS,
  render,
  findings: (content, options) => {
    const result = render(content, options);
    return result.ok ? [] : [result];
  },
};
