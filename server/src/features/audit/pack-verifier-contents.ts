/**
 * The part of an audit pack's `verify.mjs` that looks at the contents which its events name. No backtick or dollar sign
 * may stand in it but those of regular expressions.
 */
export const PACK_VERIFIER_CONTENTS = String.raw`/** What the events name by its hash, and the images in it: where it lies, what it is called, what its hash is over. */
const CONTENTS = [
  { folder: 'releases', kind: 'RELEASE', zh: '内容快照', en: 'content', prefix: 'xietong.release.v1\u0000' },
  { folder: 'fallbacks', kind: 'FALLBACK', zh: '默认内容', en: 'fallback', prefix: 'xietong.fallback.v1\u0000' },
  { folder: 'images', kind: 'IMAGE', zh: '图片', en: 'image', prefix: '' },
];
const stemOf = (name) => name.replace(/^.*\//, '').replace(/\..*$/, '');

/** The contents that were approved, each by its own hash. */
function checkContents({ missing }) {
  let count = 0;
  for (const { folder, kind, zh, en, prefix } of CONTENTS) {
    for (const name of missing.filter((each) => each.startsWith(folder + '/')).map(stemOf))
      find(kind + '_MISSING', '记录提到的' + zh + ' ' + name + ' 在做成审计包时已不存在', 'the ' + en + ' ' + name + ' that the events name was not there any more when the pack was made', { name });
    if (!existsSync(path(folder))) continue;
    for (const name of filesIn(folder)) {
      count += 1;
      if (sha256(Buffer.from(prefix, 'utf8'), readFileSync(path(name))).toString('hex') !== stemOf(name))
        find(kind + '_CHANGED', zh + ' ' + name + ' 被改动', 'the ' + en + ' ' + name + ' was changed', { name });
    }
  }
  return count;
}
`;
