/** Days, both inclusive; null = no bound. */
interface PackDays {
  readonly from: string | null;
  readonly to: string | null;
}

/** What the file of a pack is called. */
export function packFileName({ from, to }: PackDays): string {
  const days = [from, to].filter((day) => day !== null);
  return `${['审计包', ...new Set(days)].join('-')}.zip`;
}

/** What a pack is of, in both languages. */
export function packRange({ from, to }: PackDays): string {
  if (from && to) return `${from} – ${to}`;
  if (from) return `${from} 起 from then on`;
  return to ? `截至 until ${to}` : '全部 everything';
}

/** `README.md` of an audit pack, in both languages of the console. */
export function packReadme({ range, keyId }: { range: string; keyId: string }): string {
  return `# 审计包 Audit pack

范围 Range: ${range}
签名公钥编号 Key id: ${keyId}

## 如何校验 How to verify

解压到一个空文件夹（里面多出的文件也会被指出），在任何一台装有 Node 20 的电脑上，不需要联网：
Unpack it into an empty folder, as any other file in it is named, too. On any computer with Node 20, offline:

    node verify.mjs --key-id ${keyId}

请用另行得到的公钥编号（例如对外发送的签名树头中的编号）代替上面的编号。程序会指出被改动、删除、截断或调换顺序的记录；全部一致时退出码为 0。
Take the key id from elsewhere, such as a signed head that was sent outside. Whatever was changed, removed, cut off
or put in another order is named; the exit status is 0 when everything is as it was logged.

## 内容 Contents

| 文件 File | 内容 What it is |
| --- | --- |
| events.jsonl | 审计记录原文，一行一条（RFC 8785）· events, one canonical text a line |
| proofs.jsonl | 每条记录在日志中的序号（从 0 数起）和包含证明（RFC 6962）· index in the log, from 0, and inclusion proof of each event |
| heads.jsonl | 签名的树头（Ed25519）· signed tree heads |
| consistency.jsonl | 相邻树头之间的一致性证明 · consistency proofs from head to head |
| releases/ | 记录提到的发布内容，文件名是其哈希 · approved content that the events name, by its hash |
| fallbacks/ | 记录提到的营销点默认内容，文件名是其哈希 · what points show by themselves, as the events name it, by its hash |
| images/ | 上述内容用到的图片，文件名是其字节的 SHA-256 · the images in these, by the SHA-256 of their bytes |
| public-key.pem | 校验签名的公钥 · the public key |
| manifest.json, manifest.sig | 清单及其签名 · what the pack holds, signed |
| verify.mjs | 校验程序 · the verifier |

### 格式 Formats

哈希为十六进制，签名为 Base64，各 .jsonl 文件一行一个 JSON 对象：
Hashes are in hex, signatures in Base64, and each .jsonl file has one JSON object a line:

- proofs.jsonl \`{index, leaf, proof}\`：叶哈希，以及从相邻节点向上的各哈希，直到最新树头的根 · the leaf and, from its sibling upwards, the hashes that lead to the root of the newest head
- heads.jsonl \`{text, keyId, signature}\`：Ed25519 对 text 的 UTF-8 字节签名；text 为 \`{at, root, schema, size}\` · Ed25519 over the UTF-8 bytes of text, which says \`{at, root, schema, size}\`
- consistency.jsonl \`{size1, size2, proof}\`：RFC 6962 §2.1.2
- manifest.sig：Ed25519 对 manifest.json 全部字节的签名；manifest.json 列出每个文件的 SHA-256 · Ed25519 over the bytes of manifest.json, which lists the SHA-256 of each file
- 公钥编号 key id：公钥（SubjectPublicKeyInfo，DER）的 SHA-256 的前 16 位 · the first 16 digits of the SHA-256 of the public key (SubjectPublicKeyInfo, DER)

记录的叶哈希为 SHA-256(0x00 ‖ 原文)，内部节点为 SHA-256(0x01 ‖ 左 ‖ 右)；发布内容的哈希为 SHA-256("xietong.release.v1" ‖ 0x00 ‖ 原文)，默认内容的为 SHA-256("xietong.fallback.v1" ‖ 0x00 ‖ 原文)。
A leaf is SHA-256(0x00 ‖ text), an inner node SHA-256(0x01 ‖ left ‖ right); a release is hashed as
SHA-256("xietong.release.v1" ‖ 0x00 ‖ text), a fallback as SHA-256("xietong.fallback.v1" ‖ 0x00 ‖ text).
`;
}
