/** One field that a request was refused for. `path` uses dots: `fields.0.value`. */
export interface FieldProblem {
  path: string;
  code: string;
  params?: Record<string, string | number>;
}

/**
 * What the interface needs to know about a failure: the code picks the text `errors.<code>`,
 * `params` fill it, and `requestId` is what a person can quote when the code says nothing.
 */
export interface AppErrorView {
  code: string;
  params?: Record<string, string | number>;
  requestId?: string;
  problems: FieldProblem[];
}
