import { AppError } from '../../platform/app-error';
import type { Tx } from '../../platform/database';
import { holdStandard, standardRetirement } from '../../db/standard-hold';
import { findMandatoryPush } from './push-read-model';

/**
 * Nothing on a retired standard is handed in or approved. Holds the standard, so that it is not
 * retired in the middle of it. Null = a campaign without a standard.
 * @throws AppError STANDARD_RETIRED {reason}
 */
export async function requireNotRetired(tx: Tx, standardCampaignId: string | null): Promise<void> {
  if (standardCampaignId === null) return;
  await holdStandard(tx, standardCampaignId, 'BESIDE');
  const retirement = await standardRetirement(tx, standardCampaignId);
  if (retirement) throw new AppError('STANDARD_RETIRED', { reason: retirement.reason });
}

/**
 * Nothing is handed in that says what a mandatory push corrected, unless the province let it be.
 * @throws AppError STANDARD_CORRECTED {version}
 */
export async function requireNotCorrected(
  tx: Tx,
  localCampaignId: string,
  baseVersion: number,
): Promise<void> {
  const version = await findMandatoryPush(tx, localCampaignId, baseVersion);
  if (version !== null) throw new AppError('STANDARD_CORRECTED', { version });
}
