import { placeRenderer } from './channel-renderer';
import { linkOf } from './content-reader';
import { partsAt } from './page-parts';
import { WECHAT_PLACES } from './places';
import type { RenderedWechat } from './rendered-content';

/** The card of a WeChat article: title, digest and cover, linked as a whole. */
export const wechatRenderer = placeRenderer<'card', RenderedWechat>({
  version: '1',
  places: WECHAT_PLACES,
  hrefOf: linkOf,
  draw: (content, rule, images, format) => {
    const { headline, body, image, offer, mark } = partsAt(content, rule, images);
    if (image === null) return null;
    return {
      renderer: 'wechat/1',
      format,
      title: headline,
      digest: body,
      cover: image,
      href: linkOf(content),
      offer,
      mark,
    };
  },
});
