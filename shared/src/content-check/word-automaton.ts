/** A word found in a text: units `[start, end)`. */
export interface WordHit<T> {
  readonly start: number;
  readonly end: number;
  readonly tag: T;
}

interface Node<T> {
  readonly next: Map<string, Node<T>>;
  readonly own: { readonly length: number; readonly tag: T }[];
  fail: Node<T> | null;
  /** The nearest state on the way of `fail` at which a word ends. */
  output: Node<T> | null;
}

function newNode<T>(): Node<T> {
  return { next: new Map(), own: [], fail: null, output: null };
}

function link<T>(root: Node<T>): void {
  const queue = [...root.next.values()];
  for (const node of root.next.values()) node.fail = root;
  // Grows while it is read: breadth first, so that a shorter way is known before a longer one.
  for (const node of queue) {
    for (const [unit, child] of node.next) {
      let state = node.fail;
      while (state && !state.next.has(unit)) state = state.fail;
      child.fail = state?.next.get(unit) ?? root;
      child.output = child.fail.own.length > 0 ? child.fail : child.fail.output;
      queue.push(child);
    }
  }
}

/**
 * Finds all of many words in one pass (Aho–Corasick): time grows with the text and with what is found in
 * it, never with the number of words. Hits come in the order of their ends.
 */
export function createWordAutomaton<T>(
  words: Iterable<readonly [string, T]>,
): (text: string) => WordHit<T>[] {
  const root = newNode<T>();
  for (const [word, tag] of words) {
    if (word === '') continue;
    let node = root;
    for (const unit of word.split('')) {
      const child = node.next.get(unit) ?? newNode<T>();
      node.next.set(unit, child);
      node = child;
    }
    node.own.push({ length: word.length, tag });
  }
  link(root);
  return (text) => {
    const hits: WordHit<T>[] = [];
    let state = root;
    for (let index = 0; index < text.length; index += 1) {
      const unit = text.charAt(index);
      while (state.fail && !state.next.has(unit)) state = state.fail;
      state = state.next.get(unit) ?? root;
      for (let found: Node<T> | null = state; found; found = found.output)
        for (const { length, tag } of found.own)
          hits.push({ start: index + 1 - length, end: index + 1, tag });
    }
    return hits;
  };
}
