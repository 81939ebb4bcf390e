import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  auditLeafHash,
  completeSubtrees,
  consistencyPath,
  foldSubtrees,
  inclusionPath,
  merkleLeafHash,
  verifyConsistency,
  verifyInclusion,
} from './index';
import type { ConsistencyClaim, InclusionClaim, ProofPart, TreeNode } from './index';

const sha256 = (...parts: Uint8Array[]) => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return new Uint8Array(hash.digest());
};
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
const bytes = (text: string) => new Uint8Array(Buffer.from(text, 'hex'));

// The definitions of RFC 6962 §2.1 word by word, over whole lists and with another SHA-256.
const cut = (n: number) => 2 ** Math.floor(Math.log2(n - 1));
function mth(d: readonly Uint8Array[]): Uint8Array {
  if (d.length === 0) return sha256();
  if (d.length === 1) return sha256(new Uint8Array([0]), d[0]!);
  const k = cut(d.length);
  return sha256(new Uint8Array([1]), mth(d.slice(0, k)), mth(d.slice(k)));
}
function path(m: number, d: readonly Uint8Array[]): Uint8Array[] {
  if (d.length <= 1) return [];
  const k = cut(d.length);
  return m < k
    ? [...path(m, d.slice(0, k)), mth(d.slice(k))]
    : [...path(m - k, d.slice(k)), mth(d.slice(0, k))];
}
function subproof(m: number, d: readonly Uint8Array[], whole: boolean): Uint8Array[] {
  if (m === d.length) return whole ? [] : [mth(d)];
  const k = cut(d.length);
  return m <= k
    ? [...subproof(m, d.slice(0, k), whole), mth(d.slice(k))]
    : [...subproof(m - k, d.slice(k), false), mth(d.slice(0, k))];
}

const leavesOf = (count: number) => Array.from({ length: count }, (_, n) => Buffer.from(`leaf ${String(n)}`));
/** The hashes that a path names, as a log would look them up. */
function resolve(parts: readonly ProofPart[], d: readonly Uint8Array[]): Uint8Array[] {
  const node = ({ level, index }: TreeNode) => mth(d.slice(index * 2 ** level, (index + 1) * 2 ** level));
  return parts.map((part) => foldSubtrees(part.map(node)));
}

/** Inputs and roots with which implementations of Certificate Transparency are tested. */
const CT_LEAVES = [
  '',
  '00',
  '10',
  '2021',
  '3031',
  '40414243',
  '5051525354555657',
  '606162636465666768696a6b6c6d6e6f',
].map(bytes);
const CT_ROOTS = [
  'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
];
const rootOf = (d: readonly Uint8Array[]) =>
  foldSubtrees(
    completeSubtrees(0, d.length).map(({ level, index }) =>
      mth(d.slice(index * 2 ** level, (index + 1) * 2 ** level)),
    ),
  );

describe('the tree of RFC 6962', () => {
  it('has the published roots of the empty tree and of one to eight leaves', () => {
    expect(CT_ROOTS.map((_, size) => hex(rootOf(CT_LEAVES.slice(0, size))))).toEqual(CT_ROOTS);
  });

  it('hashes an event’s text as a leaf of it', () => {
    const text = '{"act":"localCampaigns.submit","name":"演示"}';
    expect(hex(auditLeafHash(text))).toBe(hex(sha256(new Uint8Array([0]), Buffer.from(text))));
    expect(hex(merkleLeafHash(new Uint8Array()))).toBe(CT_ROOTS[1]);
  });

  it('proves the published inclusions and consistencies', () => {
    const inclusion = (index: number, treeSize: number, proof: string[]) =>
      verifyInclusion({
        ...{ index, treeSize, leafHash: merkleLeafHash(CT_LEAVES[index] as Uint8Array) },
        ...{ proof: proof.map(bytes), rootHash: bytes(CT_ROOTS[treeSize] ?? '') },
      });
    expect(inclusion(0, 1, [])).toBe(true);
    const ofFirst = [
      '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7',
      '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
      '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4',
    ];
    expect(inclusion(0, 8, ofFirst)).toBe(true);
    const consistency = (size1: number, size2: number, proof: string[]) =>
      verifyConsistency({
        ...{ size1, size2, proof: proof.map(bytes) },
        ...{ root1: bytes(CT_ROOTS[size1] ?? ''), root2: bytes(CT_ROOTS[size2] ?? '') },
      });
    expect(consistency(1, 1, [])).toBe(true);
    expect(consistency(1, 8, ofFirst)).toBe(true);
    const sixToEight = [
      '0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a',
      'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
      'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
    ];
    expect(consistency(6, 8, sixToEight)).toBe(true);
  });
});

