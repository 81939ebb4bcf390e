import { PACK_VERIFIER_CONTENTS } from './pack-verifier-contents';
import { PACK_VERIFIER_PROOFS } from './pack-verifier-proofs';

/**
 * `verify.mjs` of an audit pack: plain Node, no packages, no network. It stands alone on purpose, as
 * whoever runs it must not need to trust this program. No backtick or dollar sign may stand in it.
 */
export const PACK_VERIFIER = String.raw`#!/usr/bin/env node
// 审计包校验程序：node verify.mjs [--key-id 公钥编号] [--json]   需要 Node 20，不联网，不需要其他软件。
// Verifies an audit pack: node verify.mjs [--key-id ID] [--json]   Node 20, offline, nothing else.
// Exit status: 0 = everything is as it was logged, 1 = something is not, 2 = it could not be read.
import { createHash, createPublicKey, verify } from 'node:crypto';
import { createReadStream, existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = dirname(fileURLToPath(import.meta.url));
const args = process.argv.slice(2);
const at = args.indexOf('--key-id');
const wantedKey = at === -1 ? null : args[at + 1];
const findings = [];
const find = (kind, zh, en, more = {}) => findings.push({ kind, zh, en, ...more });

${PACK_VERIFIER_PROOFS}
const path = (name) => join(folder, name);
/** A line ends with a line feed and nothing else: U+2028, which newer readers of lines end one at, may stand in an event. */
async function* linesOf(name) {
  if (!existsSync(path(name))) return;
  let rest = '';
  for await (const part of createReadStream(path(name), 'utf8')) {
    const lines = (rest + part).split('\n');
    rest = lines.pop();
    for (const line of lines) if (line !== '') yield line.replace(/\r$/, '');
  }
  if (rest !== '') yield rest;
}
function parsed(line) {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}
async function fileHash(name) {
  const digest = createHash('sha256');
  for await (const part of createReadStream(path(name))) digest.update(part);
  return digest.digest('hex');
}

/** Whether a text is signed; whatever stands in the place of a signature. Base64 is read in its one exact form. */
function isSignedBy(key, text, signature) {
  try {
    const bytes = Buffer.from(signature, 'base64');
    return bytes.toString('base64') === signature && verify(null, text, key, bytes);
  } catch {
    return false;
  }
}
function readKey() {
  try {
    return createPublicKey(readFileSync(path('public-key.pem')));
  } catch {
    find('KEY', '公钥文件 public-key.pem 缺失或被改动', 'public-key.pem is missing or was changed');
    return null;
  }
}

/** Whether a manifest names the files of a pack, and counts as a log does. */
function isReadable(manifest) {
  if (manifest === null || typeof manifest !== 'object') return false;
  const { files, events, tree, missing } = manifest;
  if (!files || !events || !tree || !Array.isArray(missing)) return false;
  const counts = [events.count, events.first, events.last, tree.size];
  const isCounted = counts.every(Number.isSafeInteger) && events.last < Math.max(tree.size, 1);
  const isName = (name) => typeof name === 'string' && /^((releases|fallbacks|images)\/)?[\w-][\w.-]*$/.test(name);
  return isCounted && Object.keys(files).every(isName) && missing.every(isName);
}

/** Every file that lies here, however deep. */
function filesIn(below) {
  return readdirSync(path(below), { withFileTypes: true }).flatMap((entry) => {
    const name = below === '' ? entry.name : below + '/' + entry.name;
    return entry.isDirectory() ? filesIn(name) : [name];
  });
}

/** The key, and what is signed of the pack as a whole; null where nothing can be said without them. */
async function readManifest() {
  const key = readKey();
  if (key === null) return null;
  const der = key.export({ type: 'spki', format: 'der' });
  const keyId = sha256(der).toString('hex').slice(0, 16);
  if (wantedKey !== null && wantedKey !== keyId)
    find('KEY', '公钥不是 ' + wantedKey + '，而是 ' + keyId, 'the key is ' + keyId + ', not ' + wantedKey);
  const text = readFileSync(path('manifest.json'));
  const signature = existsSync(path('manifest.sig')) ? readFileSync(path('manifest.sig'), 'latin1') : '';
  if (!signature.endsWith('\n') || !isSignedBy(key, text, signature.slice(0, -1)))
    find('MANIFEST', '清单 manifest.json 的签名不成立', 'the signature of manifest.json does not hold');
  const manifest = parsed(text.toString('utf8'));
  if (!isReadable(manifest)) {
    find('MANIFEST', '清单 manifest.json 无法读取', 'manifest.json cannot be read');
    return null;
  }
  for (const [name, wanted] of Object.entries(manifest.files)) {
    if (!existsSync(path(name))) find('FILE_REMOVED', '缺少文件 ' + name, name + ' is missing', { name });
    else if ((await fileHash(name)) !== wanted)
      find('FILE_CHANGED', '文件 ' + name + ' 被改动', name + ' was changed', { name });
  }
  for (const name of filesIn('').sort())
    if (!Object.hasOwn(manifest.files, name) && name !== 'manifest.json' && name !== 'manifest.sig')
      find('FILE_ADDED', '多出文件 ' + name, name + ' is not in the manifest', { name });
  return { manifest, key, keyId };
}

/** Signed heads, each the continuation of the one before; returns the newest. */
async function checkHeads(key, keyId) {
  const heads = [];
  for await (const line of linesOf('heads.jsonl')) {
    const signed = parsed(line);
    const head = signed && parsed(signed.text);
    const isSigned =
      head &&
      signed.keyId === keyId &&
      isSignedBy(key, Buffer.from(signed.text, 'utf8'), signed.signature);
    if (isSigned) heads.push(head);
    else {
      const n = String(heads.length + 1);
      find('HEAD', '第 ' + n + ' 个树头的签名不成立', 'the signature of head ' + n + ' does not hold');
    }
  }
  const proofs = new Map();
  for await (const line of linesOf('consistency.jsonl')) {
    const proof = parsed(line);
    if (proof) proofs.set(proof.size1 + '-' + proof.size2, proof.proof);
  }
  for (let n = 1; n < heads.length; n += 1) {
    const [one, two] = [heads[n - 1], heads[n]];
    let holds = false;
    try {
      const proof = (proofs.get(one.size + '-' + two.size) ?? []).map(hash);
      holds = isConsistent(one.size, two.size, hash(one.root), hash(two.root), proof);
    } catch {
      holds = false;
    }
    if (!holds)
      find(
        'CONSISTENCY',
        '树头 ' + two.size + ' 不是树头 ' + one.size + ' 的延续',
        'head ' + two.size + ' does not continue head ' + one.size,
      );
  }
  return heads.at(-1) ?? null;
}

/** The proofs: which leaf stands at which place. Those that do not hold are found. */
async function readProofs(head) {
  const logged = [];
  let number = 0;
  for await (const line of linesOf('proofs.jsonl')) {
    number += 1;
    const proof = parsed(line);
    let holds = false;
    try {
      const { index, leaf, proof: hashes } = proof;
      holds = isIncluded(hash(leaf), index, head.size, hashes.map(hash), hash(head.root));
      if (holds) logged.push({ index, leaf });
    } catch {
      holds = false;
    }
    if (!holds) {
      const place = proof && Number.isSafeInteger(proof.index) ? proof.index : null;
      find(
        'PROOF',
        place === null ? '第 ' + number + ' 行证明无法读取' : '序号 ' + place + ' 的证明不成立',
        place === null ? 'proof line ' + number + ' cannot be read' : 'the proof of index ' + place + ' does not hold',
        { index: place },
      );
    }
  }
  const sorted = [...logged].sort((a, b) => a.index - b.index);
  const moved = logged.find(({ index }, n) => index !== sorted[n].index);
  if (moved)
    find(
      'PROOFS_REORDERED',
      '证明的顺序被调换，从序号 ' + moved.index + ' 起',
      'the proofs are in another order, from index ' + moved.index + ' on',
      { index: moved.index },
    );
  return sorted;
}

const span = (list) => (list.length === 1 ? '' + list[0] : list[0] + '–' + list.at(-1));

/** Which events stand where, against which were logged where. */
async function checkEvents(logged) {
  const ordinals = new Map(logged.map(({ leaf }, n) => [leaf, n]));
  const lines = [];
  const present = new Set();
  const place = (ordinal) => logged[ordinal].index;
  for await (const line of linesOf('events.jsonl')) {
    const ordinal = ordinals.get(leafHash(line).toString('hex')) ?? -1;
    if (present.has(ordinal)) {
      find('EVENT_ADDED', '序号 ' + place(ordinal) + ' 的记录重复出现', 'the event at index ' + place(ordinal) + ' stands there twice', {
        index: place(ordinal),
      });
      continue;
    }
    lines.push(ordinal);
    if (ordinal !== -1) present.add(ordinal);
  }
  // An unknown text stands where a logged one is missing: that one was changed.
  let expected = 0;
  const changed = new Set();
  for (const ordinal of lines) {
    if (ordinal !== -1) expected = ordinal + 1;
    else if (expected < logged.length && !present.has(expected)) {
      changed.add(expected);
      find('EVENT_CHANGED', '序号 ' + place(expected) + ' 的记录被改动', 'the event at index ' + place(expected) + ' was changed', {
        index: place(expected),
      });
      expected += 1;
    } else find('EVENT_ADDED', '多出一条没有记入日志的内容', 'a line that was never logged was added');
  }
  const known = lines.filter((ordinal) => ordinal !== -1);
  const sorted = [...known].sort((a, b) => a - b);
  const told = new Set();
  known.forEach((ordinal, n) => {
    const right = sorted[n];
    if (ordinal === right || told.has(ordinal)) return;
    told.add(ordinal).add(right);
    const [one, two] = [Math.min(ordinal, right), Math.max(ordinal, right)].map(place);
    find(
      'EVENTS_REORDERED',
      '序号 ' + one + ' 和 ' + two + ' 的记录的顺序被调换',
      'the events at indexes ' + one + ' and ' + two + ' are in another order',
      { index: one, other: two },
    );
  });
  const missing = logged.map((_, n) => n).filter((n) => !present.has(n) && !changed.has(n));
  const gone = new Set(missing);
  let tail = logged.length;
  while (gone.has(tail - 1)) tail -= 1;
  const removed = missing.filter((n) => n < tail);
  for (const n of removed)
    find('EVENT_REMOVED', '序号 ' + place(n) + ' 的记录被删除', 'the event at index ' + place(n) + ' was removed', {
      index: place(n),
    });
  if (tail < logged.length) tellTail(logged.slice(tail).map(({ index }) => index));
  return lines.length;
}
function tellTail(places) {
  find('TAIL_CUT', '末尾被截断：缺少序号 ' + span(places) + ' 的记录', 'the tail was cut: indexes ' + span(places) + ' are missing', {
    index: places[0],
    other: places.at(-1),
  });
}

/** What was taken away with its proof: the manifest says how many there are, and from where to where. */
function checkExtent(manifest, logged) {
  const { count, first, last } = manifest.events;
  if (logged.length >= count) return;
  const places = new Set(logged.map(({ index }) => index));
  // Of a city, between whose places there are those of others.
  if (last - first + 1 !== count) {
    const n = String(count - logged.length);
    if (!places.has(last)) {
      const end = Math.max(first - 1, ...places);
      find('TAIL_CUT', '末尾被截断：少 ' + n + ' 条，直到序号 ' + last, 'the tail was cut: ' + n + ' are missing, up to index ' + last, {
        index: end + 1,
        other: last,
      });
      return;
    }
    find('EVENT_REMOVED', '比清单少 ' + n + ' 条证明', n + ' proofs fewer than the manifest says');
    return;
  }
  let next = first;
  for (const index of [...places].sort((a, b) => a - b)) {
    if (index < first || index > last) continue;
    tellGap(next, index - 1);
    next = index + 1;
  }
  if (next <= last) tellTail([next, last]);
}

/** Places whose events are gone with their proofs: one by one, or all of them where they are many. */
function tellGap(from, to) {
  if (to - from >= 1000) {
    find('EVENT_REMOVED', '序号 ' + from + ' 至 ' + to + ' 的记录及其证明被删除', 'indexes ' + from + ' to ' + to + ' were removed with their proofs', { index: from, other: to });
    return;
  }
  for (let index = from; index <= to; index += 1)
    find('EVENT_REMOVED', '序号 ' + index + ' 的记录及其证明被删除', 'index ' + index + ' was removed with its proof', { index });
}

${PACK_VERIFIER_CONTENTS}
/** An instant as the console tells it. */
function inShanghai(at) {
  const shifted = new Date(Date.parse(at) + 8 * 3600 * 1000);
  return Number.isNaN(shifted.getTime()) ? at : shifted.toISOString().slice(0, 19).replace('T', ' ') + ' +08:00';
}

/** What was found, and of how much. */
function tell({ keyId = null, head = null, tree = null, events = 0, contents = 0 }) {
  const good = findings.length === 0;
  if (args.includes('--json')) console.log(JSON.stringify({ good, keyId, events, contents, tree, findings }));
  else {
    if (keyId !== null)
      console.log('公钥编号 key id ' + keyId + '（请与另行保存的编号核对 compare it with one you got elsewhere）');
    if (head !== null) console.log('日志 log: ' + head.size + ' 条 entries, ' + inShanghai(head.at));
    console.log('本包 pack: ' + events + ' 条记录 events, ' + contents + ' 份内容 contents');
    for (const { zh, en } of findings) console.log('✗ ' + zh + ' / ' + en);
    console.log(good ? '✓ 全部与记入日志时一致 / everything is as it was logged' : '✗ 有 ' + findings.length + ' 处问题 / problems');
  }
  process.exitCode = good ? 0 : 1;
}

async function check() {
  const read = await readManifest();
  if (read === null) return tell({});
  const { manifest, key, keyId } = read;
  const head = await checkHeads(key, keyId);
  if (head === null) {
    find('HEAD', '没有一个树头的签名成立', 'there is no head whose signature holds');
    return tell({ keyId });
  }
  if (head.size !== manifest.tree.size || head.root !== manifest.tree.root)
    find('HEAD', '最新的树头与清单不符', 'the newest head is not the one of the manifest');
  const logged = await readProofs(head);
  const events = await checkEvents(logged);
  checkExtent(manifest, logged);
  const contents = checkContents(manifest);
  return tell({ keyId, head, tree: manifest.tree, events, contents });
}

try {
  await check();
} catch (error) {
  console.error('无法读取审计包 / the pack cannot be read: ' + error.message);
  process.exitCode = 2;
}
`;
