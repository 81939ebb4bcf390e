import { placeRenderer } from './channel-renderer';
import { buttonHref } from './content-reader';
import { pageAt } from './page-parts';
import { APP_PLACES } from './places';
import type { AppFormat } from './places';
import type { RenderedApp } from './rendered-content';

/** The App: splash and dialog. */
export const appRenderer = placeRenderer<AppFormat, RenderedApp>({
  version: '1',
  places: APP_PLACES,
  hrefOf: buttonHref,
  draw: (content, rule, images, format) => ({
    renderer: 'app/1',
    format,
    ...pageAt(content, rule, images),
  }),
});
