import type { ApprovalDetail } from '@xietong/shared/approvals';
import { windowPhase } from '@xietong/shared/kernel';
import type { TimeWindow } from '@xietong/shared/kernel';
import { overallWindow } from '@xietong/shared/releases';
import { useI18n } from 'vue-i18n';
import { DEFAULT_PUSH } from '@xietong/shared/inheritance';
import { useEndText } from '../../../ui/useEndText';
import { usePushText } from '../../../ui/usePushText';
import { formatDateTime } from '../../../lib/date-format';
import { shownRelease } from './approval-state';

/**
 * What approving does, in sentences: when it goes live and ends, and what gives way; once it is approved, what it did
 * and what has become of it by `now`.
 */
export function useEffectText(): (detail: ApprovalDetail, now: Date) => string[] {
  const { t } = useI18n();
  const pushText = usePushText();
  const endText = useEndText();

  const daysOf = (window: TimeWindow) => ({
    from: formatDateTime(window.startsAt),
    to: endText(window.endsAt),
  });

  function timing({ document }: ApprovalDetail, now: Date): string {
    if (document.subject.kind === 'STANDARD') return t('approvals.effect.standard');
    const window = overallWindow(document.placements);
    if (!window) return t('approvals.effect.nowhere');
    return t(`approvals.effect.${windowPhase(window, now)}`, daysOf(window));
  }

  /** What approving it leads to. */
  function ahead(detail: ApprovalDetail, now: Date): string[] {
    const { document, replaces } = detail;
    const version = replaces?.document.subject.version;
    const isStandard = document.subject.kind === 'STANDARD';
    return [
      timing(detail, now),
      ...defaultText(detail),
      ...(replaces && !isStandard ? [t('approvals.effect.replaces', { version })] : []),
      ...(replaces && isStandard ? [t('approvals.effect.pinned', { version }), pushOf(detail)] : []),
      ...(isAnotherNeeded(detail)
        ? [
            t(
              document.push?.mode === 'MANDATORY'
                ? 'approvals.effect.another'
                : 'approvals.effect.anotherStep',
            ),
          ]
        : []),
    ];
  }

  /** What has become of it; empty where its state says all that there is. */
  function become({ document, request }: ApprovalDetail, now: Date): string[] {
    const state = shownRelease(request, now);
    if (document.subject.kind === 'STANDARD')
      return state === 'APPROVED' || state === 'PUBLISHED' || state === 'SUPERSEDED'
        ? [t(`approvals.effect.past.standard.${state}`)]
        : [];
    const window = overallWindow(document.placements);
    if (!window) return [t('approvals.effect.past.nowhere')];
    if (state === 'SUPERSEDED' && request.overtakenAt !== null)
      return [t('approvals.effect.past.SUPERSEDED', { at: formatDateTime(request.overtakenAt) })];
    return state === 'SCHEDULED' || state === 'LIVE' || state === 'ENDED'
      ? [t(`approvals.effect.past.${state}`, daysOf(window))]
      : [];
  }

  /** The same of what is approved: what it did then, and what is so by now. */
  function behind(detail: ApprovalDetail, now: Date): string[] {
    const { document, replaces, request } = detail;
    const version = replaces?.document.subject.version;
    const isStandard = document.subject.kind === 'STANDARD';
    const isPublished = request.releaseState !== 'APPROVED';
    return [
      ...become(detail, now),
      ...defaultText(detail),
      ...(replaces && !isStandard ? [t('approvals.effect.past.replaces', { version })] : []),
      ...(replaces && isStandard
        ? [
            t(isPublished ? 'approvals.effect.past.published' : 'approvals.effect.pinned', { version }),
            pushOf(detail),
          ]
        : []),
    ];
  }

  const pushOf = ({ document }: ApprovalDetail): string => pushText(document.push ?? DEFAULT_PUSH);
  const defaultText = ({ document }: ApprovalDetail): string[] =>
    document.cityDefault === null ? [] : [t(`approvals.cityDefault.${document.cityDefault}`)];

  return (detail, now) => (detail.request.state === 'APPROVED' ? behind(detail, now) : ahead(detail, now));
}

/** Whether somebody else has to approve, too, before it counts. */
function isAnotherNeeded({ request, decisions, steps }: ApprovalDetail): boolean {
  const given = decisions.filter(({ outcome }) => outcome === 'APPROVED').length;
  // Steps that were added ask for more than the request did when it was handed in.
  const asked = steps.reduce((sum, { approvals }) => sum + approvals, 0);
  return request.state === 'OPEN' && given + 1 < Math.max(asked, request.required);
}
