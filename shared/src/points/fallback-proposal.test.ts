import { describe, expect, it } from 'vitest';
import { domainHash } from '../kernel';
import { checkFallbackDecision, isFallbackIntact, isSameFallback, sealFallback } from './fallback-proposal';
import { renderFallback } from './point-fallback';
import { pointFallbackSchema } from './point-schema';

const place = { channel: 'web', format: 'banner' } as const;
function contentOf(headline: string) {
  const rendered = renderFallback(pointFallbackSchema.parse({ headline }), place, '演示');
  if (!rendered.ok) throw new Error(rendered.code);
  return rendered.value;
}

describe('a sealed fallback', () => {
  it('has a hash of its text that is no release’s', () => {
    const sealed = sealFallback(contentOf('欢迎'));
    expect(JSON.parse(sealed.text)).toEqual(contentOf('欢迎'));
    expect(sealed.hash).not.toBe(domainHash('xietong.release.v1', sealed.text));
    expect(isFallbackIntact(sealed)).toBe(true);
    expect(isFallbackIntact({ ...sealed, text: sealed.text.replace('欢迎', '再见') })).toBe(false);
  });

  it('is the same while its words are, whichever renderer made it', () => {
    const content = contentOf('欢迎');
    expect(isSameFallback(content, contentOf('欢迎'), place, '演示')).toBe(true);
    expect(isSameFallback(content, contentOf('欢迎光临'), place, '演示')).toBe(false);
    const earlier = { ...content, renderer: 'web/1' } as typeof content;
    expect(sealFallback(earlier).hash).not.toBe(sealFallback(content).hash);
    expect(isSameFallback(earlier, content, place, '演示')).toBe(true);
  });
});

describe('a decision on it', () => {
  const hash = 'a';
  const open = { state: 'PROPOSED', hash, authors: new Set(['p', 'r']) } as const;
  const approval = { by: 'q', hash, outcome: 'APPROVED', reason: '' } as const;

  it.each([
    [open, approval, undefined],
    [open, { ...approval, outcome: 'REFUSED', reason: '不妥' }, undefined],
    [open, { ...approval, outcome: 'REFUSED' }, 'FALLBACK_REASON_REQUIRED'],
    [open, { ...approval, by: 'p' }, 'FALLBACK_BY_PROPOSER'],
    [open, { ...approval, by: 'r' }, 'FALLBACK_BY_PROPOSER'],
    [open, { ...approval, hash: 'b' }, 'FALLBACK_CHANGED'],
    [{ ...open, state: 'APPROVED' }, approval, 'FALLBACK_WRONG_STATE'],
    [{ ...open, state: 'WITHDRAWN' }, approval, 'FALLBACK_WRONG_STATE'],
  ] as const)('%o, %o: %s', (proposal, decision, code) => {
    const result = checkFallbackDecision(proposal, decision);
    expect(result.ok ? undefined : result.code).toBe(code);
  });
});
