/** A place at which the person works just now; `key` tells two turns to the same place apart. */
export interface PreviewedPlace {
  readonly key: string;
  readonly channel: string;
  readonly format: string;
}
