import type { ContentField, FieldValues } from '../content';
import { err, ok } from '../kernel';
import type { Result } from '../kernel';
import { headlineIn, isPlace, rendererForChannel } from '../rendering';
import type { RenderedContent, RenderingErrorCode } from '../rendering';
import type { PointErrorCode } from './point-errors';
import type { PointFallback, PointFormat } from './point-schema';

export interface PointPlace {
  readonly channel: string;
  readonly format: PointFormat;
}

/** Whether anything can be shown at such a point today. */
export function isRenderable({ channel, format }: PointPlace): boolean {
  return isPlace(channel, format);
}

/** Whether a format is one of a channel's; a channel that nothing is rendered for yet takes all but messages. */
export function isFormatOfChannel({ channel, format }: PointPlace): boolean {
  return rendererForChannel(channel) === undefined ? format !== 'sms' : isPlace(channel, format);
}

/** The parts never leave the renderer, so their identities carry nothing. */
const PART_ID = '00000000-0000-4000-8000-00000000000';
const PART = { labels: { zh: '-', en: '-' }, policy: { kind: 'LOCKED', constraint: {} } } as const;

function contentOf(input: PointFallback): ContentField[] {
  const text = (role: 'headline' | 'body' | 'smsText', index: number, value: string): ContentField[] =>
    value === '' ? [] : [{ id: `${PART_ID}${String(index)}`, role, ...PART, value }];
  const button: FieldValues['button'] = { label: input.buttonLabel, href: input.buttonHref };
  return [
    ...text('headline', 1, input.headline),
    ...text('body', 2, input.body),
    ...text('smsText', 3, input.smsText),
    ...(button.label === '' ? [] : [{ id: `${PART_ID}4`, role: 'button' as const, ...PART, value: button }]),
  ];
}

/**
 * A point's own content as the decision engine serves it, made by the channel's one renderer.
 * Errors: POINT_FALLBACK_NOT_POSSIBLE where nothing can be rendered, and the renderer's own.
 */
export function renderFallback(
  input: PointFallback,
  place: PointPlace,
  smsSignature: string,
): Result<RenderedContent, PointErrorCode | RenderingErrorCode> {
  const renderer = rendererForChannel(place.channel);
  if (!renderer || !isRenderable(place))
    return err('POINT_FALLBACK_NOT_POSSIBLE', { channel: place.channel });
  const rendered = renderer.render(contentOf(input), { format: place.format, smsSignature });
  if (!rendered.ok) return rendered;
  return ok(rendered.value);
}

/** What its author wrote, read back from what is served, for the form. */
export function fallbackInputOf(content: RenderedContent | null): PointFallback | null {
  if (content === null) return null;
  const empty = { headline: '', body: '', buttonLabel: '', buttonHref: '', smsText: '' };
  if (content.renderer === 'sms/1') return { ...empty, smsText: content.text };
  const body = content.renderer === 'wechat/1' ? content.digest : content.body;
  const button = 'button' in content ? content.button : null;
  return {
    ...empty,
    headline: headlineIn(content),
    body: body ?? '',
    buttonLabel: button?.label ?? '',
    buttonHref: button?.href ?? '',
  };
}
