import type { ContentField } from '../content';
import { err, ok } from '../kernel';
import type { Result } from '../kernel';
import type { ImageReference } from './image-placing';
import { placeFindings } from './place-findings';
import type { RenderingFinding } from './place-findings';
import type { PlaceRule } from './places';
import type { RenderedContent } from './rendered-content';
import type { RenderingErrorCode } from './rendering-errors';

export interface RenderOptions {
  /** How the point shows things. */
  readonly format: string;
  /** The sender of messages; pages have none. */
  readonly smsSignature?: string;
  /** Images at hand with their cuts; without it every image counts as present and large enough. */
  readonly images?: readonly ImageReference[] | undefined;
}

/** The one renderer of a channel. Its version is fixed in every release, so that what was approved is what is shown. */
export interface ChannelRenderer<C extends RenderedContent = RenderedContent> {
  readonly version: string;
  readonly formats: readonly string[];
  /** Everything that keeps content from being shown, in reading order; empty when it can be. */
  readonly findings: (content: readonly ContentField[], options: RenderOptions) => RenderingFinding[];
  /** The content as it is shown, or the first finding. */
  readonly render: (
    content: readonly ContentField[],
    options: RenderOptions,
  ) => Result<C, RenderingErrorCode>;
}

type Images = RenderOptions['images'];

interface PlaceDrawing<F extends string, C extends RenderedContent> {
  readonly version: string;
  readonly places: Readonly<Record<F, PlaceRule>>;
  /** The address that the content leads to there, or null. */
  readonly hrefOf: (content: readonly ContentField[]) => string | null;
  /** Content that fits, as the place shows it; null without the image that it is made of. */
  readonly draw: (content: readonly ContentField[], rule: PlaceRule, images: Images, format: F) => C | null;
}

/** A renderer that judges content by the rule of its place, and draws what fits. */
export function placeRenderer<F extends string, C extends RenderedContent>({
  version,
  places,
  hrefOf,
  draw,
}: PlaceDrawing<F, C>): ChannelRenderer<C> {
  const isFormat = (format: string): format is F => Object.hasOwn(places, format);
  const findings: ChannelRenderer['findings'] = (content, { format, images }) =>
    isFormat(format)
      ? placeFindings(content, places[format], images, hrefOf(content))
      : [err('RENDER_FORMAT_UNKNOWN', { format })];
  return {
    version,
    formats: Object.keys(places),
    findings,
    render: (content, options) => {
      const { format, images } = options;
      const [finding] = findings(content, options);
      if (finding !== undefined) return finding;
      if (!isFormat(format)) return err('RENDER_FORMAT_UNKNOWN', { format });
      const drawn = draw(content, places[format], images, format);
      return drawn === null ? err('RENDER_IMAGE_MISSING') : ok(drawn);
    },
  };
}
