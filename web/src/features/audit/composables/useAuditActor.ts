import { useI18n } from 'vue-i18n';
import { useActorName, useStoredActorName } from '../../../session/useActorName';

/** Who acted, in the same words in lists, drawers and time lines, and found by these words. */
export function useAuditActor() {
  const { t } = useI18n();
  const actorName = useActorName();
  const storedName = useStoredActorName();
  return {
    /** Empty: nobody was signed in. Null: what the installation did by itself. */
    actorText: (name: string | null): string =>
      name === '' ? t('audit.anonymous') : actorName(name ?? 'jobs'),
    /** What to look for when these words are looked for. */
    soughtActor: (text: string): { actor?: string; actorKind?: 'ANONYMOUS' } => {
      if (text === '') return {};
      return text === t('audit.anonymous') ? { actorKind: 'ANONYMOUS' } : { actor: storedName(text) };
    },
  };
}
