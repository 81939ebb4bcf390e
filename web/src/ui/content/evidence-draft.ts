import type { Exemption } from '@xietong/shared/content-check';

/** Evidence as it is being written. */
export interface EvidenceDraft {
  readonly ground: Exemption['ground'] | undefined;
  readonly evidence: string;
  readonly reference: string;
}

export const NO_EVIDENCE: EvidenceDraft = { ground: undefined, evidence: '', reference: '' };
