import type { ContentField, FieldRole } from '@xietong/shared/content';
import { useI18n } from 'vue-i18n';

/** Names of a role in both languages, as a new field begins with them; the other language falls back to the present one. */
export function useRoleLabels(): (role: FieldRole) => ContentField['labels'] {
  const { t } = useI18n();
  return (role) => ({
    zh: t(`campaigns.roleName.zh.${role}`),
    en: t(`campaigns.roleName.en.${role}`),
  });
}
