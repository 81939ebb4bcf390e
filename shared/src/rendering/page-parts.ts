import type { ContentField } from '../content';
import { benefitTexts, buttonOf, joinedText, valuesOf } from './content-reader';
import { placeImage } from './image-placing';
import type { ImageReference } from './image-placing';
import { ADVERTISEMENT_MARK } from './legal-marks-zh';
import type { PlaceRule } from './places';
import type { RenderedH5, RenderedImage, RenderedTerminal } from './rendered-content';

type Parts = Omit<RenderedTerminal, 'renderer' | 'format'>;

/** The image of content at a place, or null where there is none or it cannot be shown. */
function placedImage(
  content: readonly ContentField[],
  { image: place }: PlaceRule,
  images: readonly ImageReference[] | undefined,
): RenderedImage | null {
  const [image] = valuesOf(content, 'image');
  if (image === undefined) return null;
  const placed = placeImage(image, place, images);
  return placed.ok ? placed.value : null;
}

/**
 * The parts that a place shows, each as its rule says; of several fields of one role the first filled
 * one is taken, bodies, terms and benefits are all shown. Content was found to fit before.
 */
export function partsAt(
  content: readonly ContentField[],
  rule: PlaceRule,
  images: readonly ImageReference[] | undefined,
): Parts {
  return {
    headline: valuesOf(content, 'headline')[0] ?? '',
    body: rule.body === null ? null : joinedText(content, 'body'),
    image: placedImage(content, rule, images),
    benefits: rule.benefits === null ? [] : benefitTexts(content),
    gift: rule.gift ? (valuesOf(content, 'gift')[0] ?? null) : null,
    terms: rule.terms === null ? null : joinedText(content, 'terms'),
    offer: valuesOf(content, 'offer')[0] ?? null,
    mark: ADVERTISEMENT_MARK,
  };
}

/** The same with a button. */
export function pageAt(
  content: readonly ContentField[],
  rule: PlaceRule,
  images: readonly ImageReference[] | undefined,
): Omit<RenderedH5, 'renderer' | 'format'> {
  return {
    ...partsAt(content, rule, images),
    button: rule.button === null ? null : buttonOf(content),
  };
}
