import type { DoneMatter, ToDo, WaitingMatter, WaitingWith } from '@xietong/shared/workbench';
import { useI18n } from 'vue-i18n';
import { formatDateTime } from '../../../lib/date-format';
import { useEndText } from '../../../ui/useEndText';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Of those who could decide so many are named. */
const MOST_NAMED = 3;

/** Names, spans and reasons of what is worked on. */
export function useWorkText() {
  const { t, locale } = useI18n();
  const endText = useEndText();
  const pick = (zh: string, en: string): string => (locale.value === 'en' ? en : zh);

  function span(milliseconds: number): string {
    const [unit, count] =
      milliseconds >= DAY_MS
        ? (['days', milliseconds / DAY_MS] as const)
        : (['hours', milliseconds / HOUR_MS] as const);
    const whole = Math.floor(count);
    return t(`workbench.span.${whole === 0 ? 'now' : unit}`, { count: whole }, whole);
  }

  return {
    /** The dictionary is one, and has no name of its own; a point has one in each language. */
    titleOf: (toDo: ToDo): string => {
      if (toDo.kind === 'DICTIONARY') return t('workbench.dictionary');
      return toDo.kind === 'FALLBACK' ? pick(toDo.aboutZh ?? '', toDo.aboutEn ?? '') : toDo.title;
    },
    /** The same of what waits for others, or is settled. */
    matterTitle: ({ kind, titleZh, titleEn }: WaitingMatter | DoneMatter): string =>
      kind === 'DICTIONARY' ? t('workbench.dictionary') : pick(titleZh, titleEn),
    tenantName: (row: { tenantNameZh: string; tenantNameEn: string }): string =>
      pick(row.tenantNameZh, row.tenantNameEn),
    /** With whom something is: the people of a role in a tenant, and the first of those who could act; or one person. */
    withText: ({ role, named: isPerson, kind, nameZh, nameEn, people }: WaitingWith): string => {
      const tenant = pick(nameZh, nameEn);
      const approver = isPerson ? tenant : t(`workbench.holder.${role}.${kind}`, { tenant });
      if (people.length === 0) return approver;
      const named = people.slice(0, MOST_NAMED).join(t('workbench.waiting.comma'));
      return people.length > MOST_NAMED
        ? t('workbench.waiting.withMany', { approver, people: named, count: people.length })
        : t('workbench.waiting.withPeople', { approver, people: named });
    },
    /** How long something has been waiting. */
    waited: (since: string, now: Date): string => span(Math.max(0, now.getTime() - Date.parse(since))),
    /** Why something is to do: who wants it, what is the matter. */
    whyText: (toDo: ToDo): string =>
      t(`workbench.why.${toDo.kind}`, {
        by: toDo.by ?? '–',
        tenant: pick(toDo.tenantNameZh, toDo.tenantNameEn),
        about: pick(toDo.aboutZh ?? '', toDo.aboutEn ?? ''),
      }),
    /** By when: a window's start or the province's date where that comes first, else how long it has been or may be. */
    dueText: (toDo: ToDo, now: Date): string => {
      const { kind, deadlineAt, startsAt } = toDo;
      const left = deadlineAt === null ? Infinity : Date.parse(deadlineAt) - now.getTime();
      const isLate = left <= 0;
      if (!isLate && startsAt !== null && startsAt === toDo.dueAt)
        return t(Date.parse(startsAt) <= now.getTime() ? 'workbench.due.started' : 'workbench.due.starts', {
          at: formatDateTime(startsAt),
        });
      if (deadlineAt === null) return t('workbench.due.open');
      if (kind === 'MERGE')
        return t(isLate ? 'workbench.due.missed' : 'workbench.due.asked', { at: endText(deadlineAt) });
      return isLate
        ? t('workbench.due.late', { span: span(-left) })
        : t('workbench.due.left', { span: span(left) });
    },
  };
}
