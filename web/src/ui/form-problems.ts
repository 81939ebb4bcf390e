/** One line of the summary above a form; `fieldId` is the `name` of the FormField it leads to. */
export interface FormProblem {
  field: string;
  label: string;
  message: string;
}

/** Id of the control in the FormField of that name. */
export function controlId(field: string): string {
  return `field-${field.replaceAll(/[^\w-]/g, '-')}`;
}
