import type { CityFunction } from '../tenants';
import type { LocalisationErrorCode } from './localisation-errors';

/** What of a city's release needs a function that the province grants. */
export interface UsedFunctions {
  /** Whether it stands on a standard; what left one or never had one may go on with either function for content. */
  readonly hasStandard: boolean;
  readonly isPlaced: boolean;
  /** A list or a rule says whom it is for. */
  readonly isAimed: boolean;
}

/** Codes of what a city hands in or has approved without the function for it; empty = it has them all. */
export function ungrantedUse(
  granted: readonly CityFunction[],
  { hasStandard, isPlaced, isAimed }: UsedFunctions,
): LocalisationErrorCode[] {
  const has = (name: CityFunction): boolean => granted.includes(name);
  const mayWrite = has('LOCAL_CONTENT') || (!hasStandard && has('CAMPAIGN_BUILDER'));
  return [
    ...(mayWrite ? [] : (['LOCAL_CONTENT_NOT_GRANTED'] as const)),
    ...(!isPlaced || has('MARKETING_POINTS') ? [] : (['MARKETING_POINTS_NOT_GRANTED'] as const)),
    ...(!isAimed || has('PRECISE_MARKETING') ? [] : (['PRECISE_MARKETING_NOT_GRANTED'] as const)),
  ];
}
