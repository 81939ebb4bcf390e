/** Hashes of contents that events name: of releases, and of what points show by themselves. */
export interface NamedContents {
  readonly releases: Set<string>;
  readonly fallbacks: Set<string>;
}

/** Puts the hashes that an event names in its fields to those that were named before. */
export function nameContents(line: string, { releases, fallbacks }: NamedContents): void {
  for (const [, field, hash = ''] of line.matchAll(/"(hash|fallbackHash)":"([0-9a-f]{64})"/g))
    (field === 'hash' ? releases : fallbacks).add(hash);
}

/** Puts the images that a content shows to those that were named before. */
export function nameImages(text: string, images: Set<string>): void {
  for (const [, sha256 = ''] of text.matchAll(/"sha256":"([0-9a-f]{64})"/g)) images.add(sha256);
}
