import type { ContentField } from '@xietong/shared/content';
import type { DraftProblem } from '@xietong/shared/localisation';
import { computed, type ComputedRef, type Ref } from 'vue';
import { useI18n } from 'vue-i18n';
import { useErrorText } from '../../../ui/useErrorText';

export const STEPS = ['content', 'placements', 'review'] as const;
export type Step = (typeof STEPS)[number];

export interface ProblemLine {
  path: string;
  step: Step;
  label: string;
  message: string;
}

const UNFILLED = new Set([
  'FIELD_REQUIRED',
  'FIELD_REQUIRED_LOCAL',
  'TITLE_REQUIRED',
  'RELEASE_NO_PLACEMENT',
  'RELEASE_ASSESSMENT_REQUIRED',
  'AUDIENCE_LIST_REQUIRED',
  'AUDIENCE_RULE_REQUIRED',
  'AUDIENCE_RULE_INCOMPLETE',
]);

/** The step on which a problem is mended. */
function stepOf(path: string): Step {
  return path.startsWith('placements') || path === 'assessment' ? 'placements' : 'content';
}

/** Problems in words, each with its place; `pointName` names a placement by its index. */
export function useDraftProblems(
  problems: Ref<readonly DraftProblem[]>,
  fields: () => readonly ContentField[],
  pointName: (index: number) => string,
): {
  lines: ComputedRef<ProblemLine[]>;
  /** Text beside a place. What is merely not filled yet is said only once the person has left the place, or looked at the summary. */
  textAt: (path: string, seen: boolean) => string | undefined;
} {
  const { t, locale } = useI18n();
  const { errorText } = useErrorText();

  function labelOf(path: string): string {
    const [head = '', name = '', part] = path.split('.');
    if (head === 'content') {
      const field = fields().find((each) => each.id === name);
      return field
        ? locale.value === 'en'
          ? field.labels.en
          : field.labels.zh
        : t('localisation.step.content');
    }
    if (head === 'placements' && part !== undefined)
      return t('localisation.placement.at', { index: Number(name) + 1, point: pointName(Number(name)) });
    if (head === 'title') return t('localisation.editor.name');
    return head === 'assessment' ? t('localisation.assessment.title') : t('localisation.step.placements');
  }

  const lines = computed(() =>
    problems.value.map((problem) => ({
      path: problem.path,
      step: stepOf(problem.path),
      label: labelOf(problem.path),
      message: errorText({ code: problem.code, params: { ...problem.params } }),
    })),
  );
  return {
    lines,
    textAt: (path, seen) => {
      const found = problems.value.find(
        (problem) => problem.path === path && (seen || !UNFILLED.has(problem.code)),
      );
      return found && errorText({ code: found.code, params: { ...found.params } });
    },
  };
}
