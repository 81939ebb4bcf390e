import { createHash, createPrivateKey, createPublicKey, sign, verify } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { treeHeadText } from '@xietong/shared/audit';
import type { SignedHead, TreeHead } from '@xietong/shared/audit';

/** PKCS #8 around the 32 bytes of an Ed25519 private key (RFC 8410 §7). */
const PKCS8_PREFIX = Buffer.from('302e020100300506032b657004220420', 'hex');

export interface HeadSigner {
  readonly keyId: string;
  /** SubjectPublicKeyInfo in PEM. */
  readonly publicKey: string;
  sign(head: TreeHead): SignedHead;
  /** Ed25519 over the UTF-8 bytes of a text, in base64. */
  signText(text: string): string;
  /** Whether a head was signed by this key. */
  isSigned(head: SignedHead): boolean;
}

/** First 16 hex digits of the SHA-256 of a public key in DER. */
function keyIdOf(key: KeyObject): string {
  const der = key.export({ type: 'spki', format: 'der' });
  return createHash('sha256').update(der).digest('hex').slice(0, 16);
}

/** Signs heads of the audit log with the Ed25519 key of an installation, made of 32 secret bytes. */
export function createHeadSigner(seed: Buffer): HeadSigner {
  const key = createPrivateKey({ key: Buffer.concat([PKCS8_PREFIX, seed]), format: 'der', type: 'pkcs8' });
  const publicKey = createPublicKey(key);
  const keyId = keyIdOf(publicKey);
  const signText = (text: string) => sign(null, Buffer.from(text, 'utf8'), key).toString('base64');
  return {
    keyId,
    publicKey: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
    signText,
    sign(head) {
      const text = treeHeadText(head);
      return { text, keyId, signature: signText(text) };
    },
    isSigned(head) {
      return (
        head.keyId === keyId &&
        verify(null, Buffer.from(head.text, 'utf8'), publicKey, Buffer.from(head.signature, 'base64'))
      );
    },
  };
}
