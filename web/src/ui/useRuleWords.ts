import { useI18n } from 'vue-i18n';
import { ruleLines } from './rule-words';
import type { RuleLine } from './rule-words';

/** Rules in words of the present language. */
export function useRuleWords(): (rule: Record<string, unknown>) => RuleLine[] | null {
  const { t } = useI18n();
  return (rule) =>
    ruleLines(rule, {
      join: (join) => t(`ui.condition.words.${join}`),
      operator: (operator) => t(`ui.condition.operator.${operator}`),
      value: (value) =>
        typeof value === 'boolean' ? t(value ? 'ui.condition.yes' : 'ui.condition.no') : String(value),
    });
}
