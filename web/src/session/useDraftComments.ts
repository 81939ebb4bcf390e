import { fieldSince } from '@xietong/shared/approvals';
import type { EarlierComment } from '@xietong/shared/approvals';
import type { ContentField } from '@xietong/shared/content';
import type { ReleaseKind } from '@xietong/shared/releases';
import { computed, provide } from 'vue';
import type { MaybeRefOrGetter } from 'vue';
import { useApi } from '../api/api';
import { useApiQuery } from '../api/api-query';
import { commentsByField, FIELD_COMMENTS } from '../ui/content/field-comments';

/**
 * What approvers said of single fields when a campaign's content came back, with whether each has changed
 * since. Below it each field shows its own comments.
 */
export function useDraftComments(
  campaign: MaybeRefOrGetter<{ campaignId: string; kind: ReleaseKind }>,
  fields: () => readonly ContentField[],
  /** Whether the person may read them. */
  enabled: () => boolean = () => true,
) {
  const found = useApiQuery(useApi().approvals.draftComments, campaign, { enabled });
  const comments = computed<EarlierComment[]>(() =>
    (found.data.value ?? []).map((each) => ({ ...each, since: fieldSince(each.field, fields()) })),
  );
  provide(
    FIELD_COMMENTS,
    computed(() => commentsByField(comments.value)),
  );
  return comments;
}
