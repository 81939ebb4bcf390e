import { pointFallbackSchema, type PointDetail, type PointFallback } from '@xietong/shared/points';
import { z } from 'zod';
import type { Parts } from '../../../lib/three-way';
import { draftOf, type PointDraft } from './usePointForm';

const FALLBACK = ['headline', 'body', 'buttonLabel', 'buttonHref', 'smsText'] as const;
const partsSchema = z.object({
  nameZh: z.string(),
  nameEn: z.string(),
  capacity: z.number(),
  enabled: z.boolean(),
  fallback: pointFallbackSchema.nullable(),
});

/** What of a point two people may change apart; its own content is one thing. */
export function partsOfPoint({
  nameZh,
  nameEn,
  capacity,
  enabled,
  showsFallback,
  fallback,
}: PointDraft): Parts {
  return { nameZh, nameEn, capacity, enabled, fallback: showsFallback ? { ...fallback } : null };
}

export const partsOfStored = (point: PointDetail): Parts => partsOfPoint(draftOf(point));

/** The draft with these parts. */
export function putParts(draft: PointDraft, parts: Parts): void {
  const { fallback, ...rest } = partsSchema.parse(parts);
  Object.assign(draft, rest, { showsFallback: fallback !== null, ...(fallback ? { fallback } : {}) });
}

/** The texts of a point's own content that are there. */
export function textsOf(fallback: PointFallback): { field: (typeof FALLBACK)[number]; text: string }[] {
  return FALLBACK.flatMap((field) => (fallback[field] ? [{ field, text: fallback[field] }] : []));
}
