import { readTreeHead } from '@xietong/shared/audit';
import type { SignedHead } from '@xietong/shared/audit';
import type { StoredHead } from './audit-log-store';
import type { HeadSigner } from './head-signer';

/** Heads that are looked at together. */
const AT_ONCE = 1_000;

/** What signed heads that somebody received outside say beside those that are stored here. */
export interface OutsideHeads {
  /** How many of them this installation did not sign. */
  readonly notOurs: number;
  /** Those that are not stored with the same text: few, where nothing was cut or changed. */
  readonly heads: readonly { readonly size: number; readonly root: string }[];
  /** Of the largest tree among them all; 0 where there is none. */
  readonly largest: number;
}

export const NO_OUTSIDE_HEADS: OutsideHeads = { notOurs: 0, heads: [], largest: 0 };

/**
 * Reads heads one after the other, however many they are. One that is stored with the same text needs no memory: the
 * stored one is compared with the log.
 * @param storedOf stored heads of the given sizes
 */
export async function readOutsideHeads(
  given: AsyncIterable<SignedHead> | Iterable<SignedHead>,
  { signer, storedOf }: { signer: HeadSigner; storedOf: (sizes: number[]) => Promise<StoredHead[]> },
): Promise<OutsideHeads> {
  let [notOurs, largest] = [0, 0];
  const strays = new Map<string, { size: number; root: string }>();

  async function look(part: readonly SignedHead[]): Promise<void> {
    const ours = part.flatMap((signed) => {
      const head = signer.isSigned(signed) ? readTreeHead(signed.text) : null;
      return head ? [{ text: signed.text, size: head.size, root: head.root }] : [];
    });
    notOurs += part.length - ours.length;
    const stored = await storedOf(ours.map(({ size }) => size));
    const known = new Set(stored.filter((head) => signer.isSigned(head)).map(({ text }) => text));
    for (const { text, size, root } of ours) {
      largest = Math.max(largest, size);
      if (!known.has(text)) strays.set(text, { size, root });
    }
  }

  let part: SignedHead[] = [];
  for await (const signed of given) {
    part.push(signed);
    if (part.length < AT_ONCE) continue;
    await look(part);
    part = [];
  }
  await look(part);
  return { notOurs, heads: [...strays.values()], largest };
}
