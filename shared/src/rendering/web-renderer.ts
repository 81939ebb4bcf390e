import { placeRenderer } from './channel-renderer';
import { buttonHref } from './content-reader';
import { pageAt } from './page-parts';
import { WEB_PLACES } from './places';
import type { WebFormat } from './places';
import type { RenderedWeb } from './rendered-content';

/** The web hall: banner, side bar and dialog. */
export const webRenderer = placeRenderer<WebFormat, RenderedWeb>({
  version: '2',
  places: WEB_PLACES,
  hrefOf: buttonHref,
  draw: (content, rule, images, format) => ({
    renderer: 'web/2',
    format,
    ...pageAt(content, rule, images),
  }),
});
