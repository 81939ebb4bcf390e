import type { TraceGate } from '@xietong/shared/decisions';
import { inject } from 'vue';
import { useI18n } from 'vue-i18n';
import { formatDateTime } from '../../../lib/date-format';
import { ATTRIBUTE_NAMES, plainNames } from '../../../ui/attribute-names';
import { useRuleWords } from '../../../ui/useRuleWords';

const INSTANT = /\d{4}-\d\d-\d\dT[\d:.]+Z/g;
const MISSING = 'missing: ';

/** What a gate wanted and found, as people read it: instants, rules and attributes in their words. */
export function useEvidenceText() {
  const { t } = useI18n();
  const ruleWords = useRuleWords();
  const attribute = inject(ATTRIBUTE_NAMES, plainNames)();

  /** The two ends of a window with a dash between. */
  const plain = (text: string): string =>
    text.replace('Z/', 'Z – ').replace(INSTANT, (instant) => formatDateTime(instant));

  function ruleText(text: string): string {
    const lines = ruleWords(JSON.parse(text) as Record<string, unknown>);
    return lines?.map((line) => line.text).join('\n') ?? text;
  }

  return {
    expectedText: ({ gate, expected }: TraceGate): string | null => {
      if (expected === null) return null;
      return gate === 'rule' ? ruleText(expected) : plain(expected);
    },
    actualText: ({ gate, actual }: TraceGate): string | null => {
      if (actual === null) return null;
      if (gate !== 'rule' || !actual.startsWith(MISSING)) return plain(actual);
      const names = actual.slice(MISSING.length).split(', ').map(attribute).join(t('demoHall.trace.join'));
      return t('demoHall.trace.missing', { names });
    },
  };
}
