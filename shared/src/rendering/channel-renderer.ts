import type { ContentField } from '../content';
import type { Result } from '../kernel';
import type { RenderedContent } from './rendered-content';
import type { RenderingErrorCode } from './rendering-errors';
import { renderSms } from './sms-renderer';
import { renderWeb } from './web-renderer';

export interface RenderOptions {
  /** How the point shows things. */
  readonly format: string;
  readonly smsSignature: string;
  readonly assets?: ReadonlySet<string>;
}

/** The one renderer of a channel. Its version is fixed in every release, so that what was approved is what is shown. */
export interface ChannelRenderer {
  readonly version: string;
  readonly render: (
    content: readonly ContentField[],
    options: RenderOptions,
  ) => Result<RenderedContent, RenderingErrorCode>;
}

const renderers: ReadonlyMap<string, ChannelRenderer> = new Map<string, ChannelRenderer>([
  ['web', { version: '1', render: renderWeb }],
  [
    'sms',
    { version: '1', render: (content, { smsSignature }) => renderSms(content, { signature: smsSignature }) },
  ],
]);

/** The renderer of a channel, or undefined for a channel that nothing can be shown in yet. */
export function rendererForChannel(channel: string): ChannelRenderer | undefined {
  return renderers.get(channel);
}

/** Versions by channel, as a release records them. */
export function rendererVersions(): Record<string, string> {
  return Object.fromEntries([...renderers].map(([channel, renderer]) => [channel, renderer.version]));
}
