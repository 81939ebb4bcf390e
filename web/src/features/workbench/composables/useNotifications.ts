import type { NotificationListInput, NotificationRow } from '@xietong/shared/notifications';
import { toValue, type MaybeRefOrGetter } from 'vue';
import { useRouter } from 'vue-router';
import { useApi } from '../../../api/api';
import { toApiError } from '../../../api/api-error';
import { useApiMutation, useApiQuery } from '../../../api/api-query';
import { notifyFailed } from '../../../ui/notify';
import { useErrorText } from '../../../ui/useErrorText';
import { useNotificationText } from './useNotificationText';

/** Often enough to hear of news while working, seldom enough to cost nothing. */
const EVERY_MS = 25_000;

/** Notifications by a filter, and reading them. */
export function useNotifications(input: MaybeRefOrGetter<NotificationListInput>) {
  const api = useApi();
  const router = useRouter();
  const { errorText } = useErrorText();
  const { pathOf } = useNotificationText();
  const list = useApiQuery(api.notifications.list, () => toValue(input), {
    keepPrevious: true,
    refetchIntervalMs: EVERY_MS,
  });
  const read = useApiMutation(api.notifications.markRead, { invalidates: [api.notifications] });
  const readAll = useApiMutation(api.notifications.markAllRead, { invalidates: [api.notifications] });

  async function attempt(run: () => Promise<unknown>): Promise<void> {
    try {
      await run();
    } catch (thrown) {
      notifyFailed(errorText(toApiError(thrown)));
    }
  }

  return {
    list,
    markRead: ({ id }: NotificationRow) => attempt(() => read.mutateAsync({ id })),
    markAllRead: () => attempt(() => readAll.mutateAsync(undefined)),
    isMarkingAll: readAll.isPending,
    /** Goes where the notification leads; having gone there is having read it. */
    async open(row: NotificationRow): Promise<void> {
      await router.push(pathOf(row));
      if (!row.read) await attempt(() => read.mutateAsync({ id: row.id }));
    },
  };
}
