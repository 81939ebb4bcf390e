import { placeRenderer } from './channel-renderer';
import { buttonHref } from './content-reader';
import { pageAt } from './page-parts';
import { H5_PLACES } from './places';
import type { RenderedH5 } from './rendered-content';

/** H5 pages: a vertical card. */
export const h5Renderer = placeRenderer<'card', RenderedH5>({
  version: '1',
  places: H5_PLACES,
  hrefOf: buttonHref,
  draw: (content, rule, images, format) => ({
    renderer: 'h5/1',
    format,
    ...pageAt(content, rule, images),
  }),
});
