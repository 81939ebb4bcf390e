import { computed, nextTick, watch } from 'vue';
import { useI18n } from 'vue-i18n';
import { useApi } from '../../../api/api';
import { useApiQuery } from '../../../api/api-query';
import { useUrlFilters } from '../../../lib/useUrlFilters';
import { notifyDone } from '../../../ui/notify';
import { revealPlace } from './reveal-place';
import type { PlacementsDraft } from './usePlacementsDraft';

/**
 * Whoever went to import a list for a placement comes back with both in the address: the list is chosen there once,
 * unless another was chosen meanwhile, and the placement is shown.
 */
export function useImportedList(placements: PlacementsDraft): void {
  const { t } = useI18n();
  const url = useUrlFilters({ for: '', imported: '' });
  const listId = computed(() => url.values.value.imported);
  const lists = useApiQuery(useApi().lists.options, undefined, { enabled: () => listId.value !== '' });
  watch(
    [listId, lists.data],
    ([id, options]) => {
      const list = options?.find((each) => each.listId === id);
      const newest = list?.versions.reduce((best, each) => (each.version > best.version ? each : best));
      if (!list || !newest) return;
      const index = Number(url.values.value.for);
      const row = placements.rows.value[index];
      url.set({ for: '', imported: '' });
      if (!row || row.listVersionId !== null || (row.audience !== 'list' && row.audience !== 'both')) return;
      placements.update(row.key, { listVersionId: newest.versionId });
      void nextTick(() => {
        revealPlace(`placements.${String(index)}`);
      });
      notifyDone(t('localisation.audience.chosenNew', { name: list.name, version: newest.version }));
    },
    { immediate: true },
  );
}
