/**
 * The part of an audit pack's `verify.mjs` that reckons hashes and proofs, by RFC 6962 §2.1, RFC 9162 §2.1.3.2 and
 * §2.1.4.2. It is written anew on purpose: whoever runs it must not need to trust this program. No backtick or dollar
 * sign may stand in it but those of regular expressions.
 */
export const PACK_VERIFIER_PROOFS = String.raw`const sha256 = (...parts) => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
};
const leafHash = (text) => sha256(Buffer.from([0]), Buffer.from(text, 'utf8'));
const nodeHash = (left, right) => sha256(Buffer.from([1]), left, right);
const hash = (hex) => {
  if (typeof hex !== 'string' || !/^[0-9a-f]{64}$/.test(hex)) throw new Error('not a hash');
  return Buffer.from(hex, 'hex');
};
const odd = (n) => n % 2n === 1n;

/** RFC 9162 2.1.3.2 */
function isIncluded(leaf, index, size, proof, root) {
  if (!Number.isSafeInteger(index) || !Number.isSafeInteger(size)) return false;
  let [place, last, current] = [BigInt(index), BigInt(size) - 1n, leaf];
  if (place < 0n || place > last) return false;
  for (const sibling of proof) {
    if (last === 0n) return false;
    if (odd(place) || place === last) {
      current = nodeHash(sibling, current);
      while (!odd(place) && place !== 0n) [place, last] = [place / 2n, last / 2n];
    } else current = nodeHash(current, sibling);
    [place, last] = [place / 2n, last / 2n];
  }
  return last === 0n && current.equals(root);
}

/** RFC 9162 2.1.4.2 */
function isConsistent(size1, size2, root1, root2, proof) {
  if (!Number.isSafeInteger(size1) || !Number.isSafeInteger(size2)) return false;
  const [first, second] = [BigInt(size1), BigInt(size2)];
  if (first < 1n || first > second) return false;
  if (first === second) return proof.length === 0 && root1.equals(root2);
  if (proof.length === 0) return false;
  const [start, ...rest] = (first & (first - 1n)) === 0n ? [root1, ...proof] : proof;
  let [place, last, a, b] = [first - 1n, second - 1n, start, start];
  while (odd(place)) [place, last] = [place / 2n, last / 2n];
  for (const each of rest) {
    if (last === 0n) return false;
    if (odd(place) || place === last) {
      [a, b] = [nodeHash(each, a), nodeHash(each, b)];
      while (!odd(place) && place !== 0n) [place, last] = [place / 2n, last / 2n];
    } else b = nodeHash(b, each);
    [place, last] = [place / 2n, last / 2n];
  }
  return last === 0n && a.equals(root1) && b.equals(root2);
}
`;
