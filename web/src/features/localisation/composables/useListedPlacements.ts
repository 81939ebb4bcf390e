import type { PlacementView, PointOption } from '@xietong/shared/localisation';
import { computed, type ComputedRef } from 'vue';
import { useApi } from '../../../api/api';
import { useApiQuery } from '../../../api/api-query';
import type { PlacementsDraft } from './usePlacementsDraft';

/** Placements of a form as they are read: with their points, and with lists by name once those are known. */
export function useListedPlacements(
  placements: PlacementsDraft,
  points: () => readonly PointOption[],
  wanted: () => boolean,
): ComputedRef<PlacementView[]> {
  const api = useApi();
  const lists = useApiQuery(api.lists.options, undefined, {
    enabled: () => wanted() && placements.rows.value.some((row) => row.listVersionId !== null),
  });

  function listOf(versionId: string): PlacementView['list'] {
    for (const list of lists.data.value ?? []) {
      const found = list.versions.find((each) => each.versionId === versionId);
      if (found) return { name: list.name, version: found.version, size: found.size };
    }
    return { name: '–', version: 1, size: 0 };
  }

  return computed(() =>
    placements.rows.value.flatMap((row) => {
      const point = points().find((each) => each.code === row.pointCode);
      if (!point) return [];
      const list = row.listVersionId ? listOf(row.listVersionId) : null;
      return [{ ...row, id: row.key, point, list, aim: row.audience }];
    }),
  );
}
