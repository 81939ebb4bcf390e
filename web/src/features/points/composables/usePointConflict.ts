import type { PointDetail, PointFallback } from '@xietong/shared/points';
import { ref, watch } from 'vue';
import { useI18n } from 'vue-i18n';
import { useApi } from '../../../api/api';
import type { AppErrorView } from '../../../lib/error-view';
import { copyOfParts, type Conflict } from '../../../lib/three-way';
import { useConflict, type Choices, type StoredDraft } from '../../../lib/useConflict';
import { partsOfPoint, partsOfStored, putParts, textsOf } from './point-parts';
import type { PointDraft } from './usePointForm';

/** Somebody else saved the point that is on the form: compares, and takes over what is chosen. */
export function usePointConflict(
  opened: PointDetail | undefined,
  draft: PointDraft,
  refusal: () => AppErrorView | null,
) {
  const { t } = useI18n();
  const api = useApi();
  const { conflict, compare: compareWith, settle } = useConflict();
  const rowVersion = ref(opened?.rowVersion ?? 0);
  let base = copyOfParts(partsOfPoint(draft));

  async function load(id: string): Promise<StoredDraft> {
    const stored = await api.points.get.query({ id });
    const { updatedByName: by, updatedAt: at } = stored;
    return { rowVersion: stored.rowVersion, parts: partsOfStored(stored), by, at };
  }

  async function compare(): Promise<void> {
    if (!opened) return;
    const theirs = await compareWith(
      () => ({ base, mine: partsOfPoint(draft) }),
      () => load(opened.id),
    );
    if (!theirs) return;
    rowVersion.value = theirs.rowVersion;
    base = copyOfParts(theirs.parts);
  }

  watch(refusal, (error) => {
    if (error?.code === 'STALE_VERSION') void compare();
  });

  function fallbackText(fallback: PointFallback | null): string {
    if (!fallback) return t('points.fallback.none');
    return textsOf(fallback)
      .map(({ field, text }) => `${t(`points.fallback.${field}`)}\n${text}`)
      .join('\n');
  }

  return {
    conflict,
    rowVersion,
    compare,
    /** Puts what was chosen onto the form; the next save stands on what is stored now. */
    resolve: (choices: Choices): void => {
      const settled = settle(choices);
      if (!settled) return;
      putParts(draft, settled.parts);
      rowVersion.value = settled.theirs.rowVersion;
      base = copyOfParts(settled.theirs.parts);
    },
    label: ({ key }: Conflict): string => t(`points.field.${key}`),
    text: (key: string, value: unknown): string => {
      if (key === 'enabled') return t(value ? 'points.status.on' : 'points.status.off');
      return key === 'fallback' ? fallbackText(value as PointFallback | null) : String(value);
    },
  };
}
