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
  /** Of a claim on prices, the one that it speaks for. */
  price: z.string().max(20).default(''),
  ground: z.enum(EXEMPTION_GROUNDS),
  evidence: z.string().trim().min(4).max(500),
  /** Number of a certificate, report or standard; '' without one. */
  reference: z.string().trim().max(100),
});
/** Evidence that was given before prices were told apart names none, and speaks for each. */
export type Exemption = Omit<z.infer<typeof exemptionSchema>, 'price'> & { readonly price?: string };

export const exemptionsSchema = z.array(exemptionSchema).max(200);

/** Findings that one piece of evidence speaks for share this. */
export function exemptionKey({
  fieldId,
  code,
  word,
  price = '',
}: Pick<Finding, 'fieldId' | 'code' | 'word' | 'price'>): string {
  return `${fieldId} ${code} ${price} ${word}`;
}

/** The evidence for a finding, where there is some and it counts. */
export function exemptionOf(finding: Finding, exemptions: readonly Exemption[]): Exemption | undefined {
  if (!finding.exemptible) return undefined;
  const key = exemptionKey(finding);
  return exemptions.find((exemption) => {
    const { price = finding.price } = exemption;
    return exemptionKey({ ...exemption, ...(price === undefined ? {} : { price }) }) === key;
  });
}

/** What keeps content from being handed in: grave findings for which no evidence was given. */
export function blockingFindings(findings: readonly Finding[], exemptions: readonly Exemption[]): Finding[] {
  return findings.filter(
    (finding) => finding.severity === 'BLOCK' && exemptionOf(finding, exemptions) === undefined,
  );
}
