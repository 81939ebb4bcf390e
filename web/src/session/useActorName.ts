import { useI18n } from 'vue-i18n';

/** Who did it: a person by name, what the installation does by itself (`jobs`, `seed`, `cli`) in words. */
export function useActorName(): (name: string) => string {
  const { t, te } = useI18n();
  return (name) => (te(`machines.${name}`) ? t(`machines.${name}`) : name);
}

/** The way back, for a search: the stored name of a machine by the words that are shown for it; other names as they are. */
export function useStoredActorName(): (shown: string) => string {
  const { t, tm } = useI18n();
  return (shown) =>
    Object.keys(tm('machines') as Record<string, unknown>).find((name) => t(`machines.${name}`) === shown) ??
    shown;
}
