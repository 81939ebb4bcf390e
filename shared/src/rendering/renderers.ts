import { appRenderer } from './app-renderer';
import type { ChannelRenderer } from './channel-renderer';
import { h5Renderer } from './h5-renderer';
import { smsRenderer } from './sms-renderer';
import { terminalRenderer } from './terminal-renderer';
import { web1Renderer } from './web-1-renderer';
import { webRenderer } from './web-renderer';
import { wechatRenderer } from './wechat-renderer';

/** By channel, the newest first: what was approved with an earlier one is shown by it for ever. */
const renderers: ReadonlyMap<string, readonly [ChannelRenderer, ...ChannelRenderer[]]> = new Map<
  string,
  readonly [ChannelRenderer, ...ChannelRenderer[]]
>([
  ['web', [webRenderer, web1Renderer]],
  ['app', [appRenderer]],
  ['h5', [h5Renderer]],
  ['sms', [smsRenderer]],
  ['terminal', [terminalRenderer]],
  ['wechat', [wechatRenderer]],
]);

/** The renderer that new content of a channel is made for, or undefined for a channel that nothing can be shown in yet. */
export function rendererForChannel(channel: string): ChannelRenderer | undefined {
  return renderers.get(channel)?.[0];
}

/** The renderer of one version, as a release names it; undefined where there is none of that version. */
export function rendererOfVersion(channel: string, version: string | undefined): ChannelRenderer | undefined {
  return renderers.get(channel)?.find((renderer) => renderer.version === version);
}

/** Whether new content can be shown at such a place. */
export function isPlace(channel: string, format: string): boolean {
  return rendererForChannel(channel)?.formats.includes(format) ?? false;
}

/** Versions by channel, as a release records them. */
export function rendererVersions(): Record<string, string> {
  return Object.fromEntries([...renderers].map(([channel, [newest]]) => [channel, newest.version]));
}

/** Every place that content can be shown at, by channel. */
export const SHOWN_PLACES: readonly { readonly channel: string; readonly format: string }[] = [
  ...renderers,
].flatMap(([channel, [newest]]) => newest.formats.map((format) => ({ channel, format })));
