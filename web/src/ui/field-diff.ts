/** One field of two versions; null = absent there. Texts are what is compared and shown. */
export interface ComparedField {
  key: string;
  label: string;
  left: string | null;
  right: string | null;
}

export type Difference = 'same' | 'changed' | 'added' | 'removed';

/** How the right version differs from the left one in a field. */
export function differenceOf({ left, right }: ComparedField): Difference {
  if (left === right) return 'same';
  if (left === null) return 'added';
  return right === null ? 'removed' : 'changed';
}
