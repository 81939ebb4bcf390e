import type { PlacementView } from '@xietong/shared/localisation';
import type { ComparedLine } from '../../../ui/content/compare/compare-model';

export interface PlacementTexts {
  readonly label: (placement: PlacementView, nth: number) => string;
  readonly text: (placement: PlacementView) => string;
}

/**
 * Placements of two versions as lines, in the right side's order. Every version gives its placements ids
 * of its own: the same one is the n-th on the same point.
 */
export function comparedPlacements(
  left: readonly PlacementView[],
  right: readonly PlacementView[],
  texts: PlacementTexts,
): ComparedLine[] {
  const [ofLeft, ofRight] = [numbered(left), numbered(right)];
  return [...new Set([...ofRight.keys(), ...ofLeft.keys()])].flatMap((key) => {
    const [before, after] = [ofLeft.get(key), ofRight.get(key)];
    const shown = after ?? before;
    if (!shown) return [];
    return [
      {
        key: `placement ${key}`,
        label: texts.label(shown.placement, shown.nth),
        left: before ? texts.text(before.placement) : null,
        right: after ? texts.text(after.placement) : null,
      },
    ];
  });
}

/** By point and place among those on the same point, counted from 1. */
function numbered(placements: readonly PlacementView[]) {
  const counts = new Map<string, number>();
  return new Map(
    placements.map((placement) => {
      const nth = (counts.get(placement.pointCode) ?? 0) + 1;
      counts.set(placement.pointCode, nth);
      return [`${placement.pointCode} ${String(nth)}`, { placement, nth }];
    }),
  );
}
