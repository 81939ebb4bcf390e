import { RE2JS } from 're2js';
import type { ContentField } from '../content';
import type { Dictionary } from './dictionary-schema';
import { freeOfferFindings, giftFindings, smsFindings, tariffFindings } from './field-rules';
import { textsOfFields } from './field-text';
import { findingIn } from './finding';
import type { Finding } from './finding';
import { linkFindings } from './link-rules';
import { byPrice } from './price-claims';
import { createWordCheck } from './word-check';

export interface ContentChecker {
  /** Everything found in content, in the order of its fields and, inside a text, of its places. */
  check(fields: readonly ContentField[]): Finding[];
}

/**
 * The check of content against a dictionary and the rules on gifts, messages, links and tariffs.
 * Compiling takes longer than checking: keep it as long as the dictionary stays.
 */
export function createContentChecker(
  dictionary: Dictionary,
  { smsSignature }: { readonly smsSignature: string },
): ContentChecker {
  const checkWords = createWordCheck(dictionary);
  const tariffPattern = RE2JS.compile(dictionary.tariffPattern);
  return {
    check(fields) {
      const texts = textsOfFields(fields);
      const order = new Map(fields.map(({ id }, index) => [id, index]));
      const parts = new Map(texts.map(({ fieldId, part }, index) => [`${fieldId} ${part}`, index]));
      const findings = [
        ...byPrice(
          texts.flatMap((text) => checkWords(text.text).map((finding) => findingIn(text, finding))),
          fields,
          texts,
        ),
        ...giftFindings(fields, texts),
        ...smsFindings(texts, smsSignature),
        ...linkFindings(fields, texts, dictionary.linkDomains),
        ...tariffFindings(fields, texts, tariffPattern),
        ...freeOfferFindings(fields),
      ];
      const field = ({ fieldId }: Finding) => order.get(fieldId) ?? 0;
      const part = (finding: Finding) => parts.get(`${finding.fieldId} ${finding.part}`) ?? texts.length;
      return findings.sort((a, b) => field(a) - field(b) || part(a) - part(b) || a.start - b.start);
    },
  };
}
