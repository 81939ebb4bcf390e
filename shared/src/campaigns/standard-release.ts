import type { ContentField } from '../content';
import { isDefaultPush } from '../inheritance';
import type { Push } from '../inheritance';
import { rendererVersions } from '../rendering';
import type { CityDefault, ListedCorrection, ReleaseDocument } from '../releases';

/** Hashes of the images that content shows, each once, in the order of the fields. */
export function imageHashesOf(fields: readonly ContentField[]): string[] {
  const hashes = fields.flatMap((field) =>
    field.role === 'image' && field.value !== null ? [field.value.sha256] : [],
  );
  return [...new Set(hashes)];
}

/**
 * The document under which a standard is approved: its content with the policies that bind the
 * cities. It places nothing; what runs where is a release of its own.
 */
export function buildStandardRelease(standard: {
  readonly tenant: ReleaseDocument['tenant'];
  readonly subject: Omit<ReleaseDocument['subject'], 'kind' | 'base'>;
  readonly cityDefault: CityDefault;
  readonly fields: readonly ContentField[];
  readonly assets: ReleaseDocument['assets'];
  /** Sender of its messages, as the approver sees them. */
  readonly smsSignature: string;
  readonly push: Push;
  /** What the push makes of cities' releases, where it is a mandatory one. */
  readonly corrections?: readonly ListedCorrection[];
}): ReleaseDocument {
  const offer = standard.fields.find((field) => field.role === 'offer');
  return {
    schema: 'xietong.release/1',
    tenant: standard.tenant,
    subject: { ...standard.subject, kind: 'STANDARD', base: null },
    cityDefault: standard.cityDefault,
    content: [...standard.fields],
    assets: [...standard.assets],
    renderers: rendererVersions(),
    smsSignature: standard.smsSignature,
    placements: [],
    offer: offer?.role === 'offer' ? offer.value : null,
    ...(isDefaultPush(standard.push) ? {} : { push: standard.push }),
    ...(standard.corrections?.length ? { corrections: [...standard.corrections] } : {}),
  };
}
