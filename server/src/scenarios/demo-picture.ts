import type { ImageValue } from '@xietong/shared/content';
import sharp from 'sharp';
import type { Call } from '../access/call';
import type { ScenarioServices } from './scenario-services';

/** Large enough for every place, in a shape that keeps its middle in all of them. */
const SIDE = 1920;

interface PictureColours {
  readonly ground: string;
  readonly shape: string;
  readonly accent: string;
}

const PICTURE_COLOURS = {
  news: { ground: '#dbe6fb', shape: '#1b4fb5', accent: '#1b4fb5' },
  recharge: { ground: '#dcf1ee', shape: '#0f6a68', accent: '#0f8a83' },
} as const;

/** A newspaper of plain shapes without any words, as PNG. */
async function drawPicture({ ground, shape, accent }: PictureColours): Promise<Buffer> {
  const middle = SIDE / 2;
  const lines = [0, 1, 2, 3]
    .map(
      (n) =>
        `<rect x="${String(middle - 150)}" y="${String(middle - 60 + n * 45)}" width="${String(300 - n * 40)}" height="18" rx="9" fill="${shape}" opacity="0.45"/>`,
    )
    .join('');
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${String(SIDE)}" height="${String(SIDE)}">
    <rect width="100%" height="100%" fill="${ground}"/>
    <circle cx="${String(middle - 420)}" cy="${String(middle + 330)}" r="420" fill="${accent}" opacity="0.25"/>
    <circle cx="${String(middle + 480)}" cy="${String(middle - 360)}" r="520" fill="${accent}" opacity="0.18"/>
    <rect x="${String(middle - 210)}" y="${String(middle - 190)}" width="420" height="380" rx="36" fill="#ffffff"/>
    <rect x="${String(middle - 150)}" y="${String(middle - 140)}" width="300" height="54" rx="12" fill="${accent}"/>
    ${lines}
  </svg>`;
  return sharp(Buffer.from(svg)).png().toBuffer();
}

/** Draws a picture and uploads it, as its author would. */
export async function uploadDemoPicture(
  { assetService }: Pick<ScenarioServices, 'assetService'>,
  author: Call,
  name: keyof typeof PICTURE_COLOURS,
  alt: string,
): Promise<ImageValue> {
  const bytes = await drawPicture(PICTURE_COLOURS[name]);
  const { sha256 } = await assetService.upload(author, { fileName: `${name}.png`, bytes });
  return { sha256, alt };
}
