import type { Finding } from '@xietong/shared/content-check';
import { useI18n } from 'vue-i18n';
import { useErrorText } from '../useErrorText';

/** The language that laws and advice of the dictionary are written in. */
export const DICTIONARY_LANGUAGE = 'zh-CN';

type Found = Pick<Finding, 'code' | 'found' | 'law' | 'suggestion' | 'price'>;

/** A finding in words: whole sentences in the reader's language, and beside them what the dictionary says in its own. */
export interface FindingText {
  reasonOf: (finding: Found) => { text: string; quotes: readonly string[] };
  /** The same in one line, where nothing can be marked up. */
  lineOf: (finding: Found) => string;
}

export function useFindingText(): FindingText {
  const { t, locale } = useI18n();
  const { errorText } = useErrorText();

  function reasonOf({ code, found, law, suggestion }: Found): { text: string; quotes: readonly string[] } {
    if (code === 'CHECK_WORD' && locale.value !== DICTIONARY_LANGUAGE)
      return { text: t('content.check.named', { found }), quotes: [law, suggestion].filter(Boolean) };
    const text = errorText({ code, params: { found, law, suggestion } });
    if (code !== 'CHECK_TARIFF_MALFORMED') return { text, quotes: [] };
    // The province's own form of a tariff number is known by its pattern alone.
    const form = suggestion
      ? t('content.check.tariffPattern', { pattern: suggestion })
      : t('content.check.tariffForm');
    return { text: `${text}${form}`, quotes: [] };
  }

  return {
    reasonOf,
    lineOf: (finding) => {
      const { text, quotes } = reasonOf(finding);
      return [...(finding.price ? [finding.price] : []), text, ...quotes.map((quote) => `“${quote}”`)].join(
        ' ',
      );
    },
  };
}
