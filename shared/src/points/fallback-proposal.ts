import { z } from 'zod';
import { SHA256_HEX } from '../content';
import { canonicalJson, domainHash, err, idSchema, ok } from '../kernel';
import type { Result } from '../kernel';
import type { RenderedContent } from '../rendering';
import type { PointErrorCode } from './point-errors';
import { fallbackInputOf, renderFallback } from './point-fallback';
import type { PointPlace } from './point-fallback';

export const FALLBACK_STATES = ['PROPOSED', 'APPROVED', 'REFUSED', 'WITHDRAWN'] as const;
export type FallbackState = (typeof FALLBACK_STATES)[number];

const FALLBACK_HASH_DOMAIN = 'xietong.fallback.v1';

/** What a point is to show by itself, as it is stored: canonical text (RFC 8785) and its domain-separated SHA-256. */
export interface SealedFallback {
  readonly text: string;
  readonly hash: string;
}

export function sealFallback(content: RenderedContent): SealedFallback {
  const text = canonicalJson(content);
  return { text, hash: domainHash(FALLBACK_HASH_DOMAIN, text) };
}

/** Whether a stored text is the one that a hash was approved for. */
export function isFallbackIntact({ text, hash }: SealedFallback): boolean {
  return domainHash(FALLBACK_HASH_DOMAIN, text) === hash;
}

/**
 * Whether two contents say the same. One that an earlier renderer made is rendered anew first: whoever saves a point
 * without touching its words proposes nothing.
 */
export function isSameFallback(
  shown: RenderedContent,
  wanted: RenderedContent,
  place: PointPlace,
  smsSignature: string,
): boolean {
  if (canonicalJson(shown) === canonicalJson(wanted)) return true;
  const input = fallbackInputOf(shown);
  const anew = input && renderFallback(input, place, smsSignature);
  return anew?.ok === true && canonicalJson(anew.value) === canonicalJson(wanted);
}

const openFallbackSchema = z.strictObject({
  /** Of the point. */
  id: idSchema,
  /** Of what was seen: another proposal may have taken its place. */
  hash: z.string().regex(SHA256_HEX),
});
export const decideFallbackSchema = openFallbackSchema.extend({
  outcome: z.enum(['APPROVED', 'REFUSED']),
  reason: z.string().trim().max(500).default(''),
});
export type DecideFallbackInput = z.input<typeof decideFallbackSchema>;

export const withdrawFallbackSchema = openFallbackSchema;
export type WithdrawFallbackInput = z.input<typeof withdrawFallbackSchema>;

interface Proposal {
  readonly state: FallbackState;
  readonly hash: string;
  /** Who proposed it, and what waited before it. */
  readonly authors: ReadonlySet<string>;
}

/** Whether a proposal still waits, as it was seen: FALLBACK_CHANGED, FALLBACK_WRONG_STATE. */
export function checkOpenFallback(
  { state, hash }: Pick<Proposal, 'state' | 'hash'>,
  seen: string,
): Result<true, PointErrorCode> {
  if (hash !== seen) return err('FALLBACK_CHANGED');
  return state === 'PROPOSED' ? ok(true) : err('FALLBACK_WRONG_STATE', { state });
}

/**
 * Who decides is never who proposed it or what it took the place of, whatever duty they act in; a refusal says why:
 * FALLBACK_CHANGED, FALLBACK_WRONG_STATE, FALLBACK_BY_PROPOSER, FALLBACK_REASON_REQUIRED.
 */
export function checkFallbackDecision(
  proposal: Proposal,
  decision: {
    readonly by: string;
    readonly hash: string;
    readonly outcome: 'APPROVED' | 'REFUSED';
    readonly reason: string;
  },
): Result<true, PointErrorCode> {
  const open = checkOpenFallback(proposal, decision.hash);
  if (!open.ok) return open;
  if (proposal.authors.has(decision.by)) return err('FALLBACK_BY_PROPOSER');
  return decision.outcome === 'REFUSED' && decision.reason === ''
    ? err('FALLBACK_REASON_REQUIRED', {}, ['reason'])
    : ok(true);
}
