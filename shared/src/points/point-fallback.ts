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

const PART_ID = '00000000-0000-4000-8000-00000000000';

/** The parts of a point's own content, as the content check names them: the same at every point. */
export const FALLBACK_FIELD_IDS = {
  headline: `${PART_ID}1`,
  body: `${PART_ID}2`,
  smsText: `${PART_ID}3`,
  button: `${PART_ID}4`,
} as const;

const PART_LABELS = {
  headline: { zh: '标题', en: 'Headline' },
  body: { zh: '正文', en: 'Body' },
  smsText: { zh: '短信正文', en: 'Message' },
  button: { zh: '按钮', en: 'Button' },
} as const;
const PART = { policy: { kind: 'LOCKED', constraint: {} } } as const;

/** A point's own content as fields, for the renderer and the content check; empty parts are left out. */
export function fallbackFields(input: PointFallback): ContentField[] {
  const partOf = <R extends keyof typeof PART_LABELS>(role: R) =>
    ({ id: FALLBACK_FIELD_IDS[role], role, labels: PART_LABELS[role], ...PART }) as const;
  const text = (role: 'headline' | 'body' | 'smsText'): ContentField[] =>
    input[role] === '' ? [] : [{ ...partOf(role), value: input[role] }];
  const button: FieldValues['button'] = { label: input.buttonLabel, href: input.buttonHref };
  return [
    ...text('headline'),
    ...text('body'),
    ...text('smsText'),
    ...(button.label === '' ? [] : [{ ...partOf('button'), value: button }]),
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
  const rendered = renderer.render(fallbackFields(input), { format: place.format, smsSignature });
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
