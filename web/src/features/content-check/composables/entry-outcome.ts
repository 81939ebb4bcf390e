import type { DictionaryEntry } from '@xietong/shared/content-check';

/** What an entry does to content, in one word: stops it, stops it without evidence, or only says so. */
export const OUTCOMES = ['BLOCK', 'EVIDENCE', 'WARN'] as const;
export type Outcome = (typeof OUTCOMES)[number];

export function outcomeOf({
  severity,
  exemptible,
}: Pick<DictionaryEntry, 'severity' | 'exemptible'>): Outcome {
  if (severity === 'WARN') return 'WARN';
  return exemptible ? 'EVIDENCE' : 'BLOCK';
}

export function withOutcome(entry: DictionaryEntry, outcome: Outcome): DictionaryEntry {
  return { ...entry, severity: outcome === 'WARN' ? 'WARN' : 'BLOCK', exemptible: outcome === 'EVIDENCE' };
}

/** A new entry as its form begins. */
export const NEW_ENTRY: DictionaryEntry = {
  ...{ kind: 'WORD', word: '', severity: 'BLOCK', exemptible: true, law: '', suggestion: '' },
  contexts: [],
  phrases: [],
};

/** Lines of a text box as a list, each once. */
export function linesOf(text: string): string[] {
  return [...new Set(text.split('\n').map((line) => line.trim()))].filter((line) => line !== '');
}