const place = fc
  .integer({ min: 1, max: 90 })
  .chain((size) => fc.tuple(fc.integer({ min: 0, max: size - 1 }), fc.constant(size)));

function inclusionOf(index: number, treeSize: number): InclusionClaim {
  const d = leavesOf(treeSize);
  const leafHash = mth([d[index] as Uint8Array]);
  return { leafHash, index, treeSize, proof: path(index, d), rootHash: mth(d) };
}
function consistencyOf(size1: number, size2: number): ConsistencyClaim {
  const d = leavesOf(size2);
  return { size1, size2, root1: mth(d.slice(0, size1)), root2: mth(d), proof: subproof(size1, d, true) };
}

describe('proofs', () => {
  it('are named as the RFC defines them, and hold', () => {
    fc.assert(
      fc.property(place, ([index, size]) => {
        const claim = inclusionOf(index, size);
        expect(resolve(inclusionPath(index, size), leavesOf(size))).toEqual(claim.proof);
        expect(verifyInclusion(claim)).toBe(true);
        expect(verifyInclusion({ ...claim, index: BigInt(index), treeSize: BigInt(size) })).toBe(true);
        const between = consistencyOf(index + 1, size);
        expect(resolve(consistencyPath(index + 1, size), leavesOf(size))).toEqual(between.proof);
        expect(verifyConsistency(between)).toBe(true);
        expect(verifyConsistency({ ...between, size1: BigInt(index + 1), size2: BigInt(size) })).toBe(true);
      }),
      { numRuns: 100 },
    );
  });

  it('hold for every leaf and every earlier tree of all small trees', () => {
    for (let size = 1; size <= 40; size += 1)
      for (let index = 0; index < size; index += 1) {
        expect(verifyInclusion(inclusionOf(index, size)), `${String(index)} of ${String(size)}`).toBe(true);
        expect(verifyConsistency(consistencyOf(index + 1, size))).toBe(true);
      }
  });

  it('need a number of hashes that grows with the logarithm', () => {
    const parts = inclusionPath(6_543_210, 10_000_000);
    expect(parts.length).toBeLessThanOrEqual(24);
    expect(parts.flat().length).toBeLessThanOrEqual(48);
    expect(consistencyPath(6_543_210, 10_000_000).flat().length).toBeLessThanOrEqual(48);
  });

  it('are asked for within the tree alone', () => {
    for (const [index, size] of [
      [-1, 3],
      [3, 3],
      [0, 0],
      [0.5, 3],
      [0, Number.NaN],
    ] as const)
      expect(() => inclusionPath(index, size)).toThrow(RangeError);
    for (const [size1, size2] of [
      [0, 3],
      [4, 3],
      [1, 2.5],
    ] as const)
      expect(() => consistencyPath(size1, size2)).toThrow(RangeError);
  });
});

const flip = (hash: Uint8Array, bit: number) =>
  hash.map((byte, at) => (at === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte));
const bit = fc.integer({ min: 0, max: 255 });
const replaceAt = <T>(list: readonly T[], at: number, value: T) =>
  list.map((each, n) => (n === at ? value : each));

/** A proof that is not this one: a bit of a hash, a hash too many, too few, doubled or moved. */
const spoil = (proof: readonly Uint8Array[], at: number, which: number): Uint8Array[][] => {
  const some = proof[at % Math.max(1, proof.length)];
  const extra = sha256(Buffer.from([which]));
  const spoiled = [
    [...proof, extra],
    [extra, ...proof],
  ];
  if (some === undefined) return spoiled;
  const n = at % proof.length;
  spoiled.push(replaceAt(proof, n, flip(some, which)));
  spoiled.push([...proof.slice(0, n), ...proof.slice(n + 1)]);
  spoiled.push([...proof.slice(0, n), some, ...proof.slice(n)]);
  if (proof.length > 1) spoiled.push([...proof].reverse());
  return spoiled;
};

describe('a claim that was tampered with', () => {
  it('of inclusion never holds', () => {
    fc.assert(
      fc.property(place, bit, fc.nat(20), ([index, size], which, at) => {
        const claim = inclusionOf(index, size);
        for (const proof of spoil(claim.proof, at, which))
          expect(verifyInclusion({ ...claim, proof })).toBe(false);
        expect(verifyInclusion({ ...claim, leafHash: flip(claim.leafHash, which) })).toBe(false);
        expect(verifyInclusion({ ...claim, rootHash: flip(claim.rootHash, which) })).toBe(false);
        for (let other = 0; other < size; other += 1)
          if (other !== index) expect(verifyInclusion({ ...claim, index: other })).toBe(false);
      }),
      { numRuns: 100 },
    );
  });

  it('of consistency never holds', () => {
    fc.assert(
      fc.property(place, bit, fc.nat(20), ([index, size], which, at) => {
        const claim = consistencyOf(index + 1, size);
        for (const proof of spoil(claim.proof, at, which))
          expect(verifyConsistency({ ...claim, proof })).toBe(false);
        if (size > index + 1) {
          expect(verifyConsistency({ ...claim, root1: flip(claim.root1, which) })).toBe(false);
          expect(verifyConsistency({ ...claim, root1: claim.root2, root2: claim.root1 })).toBe(false);
        }
        expect(verifyConsistency({ ...claim, root2: flip(claim.root2, which) })).toBe(false);
      }),
      { numRuns: 100 },
    );
  });
});

