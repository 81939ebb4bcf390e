import { RE2JS } from 're2js';
import { err } from '../kernel';
import type { Problem } from '../kernel';
import type { ContentErrorCode } from './content-errors';
import type { Constraint, ContentField } from './content-schema';

export type ContentProblem = Problem<ContentErrorCode>;

/** Texts of a value that length, words and pattern are checked against. */
function textsOf(field: ContentField): string[] {
  if (field.value === null) return [];
  switch (field.role) {
    case 'headline':
    case 'body':
    case 'terms':
    case 'smsText':
      return [field.value];
    case 'button':
      return [field.value.label];
    case 'benefit':
      return field.value.items.map((item) => item.text);
    case 'gift':
      return [field.value.kind, field.value.specification, field.value.term, field.value.manner];
    case 'offer':
      return [field.value.name];
    case 'image':
      return [field.value.alt];
    default:
      return [];
  }
}

function linkOf(field: ContentField): string | null {
  if (field.value === null) return null;
  if (field.role === 'link') return field.value;
  return field.role === 'button' ? field.value.href : null;
}

/**
 * Host of an absolute https link, '' for a path on the channel's own site, null for anything else.
 * Only these two are shown to customers: no script, no plain http, no user part, no other site by `//`.
 */
export function linkHost(href: string): string | null {
  // Browsers drop control characters before they read an address: `/<tab>/host` leads elsewhere.
  if (/[\s\p{Cc}\\]/u.test(href)) return null;
  if (/^\/(?![/\\])/.test(href)) return '';
  try {
    const url = new URL(href);
    return url.protocol === 'https:' && url.username === '' && url.password === '' ? url.hostname : null;
  } catch {
    return null;
  }
}

function checkLink(href: string, domains: readonly string[] | undefined): ContentProblem | null {
  const host = linkHost(href);
  if (host === null) return err('FIELD_LINK_INVALID');
  if (host === '' || !domains) return null;
  const allowed = domains.some((domain) => host === domain || host.endsWith(`.${domain}`));
  return allowed ? null : err('FIELD_LINK_NOT_ALLOWED', { host, allowed: domains.join(', ') });
}

function checkText(text: string, constraint: Constraint): ContentProblem | null {
  const length = [...text].length;
  const { minLength, maxLength, choices, pattern, forbiddenWords } = constraint;
  if (minLength !== undefined && length < minLength)
    return err('FIELD_TOO_SHORT', { min: minLength, length });
  if (maxLength !== undefined && length > maxLength) return err('FIELD_TOO_LONG', { max: maxLength, length });
  if (choices && !choices.includes(text)) return err('FIELD_NOT_A_CHOICE', { choices: choices.join(' / ') });
  if (pattern !== undefined && !RE2JS.matches(pattern, text))
    return err('FIELD_PATTERN_MISMATCH', { pattern });
  const word = forbiddenWords?.find((candidate) => text.includes(candidate));
  return word === undefined ? null : err('FIELD_FORBIDDEN_WORD', { word });
}

function checkPrice(field: ContentField, constraint: Constraint): ContentProblem | null {
  if (field.role !== 'offer' || field.value === null) return null;
  const { priceFen } = field.value;
  if (constraint.minFen !== undefined && priceFen < constraint.minFen)
    return err('FIELD_PRICE_TOO_LOW', { minFen: constraint.minFen });
  if (constraint.maxFen !== undefined && priceFen > constraint.maxFen)
    return err('FIELD_PRICE_TOO_HIGH', { maxFen: constraint.maxFen });
  return null;
}

/** The first guard-rail that a filled value breaks, or null. An unfilled value breaks none. */
export function checkConstraint(field: ContentField, constraint: Constraint): ContentProblem | null {
  for (const text of textsOf(field)) {
    const problem = checkText(text, constraint);
    if (problem) return problem;
  }
  const href = linkOf(field);
  if (href !== null && href !== '') {
    const problem = checkLink(href, constraint.linkDomains);
    if (problem) return problem;
  }
  return checkPrice(field, constraint);
}

/** Whether a pattern can be compiled by the linear-time engine. */
export function isPatternValid(pattern: string): boolean {
  try {
    RE2JS.compile(pattern);
    return true;
  } catch {
    return false;
  }
}
