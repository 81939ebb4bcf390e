import type { Score } from './trace-schema';

const CONSTANT = { value: 1, source: 'configured' } as const;

/**
 * Score inside a tier: propensity × context × value × lever. Only the lever (1 to 100) is set by people today;
 * the other three are constants until they are learned from events, and say so.
 */
export function scoreOf(lever: number): Score {
  return {
    propensity: CONSTANT,
    context: CONSTANT,
    value: CONSTANT,
    lever: { value: lever, source: 'configured' },
    total: CONSTANT.value * CONSTANT.value * CONSTANT.value * lever,
  };
}
