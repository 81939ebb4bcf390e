import type { ApprovalDetail } from '@xietong/shared/approvals';
import { windowPhase } from '@xietong/shared/kernel';
import { overallWindow } from '@xietong/shared/releases';
import { useI18n } from 'vue-i18n';
import { DEFAULT_PUSH } from '@xietong/shared/inheritance';
import { usePushText } from '../../../ui/usePushText';
import { formatDateTime } from '../../../lib/date-format';

/** What approving does, in sentences: when it goes live and ends, and what gives way. */
export function useEffectText(): (detail: ApprovalDetail, now: Date) => string[] {
  const { t } = useI18n();
  const pushText = usePushText();

  function timing({ document }: ApprovalDetail, now: Date): string {
    if (document.subject.kind === 'STANDARD') return t('approvals.effect.standard');
    const window = overallWindow(document.placements);
    if (!window) return t('approvals.effect.nowhere');
    const at = { from: formatDateTime(window.startsAt), to: formatDateTime(window.endsAt) };
    return t(`approvals.effect.${windowPhase(window, now)}`, at);
  }

  return (detail, now) => {
    const { document, replaces } = detail;
    const isStandard = document.subject.kind === 'STANDARD';
    return [
      timing(detail, now),
      ...(document.cityDefault === null ? [] : [t(`approvals.cityDefault.${document.cityDefault}`)]),
      ...(replaces && !isStandard
        ? [t('approvals.effect.replaces', { version: replaces.document.subject.version })]
        : []),
      ...(replaces && isStandard
        ? [
            t('approvals.effect.pinned', { version: replaces.document.subject.version }),
            pushText(document.push ?? DEFAULT_PUSH),
          ]
        : []),
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
  };
}

/** Whether somebody else has to approve, too, before it counts. */
function isAnotherNeeded({ request, decisions, steps }: ApprovalDetail): boolean {
  const given = decisions.filter(({ outcome }) => outcome === 'APPROVED').length;
  // Steps that were added ask for more than the request did when it was handed in.
  const asked = steps.reduce((sum, { approvals }) => sum + approvals, 0);
  return request.state === 'OPEN' && given + 1 < Math.max(asked, request.required);
}
