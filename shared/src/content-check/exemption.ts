import { z } from 'zod';
import { idSchema } from '../kernel';
import { FINDING_CODES } from './content-check-errors';
import type { Finding } from './finding';

/** Why a claim may stand, after the guide of the market regulator on absolute claims (2023), articles 5 and 6. */
export const EXEMPTION_GROUNDS = [
  'ATTITUDE',
  'SELF_COMPARISON',
  'USAGE_TIP',
  'GRADE_STANDARD',
  'NAME',
  'AWARD',
  'BOUNDED_FACT',
  'STATED_IN_TEXT',
] as const;
export type ExemptionGround = (typeof EXEMPTION_GROUNDS)[number];

/** An author's evidence for one word in one field, wherever it stands in it. */
export const exemptionSchema = z.strictObject({
  fieldId: idSchema,
  code: z.enum(FINDING_CODES),
  word: z.string().min(1).max(200),
  ground: z.enum(EXEMPTION_GROUNDS),
  evidence: z.string().trim().min(4).max(500),
  /** Number of a certificate, report or standard; '' without one. */
  reference: z.string().trim().max(100),
});
export type Exemption = z.infer<typeof exemptionSchema>;
export const exemptionsSchema = z.array(exemptionSchema).max(200);

/** Findings that one piece of evidence speaks for share this. */
export function exemptionKey({ fieldId, code, word }: Pick<Finding, 'fieldId' | 'code' | 'word'>): string {
  return `${fieldId} ${code} ${word}`;
}

/** The evidence for a finding, where there is some and it counts. */
export function exemptionOf(finding: Finding, exemptions: readonly Exemption[]): Exemption | undefined {
  if (!finding.exemptible) return undefined;
  const key = exemptionKey(finding);
  return exemptions.find((exemption) => exemptionKey(exemption) === key);
}

/** What keeps content from being handed in: grave findings for which no evidence was given. */
export function blockingFindings(findings: readonly Finding[], exemptions: readonly Exemption[]): Finding[] {
  return findings.filter(
    (finding) => finding.severity === 'BLOCK' && exemptionOf(finding, exemptions) === undefined,
  );
}
