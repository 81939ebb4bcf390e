import { resolveContent } from '../content';
import type { ContentField, Overrides } from '../content';
import { mergeContent } from '../inheritance';
import type { ArchivedOverride, ContentMerge } from '../inheritance';
import { derivedId, sameJson } from '../kernel';
import type { ReleaseDocument } from '../releases';
import { footprintOf } from './footprint';
import type { Footprint } from './footprint';
import { imagesOf, offerOf } from './release-building';
import type { StoredAsset } from './release-building';

const DOMAIN = 'xietong.correction.v1';

export interface CorrectedCampaign {
  /** The approved release that runs or waits. */
  readonly live: ReleaseDocument;
  /** The overrides of its version, and the fields that they were laid over. */
  readonly overrides: Overrides;
  readonly base: readonly ContentField[];
  /** The version of the standard that corrects it, and its number among the campaign's versions. */
  readonly standard: NonNullable<ReleaseDocument['subject']['base']>;
  readonly next: readonly ContentField[];
  readonly version: number;
  /** Images that the new standard shows. */
  readonly assets: readonly StoredAsset[];
}

export interface Correction {
  readonly footprint: Footprint;
  readonly merge: ContentMerge;
  /** What would take the live release's place: nothing but the standard's own part of it differs. */
  readonly document: ReleaseDocument;
  readonly overrides: Overrides;
  readonly archived: readonly ArchivedOverride[];
  /** Ids of the placements, by those of the live release. */
  readonly placementIds: ReadonlyMap<string, string>;
}

/**
 * The release that a mandatory push makes of a city's live one, byte by byte: planned at submission, so
 * that its hash can be approved, and planned again at publishing. The same parts always give the same
 * text, and so the same hash; ids are derived from those of what is corrected.
 */
export function planCorrection(campaign: CorrectedCampaign): Correction {
  const { live, standard, version, base, next } = campaign;
  const merge = mergeContent(base, campaign.overrides, next);
  const content = resolveContent(next, merge.overrides).fields;
  const versionId = derivedId(DOMAIN, `${standard.versionId} ${live.subject.versionId}`);
  const placementIds = new Map(
    live.placements.map(({ id }) => [id, derivedId(DOMAIN, `${versionId} ${id}`)]),
  );
  const keepsImages = sameJson(imagesOf(live.content), imagesOf(content));
  const document: ReleaseDocument = {
    ...live,
    subject: { ...live.subject, versionId, version, base: standard },
    content,
    assets: keepsImages ? live.assets : [...campaign.assets],
    placements: live.placements.map((each) => ({ ...each, id: placementIds.get(each.id) ?? each.id })),
    offer: offerOf(content),
  };
  const footprint = footprintOf(live, document, merge, [campaign.overrides, merge.overrides]);
  const { overrides, archived } = merge;
  return { footprint, merge, document, overrides, archived, placementIds };
}
