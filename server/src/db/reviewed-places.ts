import type { ReviewedChannel, ReviewedPoint } from '@xietong/shared/approvals';
import type { ReleaseDocument } from '@xietong/shared/releases';
import { asc, inArray } from 'drizzle-orm';
import type { Tx } from '../platform/database';
import { channel, marketingPoint } from './schema';

/** The points at which releases are placed, as approvers decide by them and auditors see afterwards. */
export async function pointsOf(tx: Tx, documents: readonly ReleaseDocument[]): Promise<ReviewedPoint[]> {
  const codes = new Set(documents.flatMap(({ placements }) => placements.map(({ point }) => point)));
  if (codes.size === 0) return [];
  const { code, format, channel: of, nameZh, nameEn } = marketingPoint;
  return tx
    .select({ code, format, channel: of, nameZh, nameEn })
    .from(marketingPoint)
    .where(inArray(code, [...codes]));
}

/** All channels, in the order in which people know them. */
export async function reviewedChannels(tx: Tx): Promise<ReviewedChannel[]> {
  const { code, nameZh, nameEn, position } = channel;
  return tx.select({ code, nameZh, nameEn }).from(channel).orderBy(asc(position));
}
