import { inject } from 'vue';
import { useI18n } from 'vue-i18n';
import { ATTRIBUTE_NAMES, plainNames } from './attribute-names';
import { ruleLines } from './rule-words';
import type { RuleLine } from './rule-words';

/** Rules in words of the present language. */
export function useRuleWords(): (rule: Record<string, unknown>) => RuleLine[] | null {
  const { t } = useI18n();
  const attribute = inject(ATTRIBUTE_NAMES, plainNames)();
  return (rule) =>
    ruleLines(rule, {
      attribute,
      join: (join) => t(`ui.condition.words.${join}`),
      operator: (operator) => t(`ui.condition.operator.${operator}`),
      value: (value) =>
        typeof value === 'boolean' ? t(value ? 'ui.condition.yes' : 'ui.condition.no') : String(value),
    });
}
