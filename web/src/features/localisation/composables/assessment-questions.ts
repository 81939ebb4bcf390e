/** What an assessment answers, in the order of the form. */
export const ASSESSMENT_QUESTIONS = ['purpose', 'necessity', 'safeguards'] as const;
