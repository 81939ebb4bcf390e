import type { UseQueryReturnType } from '@tanstack/vue-query';
import type { ApiError } from '../../../api/api-error';
import { useApi, type Api } from '../../../api/api';
import { useApiQuery } from '../../../api/api-query';
import { useCan } from '../../../session/useCan';

type Answer<P extends { query: (...input: never[]) => Promise<unknown> }> = UseQueryReturnType<
  Awaited<ReturnType<P['query']>>,
  ApiError
>;

/** What goes live and ends next. */
export function useUpcoming(enabled = true): Answer<Api['releases']['upcoming']> {
  return useApiQuery(useApi().releases.upcoming, undefined, { enabled });
}
/** The latest refusals. */
export function useRefusals(enabled = true): Answer<Api['audit']['list']> {
  return useApiQuery(useApi().audit.list, { result: 'REFUSED', limit: 8 }, { enabled });
}
/** The keys of the channels. */
export function useKeys(enabled = true): Answer<Api['channelKeys']['list']> {
  return useApiQuery(useApi().channelKeys.list, undefined, { enabled });
}

/** What this person was told of without deciding it. */
export function useCopied(enabled = true): Answer<Api['approvals']['list']> {
  return useApiQuery(useApi().approvals.list, { box: 'COPIED', page: 1, pageSize: 5 }, { enabled });
}

/** Which of the blocks that ask for themselves stand on this duty's workbench. */
export function useOwnBlocks(): Record<'upcoming' | 'refusals' | 'keys' | 'copied', boolean> {
  const can = useCan();
  const shown = {
    upcoming: can('read', 'Release'),
    refusals: can('read', 'AuditEvent'),
    keys: can('create', 'ChannelKey'),
    copied: can('read', 'ApprovalRequest'),
  };
  // Asked for now, together with the work: the blocks themselves are drawn only when that is known.
  useUpcoming(shown.upcoming);
  useRefusals(shown.refusals);
  useKeys(shown.keys);
  useCopied(shown.copied);
  return shown;
}
