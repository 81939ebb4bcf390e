import type { ContentField } from '../content';
import { err, ok, sameJson } from '../kernel';
import type { Result } from '../kernel';
import type { ApprovalErrorCode } from './approval-errors';
import type { ApprovalOutcome, FieldComment } from './approval-schema';

/** A comment as it stands: on which field of which version, and what that field was. */
export interface FieldCommentView {
  readonly id: string;
  readonly text: string;
  /** Staff id. */
  readonly by: string;
  /** ISO UTC. */
  readonly at: string;
  readonly outcome: Exclude<ApprovalOutcome, 'APPROVED'>;
  /** Hash that was reviewed. */
  readonly hash: string;
  readonly version: number;
  /** The field as it was reviewed. */
  readonly field: ContentField;
}

/** What became of a field since somebody commented on it. */
export type FieldSince = 'CHANGED' | 'UNCHANGED' | 'REMOVED';

/** A comment on an earlier version, as whoever decides on a later one reads it. */
export type EarlierComment = FieldCommentView & { readonly since: FieldSince };

/**
 * Whether comments may stand beside a decision: with a return or a rejection alone, one a field, each on a
 * field of the document. Problems name the comment.
 */
export function checkFieldComments(
  comments: readonly FieldComment[],
  { outcome, content }: { outcome: ApprovalOutcome; content: readonly Pick<ContentField, 'id'>[] },
): Result<readonly FieldComment[], ApprovalErrorCode> {
  if (comments.length > 0 && outcome === 'APPROVED')
    return err('APPROVAL_COMMENT_WITH_APPROVAL', undefined, ['comments']);
  const unknown = comments.findIndex(({ fieldId }) => !content.some(({ id }) => id === fieldId));
  if (unknown !== -1)
    return err('APPROVAL_COMMENT_FIELD_UNKNOWN', undefined, ['comments', unknown, 'fieldId']);
  const twice = comments.findIndex(
    ({ fieldId }, index) => comments.findIndex((each) => each.fieldId === fieldId) < index,
  );
  if (twice !== -1) return err('APPROVAL_COMMENT_TWICE', undefined, ['comments', twice, 'fieldId']);
  return ok(comments);
}

/** What became of a field that was commented on, value and policy, in a later content. */
export function fieldSince(field: ContentField, content: readonly ContentField[]): FieldSince {
  const now = content.find(({ id }) => id === field.id);
  if (!now) return 'REMOVED';
  return sameJson(field, now) ? 'UNCHANGED' : 'CHANGED';
}
