/** A tree of texts, as a locale file exports it. */
export interface MessageTree {
  [key: string]: string | MessageTree;
}

/** Lays trees over each other. Two trees may share a branch (`errors`), never a text: that would hide one of them. */
export function mergeMessages(trees: MessageTree[]): MessageTree {
  const merged: MessageTree = {};
  for (const tree of trees) mergeInto(merged, tree, '');
  return merged;
}

function mergeInto(target: MessageTree, source: MessageTree, path: string): void {
  for (const [key, value] of Object.entries(source)) {
    // A key such as `valueOf` must not find what every object inherits.
    const present = Object.hasOwn(target, key) ? target[key] : undefined;
    if (present === undefined) target[key] = typeof value === 'string' ? value : mergeMessages([value]);
    else if (typeof present !== 'string' && typeof value !== 'string')
      mergeInto(present, value, `${path}${key}.`);
    else if (present !== value) throw new Error(`Two texts for the key ${path}${key}`);
  }
}
