import type { ContentField } from '../content';
import type { FieldText } from './field-text';
import { findingIn } from './finding';
import type { Finding, TextFinding } from './finding';
import { TRUTH_LAW } from './laws-zh';
import { isWithin, linkTarget, writtenAddresses } from './link-address';
import type { LinkTarget } from './link-address';

function linksOf(field: ContentField): Omit<FieldText, 'role'>[] {
  if (field.value === null) return [];
  if (field.role === 'link') return [{ fieldId: field.id, part: '', text: field.value }];
  return field.role === 'button' ? [{ fieldId: field.id, part: 'href', text: field.value.href }] : [];
}

type Rule = Pick<TextFinding, 'code' | 'severity' | 'exemptible' | 'law' | 'word'>;

/**
 * What a target breaks. A province that has named no domain yet is warned of every host, so that nothing leads
 * astray unseen; once it has named some, others may not stand. A disguise never may, unless its very host is named.
 */
function broken({ host, isDisguised, isTrick }: LinkTarget, domains: readonly string[]): Rule | null {
  const isListed = domains.some((domain) => isWithin(host, domain));
  const rule = { exemptible: false, law: TRUTH_LAW, word: host };
  if (isTrick || (isDisguised && !isListed))
    return { ...rule, code: 'CHECK_LINK_DISGUISED', severity: 'BLOCK' };
  if (isListed) return null;
  return { ...rule, code: 'CHECK_LINK_DOMAIN', severity: domains.length === 0 ? 'WARN' : 'BLOCK' };
}

/** Links and addresses in texts lead to hosts on the province's list; a path stays on the channel's own site. */
export function linkFindings(
  fields: readonly ContentField[],
  texts: readonly FieldText[],
  domains: readonly string[],
): Finding[] {
  const links = fields.flatMap(linksOf).flatMap((link) => {
    const target = linkTarget(link.text.trim());
    const rule = target && broken(target, domains);
    return rule ? [findingIn(link, rule)] : [];
  });
  const written = texts.flatMap((text) =>
    writtenAddresses(text.text).flatMap(({ start, end, ...target }) => {
      const rule = broken(target, domains);
      return rule ? [findingIn(text, { ...rule, start, end })] : [];
    }),
  );
  return [...links, ...written];
}
