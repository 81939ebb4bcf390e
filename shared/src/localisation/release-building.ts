import type { ContentField, OfferValue } from '../content';
import { windowOfDates } from '../kernel';
import { rendererVersions } from '../rendering';
import type { Audience, CityDefault, ReleaseDocument, ReleasePlacement } from '../releases';
import type { PlacementPoint } from './draft-check';
import type { PlacementInput } from './placement-schema';

/** A stored image, or a cut of one: then `of` is the SHA-256 of the upload. */
export type StoredAsset = ReleaseDocument['assets'][number];

/** A stored placement with its id, and the list version that it aims by. */
export interface PlacementToRelease {
  readonly id: string;
  readonly placement: PlacementInput;
  readonly point: PlacementPoint;
  readonly list: Audience['list'];
}

export interface ReleaseParts {
  readonly tenant: ReleaseDocument['tenant'];
  readonly subject: ReleaseDocument['subject'];
  readonly cityDefault: CityDefault | null;
  readonly content: readonly ContentField[];
  readonly assets: readonly StoredAsset[];
  /** Sender of its messages. */
  readonly smsSignature: string;
  readonly placements: readonly PlacementToRelease[];
}

/** Hashes of the images that content shows, each once, in the order of the fields. */
export function imagesOf(content: readonly ContentField[]): string[] {
  const hashes = content.flatMap((field) =>
    field.role === 'image' && field.value !== null ? [field.value.sha256] : [],
  );
  return [...new Set(hashes)];
}

/** The tariff that content offers, where it has one. */
export function offerOf(content: readonly ContentField[]): OfferValue | null {
  for (const field of content) if (field.role === 'offer') return field.value;
  return null;
}

/** A placement as it stands in a release. */
export function releasePlacement({ id, placement, point, list }: PlacementToRelease): ReleasePlacement {
  const { rule, tier, lever } = placement;
  return {
    id,
    point: point.code,
    channel: point.channel,
    format: point.format,
    ...windowOfDates(placement.firstDay, placement.lastDay),
    tier,
    lever,
    audience: list === null && rule === null ? null : { list, rule },
  };
}

/** The document that is sealed and approved: everything that customers will see, where, when and who. */
export function buildRelease({ content, assets, placements, ...parts }: ReleaseParts): ReleaseDocument {
  const used = new Set(placements.map(({ point }) => point.channel));
  const renderers = Object.fromEntries(
    Object.entries(rendererVersions()).filter(([channel]) => used.has(channel)),
  );
  return {
    schema: 'xietong.release/1',
    ...parts,
    content: [...content],
    assets: [...assets],
    renderers,
    placements: placements.map(releasePlacement),
    offer: offerOf(content),
  };
}
