import { computed } from 'vue';
import type { ImageShelf } from '../ui/content/image-shelf';
import { useApi } from './api';
import { useApiQuery } from './api-query';

/** Stored images with their cuts; what lies under a hash never changes, so each set is asked for once. */
export const storedImageShelf: ImageShelf = (hashes) => {
  const input = computed(() => ({ hashes: [...new Set(hashes())].sort() }));
  const found = useApiQuery(useApi().assets.describe, input, {
    enabled: () => input.value.hashes.length > 0,
  });
  return computed(() => found.data.value);
};
