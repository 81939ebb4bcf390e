export type { ChannelRenderer, RenderOptions } from './channel-renderer';
export { isLinkAllowed } from './content-reader';
export { assetPath, covers, placeImage } from './image-placing';
export type { ImageReference } from './image-placing';
export type { RenderingFinding } from './place-findings';
export { IMAGE_SIZES } from './places';
export type { ImageSize } from './places';
export { headlineIn, hrefIn, offerIn, renderedContentSchema } from './rendered-content';
export type {
  RenderedApp,
  RenderedContent,
  RenderedH5,
  RenderedImage,
  RenderedOffer,
  RenderedSms,
  RenderedTerminal,
  RenderedWeb,
  RenderedWeb1,
  RenderedWechat,
} from './rendered-content';
export { isPlace, rendererForChannel, rendererOfVersion, rendererVersions, SHOWN_PLACES } from './renderers';
export { RENDERING_ERRORS } from './rendering-errors';
export type { RenderingErrorCode } from './rendering-errors';
export { SMS_REFUSAL_SUFFIX } from './legal-marks-zh';
export { renderSms, smsParts } from './sms-renderer';
