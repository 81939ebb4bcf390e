import { canonicalJson } from '../kernel';
import type { ArchivedOverride } from './merge-content';

/** An archived value as it is kept: when it gave way, and to which version of the standard. Older records say neither. */
export interface KeptOverride extends ArchivedOverride {
  /** An instant, ISO UTC. */
  readonly at?: string | undefined;
  readonly standardVersion?: number | undefined;
}

const wordsOf = ({ fieldId, role, override }: ArchivedOverride): string =>
  canonicalJson({ fieldId, role, value: override.value ?? null });

/** What gave way before and what gives way now, oldest first. Words that give way once more are kept once, as of the later time. */
export function keepOverrides(
  kept: readonly KeptOverride[],
  archived: readonly ArchivedOverride[],
  now: { readonly at: string; readonly standardVersion?: number },
): KeptOverride[] {
  const again = new Set(archived.map(wordsOf));
  return [
    ...kept.filter((each) => !again.has(wordsOf(each))),
    ...archived.map((each) => ({ ...each, ...now })),
  ];
}
