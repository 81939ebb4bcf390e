import type { PointOption } from '@xietong/shared/localisation';
import { computed, type ComputedRef } from 'vue';
import type { PreviewedPlace } from '../../../ui/content/previewed-place';
import type { PlacementsDraft } from './usePlacementsDraft';

/** Where the placement that was picked or changed last shows its content; null before there is one. */
export function usePreviewedPlace(
  { latest }: PlacementsDraft,
  points: () => readonly PointOption[],
): ComputedRef<PreviewedPlace | null> {
  return computed(() => {
    const row = latest.value;
    const point = points().find(({ code }) => code === row?.pointCode);
    return row && point ? { key: row.key, channel: point.channel, format: point.format } : null;
  });
}
