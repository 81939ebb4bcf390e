import type { ContentField } from '../content';
import type { Problem } from '../kernel';
import { err } from '../kernel';
import { benefitTexts, buttonOf, isLinkAllowed, joinedText, valuesOf } from './content-reader';
import { placeImage } from './image-placing';
import type { ImageReference } from './image-placing';
import type { PlaceRule } from './places';
import type { RenderingErrorCode } from './rendering-errors';

/** Why content cannot be shown at a place; `params` say which part and by how much. */
export type RenderingFinding = Problem<RenderingErrorCode>;

type LengthCode = Extract<RenderingErrorCode, `${string}_TOO_LONG`>;

function overLength(
  code: LengthCode,
  text: string | null | undefined,
  max: number | null,
  more = {},
): RenderingFinding[] {
  const length = [...(text ?? '')].length;
  return max === null || length <= max ? [] : [err(code, { length, max, over: length - max, ...more })];
}

function benefitFindings(content: readonly ContentField[], rule: PlaceRule): RenderingFinding[] {
  if (rule.benefits === null) return [];
  const { items, length } = rule.benefits;
  const texts = benefitTexts(content);
  const count = texts.length;
  return [
    ...(count > items ? [err('RENDER_BENEFITS_TOO_MANY', { count, max: items, over: count - items })] : []),
    ...texts.flatMap((text, index) =>
      overLength('RENDER_BENEFIT_TOO_LONG', text, length, { position: index + 1 }),
    ),
  ];
}

function imageFindings(
  content: readonly ContentField[],
  { image: place }: PlaceRule,
  images: readonly ImageReference[] | undefined,
): RenderingFinding[] {
  const [image] = valuesOf(content, 'image');
  if (image === undefined)
    return place.required ? [err('RENDER_IMAGE_MISSING', { width: place.width, height: place.height })] : [];
  const placed = placeImage(image, place, images);
  return placed.ok ? [] : [placed];
}

/**
 * Everything that keeps content from a place, in reading order; nothing is ever cut to make it fit.
 * `href` is the address that the place leads to, or null for one that leads nowhere.
 */
export function placeFindings(
  content: readonly ContentField[],
  rule: PlaceRule,
  images: readonly ImageReference[] | undefined,
  href: string | null,
): RenderingFinding[] {
  const [headline] = valuesOf(content, 'headline');
  return [
    ...(headline === undefined ? [err('RENDER_HEADLINE_MISSING')] : []),
    ...overLength('RENDER_HEADLINE_TOO_LONG', headline, rule.headline),
    ...overLength('RENDER_BODY_TOO_LONG', joinedText(content, 'body'), rule.body),
    ...imageFindings(content, rule, images),
    ...benefitFindings(content, rule),
    ...overLength('RENDER_TERMS_TOO_LONG', joinedText(content, 'terms'), rule.terms),
    ...overLength('RENDER_BUTTON_TOO_LONG', buttonOf(content)?.label, rule.button),
    ...(href === null || isLinkAllowed(href) ? [] : [err('RENDER_LINK_NOT_ALLOWED', { href })]),
  ];
}
