/** An image as it is served. */
export interface ImageBytes {
  readonly mime: string;
  readonly data: Buffer;
}
