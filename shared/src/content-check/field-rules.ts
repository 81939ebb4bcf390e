import type { RE2JS } from 're2js';
import { isUnfilled } from '../content';
import type { ContentField } from '../content';
import { SMS_REFUSAL_SUFFIX } from '../rendering';
import { GIFT_PROMISE, PRICE, REFUSAL, SIGNATURE_AT_END, VAGUE_GIFT } from './context-markers-zh';
import { DEFAULT_TARIFF_PATTERN } from './default-dictionary-zh';
import type { FieldText } from './field-text';
import { findingIn } from './finding';
import type { Finding, TextFinding } from './finding';
import { GIFT_LAW, PRICE_LAW, SENDER_LAW, TARIFF_RULE } from './laws-zh';

/** Roles whose texts say what a customer gets. */
const PROMISING: ReadonlySet<FieldText['role']> = new Set([
  'headline',
  'body',
  'benefit',
  'smsText',
  'button',
]);

type Rule = Pick<TextFinding, 'code' | 'severity' | 'exemptible' | 'law'>;

function hasFilled(fields: readonly ContentField[], role: ContentField['role']): boolean {
  return fields.some((field) => field.role === role && !isUnfilled(field));
}

/** What a pattern finds in a text, each told by the rule. */
function matches(text: FieldText, pattern: RegExp, rule: Rule): Finding[] {
  return [...text.text.matchAll(pattern)].map(({ 0: word, index }) =>
    findingIn(text, { ...rule, word, start: index, end: index + word.length }),
  );
}

/** Whoever promises a gift states its kind, specification, quantity, term and manner. */
export function giftFindings(fields: readonly ContentField[], texts: readonly FieldText[]): Finding[] {
  const vague = texts
    .filter(({ role, text }) => role === 'gift' && VAGUE_GIFT.test(text.trim()))
    .map((text) =>
      findingIn(text, {
        ...{ code: 'CHECK_GIFT_VAGUE', severity: 'WARN', exemptible: false, law: GIFT_LAW },
        word: text.text.trim(),
      }),
    );
  if (hasFilled(fields, 'gift')) return vague;
  const rule: Rule = { code: 'CHECK_GIFT_NOT_STATED', severity: 'BLOCK', exemptible: true, law: GIFT_LAW };
  return texts.filter(({ role }) => PROMISING.has(role)).flatMap((text) => matches(text, GIFT_PROMISE, rule));
}

/** Messages carry the province's signature and the prescribed refusal notice, no others; both are added when sent. */
export function smsFindings(texts: readonly FieldText[], signature: string): Finding[] {
  const own = signature.replace(/^【|】$/gu, '').trim();
  const rule = { severity: 'BLOCK', exemptible: false, law: SENDER_LAW } as const;
  return texts
    .filter(({ role }) => role === 'smsText')
    .flatMap((text) => {
      const signatures = matches(text, SIGNATURE_AT_END, { ...rule, code: 'CHECK_SMS_SIGNATURE' });
      const refusals = matches(text, REFUSAL, { ...rule, code: 'CHECK_SMS_REFUSAL' });
      const end = text.text.trimEnd().length;
      return [
        ...signatures.filter(({ word }) => word.replace(/[【】]/gu, '').trim() !== own),
        ...refusals.filter((found) => found.found !== SMS_REFUSAL_SUFFIX || found.end !== end),
      ];
    });
}

/**
 * An offer carries the number under which its tariff is published, in the province's form; a price that
 * is promoted belongs to such an offer. That the number is there at all is a rule of the content itself.
 */
export function tariffFindings(
  fields: readonly ContentField[],
  texts: readonly FieldText[],
  pattern: RE2JS,
): Finding[] {
  const malformed = fields.flatMap((field) => {
    if (field.role !== 'offer' || field.value === null) return [];
    const text = field.value.tariffNumber;
    return text.trim() === '' || pattern.matches(text.trim())
      ? []
      : [
          findingIn(
            { fieldId: field.id, part: 'tariffNumber', text },
            {
              ...{ code: 'CHECK_TARIFF_MALFORMED', severity: 'BLOCK', exemptible: false, law: TARIFF_RULE },
              word: text.trim(),
              // The form that comes with the program is told in words, another one as it is written.
              suggestion: pattern.pattern() === DEFAULT_TARIFF_PATTERN ? '' : pattern.pattern(),
            },
          ),
        ];
  });
  if (fields.some(({ role }) => role === 'offer')) return malformed;
  const rule: Rule = { code: 'CHECK_OFFER_NOT_NAMED', severity: 'WARN', exemptible: false, law: PRICE_LAW };
  return texts.filter(({ role }) => PROMISING.has(role)).flatMap((text) => matches(text, PRICE, rule));
}

/**
 * An offer for nothing is more often a price that was forgotten or lost than one that was meant. A guard-rail that
 * begins at nothing says that it is meant.
 */
export function freeOfferFindings(fields: readonly ContentField[]): Finding[] {
  return fields.flatMap((field) => {
    if (field.role !== 'offer' || field.value?.priceFen !== 0 || isUnfilled(field)) return [];
    if (field.policy.constraint.minFen === 0) return [];
    const rule: Rule = { code: 'CHECK_OFFER_FREE', severity: 'WARN', exemptible: false, law: PRICE_LAW };
    return [findingIn({ fieldId: field.id, part: 'price', text: '¥0.00' }, { ...rule, word: '¥0.00' })];
  });
}
