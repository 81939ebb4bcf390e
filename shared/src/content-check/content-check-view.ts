import { z } from 'zod';
import type { Dictionary, DictionaryEntry } from './dictionary-schema';
import type { DictionaryState } from './dictionary-proposal';
import type { Exemption } from './exemption';
import type { Finding } from './finding';

/** The dictionary that content is checked against now. */
export interface CurrentDictionary {
  /** 0 = the one that the product brings. */
  readonly version: number;
  /** SHA-256 of its canonical form. */
  readonly hash: string;
  readonly dictionary: Dictionary;
  readonly smsSignature: string;
}

/** A version that was confirmed, or what was proposed as the next one. Instants are ISO UTC. */
export interface DictionaryVersionRow {
  readonly id: string;
  readonly state: DictionaryState;
  /** Null until it is confirmed. */
  readonly version: number | null;
  readonly base: number;
  readonly reason: string;
  readonly entryCount: number;
  readonly proposedByName: string;
  readonly proposedAt: string;
  readonly decidedByName: string | null;
  readonly decidedAt: string | null;
  readonly decisionReason: string | null;
  readonly may: { readonly decide: boolean; readonly withdraw: boolean };
}

export interface DictionaryHistory {
  /** Newest first. A city sees what was confirmed. */
  readonly rows: readonly DictionaryVersionRow[];
  readonly current: number;
  readonly mayPropose: boolean;
  /** What the product brings and the province has not had yet, for whoever changes the dictionary; see `newWordsOf`. */
  readonly newWords: readonly DictionaryEntry[];
  /** False where words that the province took out stand among the new ones, because nothing tells them apart. */
  readonly areAllNew: boolean;
}

/** A version with the one that it was made from. */
export interface DictionaryVersionView {
  readonly row: DictionaryVersionRow;
  readonly dictionary: Dictionary;
  readonly before: Dictionary;
  /** Words of the product that are not offered again from this version on, though it lacks them. */
  readonly dismissed: readonly string[];
}

/** What a person has changed and not proposed yet. `updatedAt` is ISO UTC. */
export interface DictionaryDraft {
  readonly rowVersion: number;
  /** The version that is changed, and what it says. */
  readonly base: number;
  readonly before: Dictionary;
  readonly dictionary: Dictionary;
  readonly reason: string;
  readonly updatedAt: string;
}

const version = z.number().int().min(0).max(1_000_000);

/** Two versions by their numbers; 0 = the one that the product brings. */
export const compareDictionariesSchema = z.strictObject({ from: version, to: version });
export type CompareDictionariesInput = z.infer<typeof compareDictionariesSchema>;

export interface DictionaryPair {
  readonly from: Dictionary;
  readonly to: Dictionary;
}

/** What the check found when a release was handed in. `checkedAt` is ISO UTC. */
export interface ReleaseCheck {
  readonly dictionaryVersion: number;
  readonly dictionaryHash: string;
  readonly findings: readonly Finding[];
  /** The author's own evidence. */
  readonly exemptions: readonly Exemption[];
  /** The province's evidence for what a city took over from the standard as it stands. */
  readonly inherited: readonly Exemption[];
  readonly checkedAt: string;
}

/** Evidence that an editor starts with. */
export interface KnownEvidence {
  /** What was given when the campaign was handed in last. */
  readonly former: readonly Exemption[];
  readonly inherited: readonly Exemption[];
}
