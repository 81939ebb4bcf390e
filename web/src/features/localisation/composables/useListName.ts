import { useI18n } from 'vue-i18n';
import { useApi } from '../../../api/api';
import { useApiQuery } from '../../../api/api-query';

/** A list's version by its name, once one is `wanted`. */
export function useListName(wanted: () => boolean): (versionId: string) => string {
  const { t } = useI18n();
  const lists = useApiQuery(useApi().lists.options, undefined, { enabled: wanted });
  return (versionId) => {
    for (const { name, versions } of lists.data.value ?? []) {
      const found = versions.find((each) => each.versionId === versionId);
      if (found) return t('localisation.audience.inList', { name, version: found.version });
    }
    return t('localisation.audience.list');
  };
}
