import { assessmentSchema, placementInputSchema, type Assessment } from '@xietong/shared/localisation';
import type { Parts } from '../../../lib/three-way';
import { audienceOf, inputOf, type PlacementForm } from './placement-form';

const PLACEMENT = 'placement:';
export const NO_ASSESSMENT: Assessment = { purpose: '', necessity: '', safeguards: '' };

/** An assessment as it is sent: none while nothing is answered. */
export function givenAssessment(assessment: Assessment): Assessment | null {
  return Object.values(assessment).every((text) => text === '') ? null : assessment;
}

/** Placements and assessment in the parts that two people may change apart. */
export function partsOfPlacing(rows: readonly PlacementForm[], assessment: Assessment | null): Parts {
  return {
    ...Object.fromEntries(rows.map((row) => [`${PLACEMENT}${row.id ?? row.key}`, inputOf(row)])),
    assessment: assessment && givenAssessment(assessment),
  };
}

/** The form's rows and assessment of these parts; what is none of them is left out. */
export function placingOfParts(parts: Parts): { rows: PlacementForm[]; assessment: Assessment } {
  const rows = Object.entries(parts).flatMap(([name, value]) => {
    const input = placementInputSchema.safeParse(value);
    if (!name.startsWith(PLACEMENT) || !input.success) return [];
    const key = name.slice(PLACEMENT.length);
    const audience = input.data.aim ?? audienceOf(input.data);
    return [{ ...input.data, key, audience, isRuleOpen: false }];
  });
  const assessment = assessmentSchema.safeParse(parts['assessment']);
  return { rows, assessment: assessment.success ? assessment.data : { ...NO_ASSESSMENT } };
}
