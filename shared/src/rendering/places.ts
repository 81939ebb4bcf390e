/** Pixels. */
export interface ImageSize {
  readonly width: number;
  readonly height: number;
}

export interface PlaceImage extends ImageSize {
  /** Without an image there is nothing to show here. */
  readonly required: boolean;
}

/**
 * What a place holds. Texts are counted in Unicode code points; null = the part is left out there,
 * and content that has it is shown without it. What is over a limit is refused, never cut.
 */
export interface PlaceRule {
  readonly headline: number;
  readonly body: number | null;
  readonly benefits: { readonly items: number; readonly length: number } | null;
  readonly gift: boolean;
  readonly terms: number | null;
  /** Its label; one button at most, and its address is a link of the channel. */
  readonly button: number | null;
  readonly image: PlaceImage;
}

export const WEB_FORMATS = ['banner', 'dialog', 'sidebar'] as const;
export type WebFormat = (typeof WEB_FORMATS)[number];
export const APP_FORMATS = ['splash', 'dialog'] as const;
export type AppFormat = (typeof APP_FORMATS)[number];

/** Longest terms that content may have at all. */
const ANY_TERMS = 10_000;
const page = { gift: true, terms: ANY_TERMS } as const;

/** Places of the web hall: pages of a browser, wide enough for everything. */
export const WEB_PLACES: Readonly<Record<WebFormat, PlaceRule>> = {
  banner: {
    ...page,
    headline: 40,
    body: 200,
    benefits: { items: 6, length: 40 },
    button: 12,
    image: { width: 1200, height: 400, required: false },
  },
  dialog: {
    ...page,
    headline: 30,
    body: 160,
    benefits: { items: 6, length: 40 },
    button: 12,
    image: { width: 800, height: 450, required: false },
  },
  sidebar: {
    ...page,
    headline: 30,
    body: 120,
    benefits: { items: 4, length: 30 },
    button: 12,
    image: { width: 600, height: 400, required: false },
  },
};

/** A splash is its picture, looked at for seconds; a dialog is read with the thumb on its button. */
export const APP_PLACES: Readonly<Record<AppFormat, PlaceRule>> = {
  splash: {
    headline: 20,
    body: null,
    benefits: null,
    gift: false,
    terms: null,
    button: 10,
    image: { width: 1080, height: 1920, required: true },
  },
  dialog: {
    ...page,
    headline: 24,
    body: 100,
    benefits: { items: 4, length: 30 },
    button: 10,
    image: { width: 800, height: 450, required: false },
  },
};

/** A vertical card in a browser on a phone. */
export const H5_PLACES: Readonly<Record<'card', PlaceRule>> = {
  card: {
    ...page,
    headline: 30,
    body: 200,
    benefits: { items: 8, length: 40 },
    button: 12,
    image: { width: 1080, height: 1080, required: false },
  },
};

/** Read in passing from two metres: large type, few words, nothing to touch. */
export const TERMINAL_PLACES: Readonly<Record<'idle', PlaceRule>> = {
  idle: {
    headline: 20,
    body: 60,
    benefits: { items: 3, length: 20 },
    gift: true,
    terms: 200,
    button: null,
    image: { width: 1920, height: 1080, required: false },
  },
};

/** The card of an article: title, digest, cover. The whole card is its link. */
export const WECHAT_PLACES: Readonly<Record<'card', PlaceRule>> = {
  card: {
    headline: 64,
    body: 120,
    benefits: null,
    gift: false,
    terms: null,
    button: null,
    image: { width: 900, height: 383, required: true },
  },
};

/** Every place that shows a page's parts, by channel and format; messages have rules of their own. */
const PLACES: Readonly<Record<string, Readonly<Record<string, PlaceRule>>>> = {
  web: WEB_PLACES,
  app: APP_PLACES,
  h5: H5_PLACES,
  terminal: TERMINAL_PLACES,
  wechat: WECHAT_PLACES,
};

/** Sizes to which an uploaded image is cut: one for every shape that a place has. */
export const IMAGE_SIZES: readonly ImageSize[] = [
  ...new Map(
    Object.values(PLACES)
      .flatMap((places) => Object.values(places))
      .map(({ image: { width, height } }) => [`${width}x${height}`, { width, height }]),
  ).values(),
];