describe('a claim that is malformed', () => {
  const good = inclusionOf(5, 11);
  const consistent = consistencyOf(5, 11);
  const short = new Uint8Array(31);
  const strange = [
    -1,
    -1n,
    0.5,
    Number.NaN,
    Number.POSITIVE_INFINITY,
    2 ** 53,
    2n ** 64n,
    '5',
    null,
    undefined,
    {},
  ];
  const notHashes = [short, new Uint8Array(33), new Uint8Array(), 'a'.repeat(64), null, undefined, [1, 2], 5];

  it('is false and no exception', () => {
    const inclusion = (change: object) => verifyInclusion({ ...good, ...change });
    const consistency = (change: object) => verifyConsistency({ ...consistent, ...change });
    expect([inclusion({}), consistency({})]).toEqual([true, true]);
    for (const value of strange) {
      expect(inclusion({ index: value })).toBe(false);
      expect(inclusion({ treeSize: value })).toBe(false);
      expect(consistency({ size1: value })).toBe(false);
      expect(consistency({ size2: value })).toBe(false);
    }
    for (const value of notHashes) {
      expect(inclusion({ leafHash: value })).toBe(false);
      expect(inclusion({ rootHash: value })).toBe(false);
      expect(inclusion({ proof: [...good.proof.slice(1), value] })).toBe(false);
      expect(inclusion({ proof: value })).toBe(false);
      expect(consistency({ root1: value })).toBe(false);
      expect(consistency({ root2: value })).toBe(false);
      expect(consistency({ proof: [...consistent.proof.slice(1), value] })).toBe(false);
      expect(consistency({ proof: value })).toBe(false);
    }
    // a list with a hole in it: what looks at each of its hashes passes over that
    const holed = (proof: readonly Uint8Array[]) =>
      Object.assign(new Array<Uint8Array>(proof.length), proof.slice(1));
    expect(inclusion({ proof: holed(good.proof) })).toBe(false);
    expect(consistency({ proof: holed(consistent.proof) })).toBe(false);
    for (const nothing of [null, undefined, 5, 'claim', {}, []]) {
      expect(verifyInclusion(nothing as InclusionClaim)).toBe(false);
      expect(verifyConsistency(nothing as ConsistencyClaim)).toBe(false);
    }
  });

  it('is false whatever stands in the place of any part of it, and never throws', () => {
    const revoked = Proxy.revocable([], {});
    revoked.revoke();
    const throwing = (): never => {
      throw new Error('looked at');
    };
    const hash = good.rootHash;
    const odd: unknown[] = [
      // Of the class, without bytes; bytes of another class; what is no list although it holds the hashes.
      Object.create(Uint8Array.prototype),
      new Proxy(new Uint8Array(32), {}),
      new Uint8ClampedArray(hash),
      new Int8Array(hash),
      new Float32Array(8),
      new DataView(new ArrayBuffer(32)),
      new ArrayBuffer(32),
      new Set(good.proof),
      Object.assign({ length: good.proof.length }, good.proof),
      new Array(2 ** 32 - 1),
      Array.from({ length: 66 }, () => hash),
      revoked.proxy,
      Object.defineProperty([hash], 0, { get: throwing }),
      Object(5),
      Object(5n),
      true,
      Symbol('5'),
      () => 5,
      { valueOf: () => 5 },
      2n ** 64n + 5n,
      -5,
      5.000001,
      Number.MAX_VALUE,
    ];
    const anything = fc.anything({
      ...{ withBigInt: true, withBoxedValues: true, withTypedArray: true, withSparseArray: true },
    });
    const replaced = (claim: object, name: string, value: unknown): object => ({ ...claim, [name]: value });
    const isSame = (a: unknown, b: unknown) => fc.stringify(a) === fc.stringify(b);
    for (const claim of [good, consistent])
      for (const name of Object.keys(claim)) {
        const verify = (value: unknown) =>
          claim === good
            ? verifyInclusion(replaced(good, name, value) as InclusionClaim)
            : verifyConsistency(replaced(consistent, name, value) as ConsistencyClaim);
        for (const value of odd) expect(verify(value), `${name} ${typeof value}`).toBe(false);
        fc.assert(
          fc.property(anything, (value) => {
            fc.pre(!isSame(value, (claim as unknown as Record<string, unknown>)[name]));
            // Another whole number is well formed; a proof can be one of more than one size of a tree.
            fc.pre(typeof value !== 'bigint' && !Number.isInteger(value));
            expect(verify(value)).toBe(false);
          }),
          { numRuns: 200 },
        );
        const broken = Object.defineProperty({ ...claim }, name, { get: throwing });
        expect(verifyInclusion(broken as InclusionClaim)).toBe(false);
        expect(verifyConsistency(broken as ConsistencyClaim)).toBe(false);
      }
    fc.assert(
      fc.property(anything, (value) => {
        expect(verifyInclusion(value as InclusionClaim)).toBe(false);
        expect(verifyConsistency(value as ConsistencyClaim)).toBe(false);
      }),
    );
  });

  it('is false where something answers for bytes that it does not have', () => {
    class Answering extends Uint8Array {
      override get byteLength() {
        return 32;
      }
      override get length() {
        return 32;
      }
      override every() {
        return true;
      }
      override slice() {
        return new Uint8Array(good.rootHash);
      }
      override [Symbol.iterator]() {
        return good.rootHash[Symbol.iterator]();
      }
    }
    const endless = Object.assign([...good.proof], {
      *[Symbol.iterator]() {
        for (;;) yield good.rootHash;
      },
    });
    const agreeable = (hash: Uint8Array) => Object.assign(hash.slice(), { every: () => true });
    const other = sha256(Buffer.from('another'));
    const impostors = [
      ...[new Answering(), new Answering(31), Object.assign(new Uint8Array(), { every: () => true })],
      ...[
        agreeable(other),
        Object.setPrototypeOf(new Int8Array(good.rootHash), Uint8Array.prototype) as unknown,
      ],
      Object.setPrototypeOf(new Uint8Array(31), Answering.prototype) as unknown,
    ];
    const alone = inclusionOf(0, 1);
    const same = consistencyOf(4, 4);
    for (const value of impostors) {
      for (const claim of [good, alone]) {
        expect(verifyInclusion({ ...claim, rootHash: value as Uint8Array })).toBe(false);
        expect(verifyInclusion({ ...claim, leafHash: value as Uint8Array })).toBe(false);
      }
      for (const claim of [consistent, same])
        for (const name of ['root1', 'root2'])
          expect(verifyConsistency({ ...claim, [name]: value })).toBe(false);
      expect(verifyInclusion({ ...good, proof: good.proof.with(0, value as Uint8Array) })).toBe(false);
    }
    expect(verifyInclusion({ ...good, proof: endless })).toBe(true);
    expect(
      verifyInclusion({ ...good, leafHash: agreeable(good.leafHash), rootHash: agreeable(good.rootHash) }),
    ).toBe(true);
  });

  it('holds up to the largest trees of RFC 6962 alone, with a hash for each of their levels', () => {
    // A path of 64 hashes over a tree of 2^64 - 1 entries, reckoned without the tree.
    const treeSize = 2n ** 64n - 1n;
    const proof = Array.from({ length: 64 }, (_, level) => sha256(Buffer.from([level])));
    const leafHash = sha256(Buffer.from('leaf'));
    const rootHash = proof.reduce((root, sibling) => sha256(new Uint8Array([1]), root, sibling), leafHash);
    const claim = { index: 0n, treeSize, leafHash, proof, rootHash };
    expect(verifyInclusion(claim)).toBe(true);
    expect(verifyInclusion({ ...claim, treeSize: treeSize + 1n })).toBe(false);
    expect(verifyInclusion({ ...claim, treeSize: 2n ** 63n })).toBe(false);
    expect(verifyInclusion({ ...claim, index: treeSize })).toBe(false);
    expect(verifyInclusion({ ...claim, index: Number(treeSize) })).toBe(false);
  });

  it('names a place outside the tree, an empty tree, or a first tree larger than the second', () => {
    expect(verifyInclusion({ ...good, index: 11 })).toBe(false);
    expect(verifyInclusion({ ...good, treeSize: 0, index: 0 })).toBe(false);
    expect(verifyConsistency({ ...consistent, size1: 0 })).toBe(false);
    expect(verifyConsistency({ ...consistent, size1: 12 })).toBe(false);
    expect(verifyConsistency({ ...consistencyOf(11, 11), proof: [good.rootHash] })).toBe(false);
    const single = inclusionOf(0, 1);
    expect(verifyInclusion({ ...single, proof: [single.leafHash] })).toBe(false);
  });
});
