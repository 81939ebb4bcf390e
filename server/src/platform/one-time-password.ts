import { randomInt } from 'node:crypto';

const CLASSES = ['abcdefghijkmnopqrstuvwxyz', 'ABCDEFGHJKLMNPQRSTUVWXYZ', '23456789'] as const;
const LENGTH = 20;

/** About 110 random bits, of all classes, without characters that look alike: said once and replaced. */
export function oneTimePassword(): string {
  const characters = Array.from({ length: LENGTH }, (_, index) => {
    const choices = CLASSES[index] ?? CLASSES.join('');
    return choices.charAt(randomInt(choices.length));
  });
  return characters.join('');
}
