import type { ContentField } from '../content';
import { PRICE, PRICE_CLAIM } from './context-markers-zh';
import type { FieldText } from './field-text';
import type { Finding } from './finding';

const yuan = (amount: number): string => `¥${amount.toFixed(2)}`;

/** Every price that a field names, each once, in its order. */
function pricesIn(field: ContentField, texts: readonly FieldText[]): string[] {
  const named = texts
    .filter(({ fieldId }) => fieldId === field.id)
    .flatMap(({ text }) =>
      [...text.matchAll(PRICE)].map(([found]) => yuan(Number(/[\d.]+/u.exec(found)?.[0]))),
    );
  const own = field.role === 'offer' && field.value ? [yuan(field.value.priceFen / 100)] : [];
  return [...new Set([...named, ...own])];
}

/**
 * A claim on prices that only evidence lets through is found once for each price of its field: what shows that one is
 * the lowest shows nothing of another.
 */
export function byPrice(
  findings: readonly Finding[],
  fields: readonly ContentField[],
  texts: readonly FieldText[],
): Finding[] {
  return findings.flatMap((finding) => {
    const field = fields.find(({ id }) => id === finding.fieldId);
    if (!finding.exemptible || !field || !PRICE_CLAIM.test(finding.found)) return [finding];
    const prices = pricesIn(field, texts);
    return prices.length === 0 ? [finding] : prices.map((price) => ({ ...finding, price }));
  });
}
