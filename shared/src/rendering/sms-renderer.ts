import type { ContentField } from '../content';
import { err, ok } from '../kernel';
import type { Result } from '../kernel';
import type { ChannelRenderer, RenderOptions } from './channel-renderer';
import { valuesOf } from './content-reader';
import { SMS_REFUSAL_SUFFIX, SMS_SIGNATURE_BRACKETS } from './legal-marks-zh';
import type { RenderedSms } from './rendered-content';
import type { RenderingErrorCode } from './rendering-errors';

/** UTF-16 units that one message holds. */
const UNITS_OF_SINGLE_PART = 70;
/** UTF-16 units that each part of a longer message holds beside its header. */
const UNITS_OF_JOINED_PART = 67;
/** Parts a message may have unless the caller says otherwise. */
const DEFAULT_MAX_SMS_PARTS = 5;

export interface SmsRenderOptions {
  /** The sender's name, with or without its brackets. */
  readonly signature: string;
  readonly maxParts?: number;
}

/**
 * Content as a message: signature first, the refusal notice last, neither of them twice when the text has them already.
 * Errors: RENDER_SMS_SIGNATURE_MISSING, RENDER_SMS_TEXT_MISSING, RENDER_SMS_TOO_LONG with `parts` and `max`.
 */
export function renderSms(
  content: readonly ContentField[],
  options: SmsRenderOptions,
): Result<RenderedSms, RenderingErrorCode> {
  const [open, close] = SMS_SIGNATURE_BRACKETS;
  const name = withoutEnds(options.signature.trim(), open, close).trim();
  if (name === '') return err('RENDER_SMS_SIGNATURE_MISSING');
  const signature = `${open}${name}${close}`;
  const message = withoutEnds(
    (valuesOf(content, 'smsText')[0] ?? '').trim(),
    signature,
    SMS_REFUSAL_SUFFIX,
  ).trim();
  if (message === '') return err('RENDER_SMS_TEXT_MISSING');
  const text = `${signature}${message}${SMS_REFUSAL_SUFFIX}`;
  const parts = smsParts(text.length);
  const max = options.maxParts ?? DEFAULT_MAX_SMS_PARTS;
  if (parts > max) return err('RENDER_SMS_TOO_LONG', { parts, max });
  return ok({ renderer: 'sms/1', text, parts, units: text.length, encoding: 'UCS-2' });
}

/** Parts in which the gateway sends a text of `units` UTF-16 units; an emoji counts as two. */
export function smsParts(units: number): number {
  return units <= UNITS_OF_SINGLE_PART ? 1 : Math.ceil(units / UNITS_OF_JOINED_PART);
}

function withoutEnds(text: string, start: string, end: string): string {
  const rest = text.startsWith(start) ? text.slice(start.length) : text;
  return rest.endsWith(end) ? rest.slice(0, rest.length - end.length) : rest;
}

const render = (content: readonly ContentField[], { smsSignature = '' }: RenderOptions) =>
  renderSms(content, { signature: smsSignature });

/** Messages: signature, text and the refusal notice, in counted parts. */
export const smsRenderer: ChannelRenderer<RenderedSms> = {
  version: '1',
  formats: ['sms'],
  render,
  findings: (content, options) => {
    const result = render(content, options);
    return result.ok ? [] : [result];
  },
};
