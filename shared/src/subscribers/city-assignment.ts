import { sha256 } from '@noble/hashes/sha2.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';

/**
 * The city of a customer whose file names none: SHA-256 of the id in UTF-8, its first 6 bytes as a
 * big-endian integer, modulo the number of cities, in the order given. The same id in the same
 * cities always comes to the same one.
 */
export function cityOf<City>(externalId: string, cities: readonly City[]): City {
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = sha256(utf8ToBytes(externalId));
  const place = ((((a * 256 + b) * 256 + c) * 256 + d) * 256 + e) * 256 + f;
  const city = cities[place % cities.length];
  if (city === undefined) throw new RangeError('no city to choose from');
  return city;
}
