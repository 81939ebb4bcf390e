import { useI18n } from 'vue-i18n';

/** Who did it: a person by name, what the installation does by itself (`jobs`, `seed`, `cli`) in words. */
export function useActorName(): (name: string) => string {
  const { t, te } = useI18n();
  return (name) => (te(`machines.${name}`) ? t(`machines.${name}`) : name);
}
