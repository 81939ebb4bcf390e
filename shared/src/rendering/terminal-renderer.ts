import { placeRenderer } from './channel-renderer';
import { partsAt } from './page-parts';
import { TERMINAL_PLACES } from './places';
import type { RenderedTerminal } from './rendered-content';

/** The self-service terminal's idle screen: no address leaves for a screen that nobody touches. */
export const terminalRenderer = placeRenderer<'idle', RenderedTerminal>({
  version: '1',
  places: TERMINAL_PLACES,
  hrefOf: () => null,
  draw: (content, rule, images, format) => ({
    renderer: 'terminal/1',
    format,
    ...partsAt(content, rule, images),
  }),
});
