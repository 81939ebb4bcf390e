import { derivedId, sameJson } from '@xietong/shared/kernel';
import { actorId } from '@xietong/shared/tenants';
import { sql } from 'drizzle-orm';
import { AppError } from '../platform/app-error';
import type { Database, Tx } from '../platform/database';
import type { Ids } from '../platform/ids';
import { asCaller } from './as-caller';
import type { RepeatPort } from './audit-port';
import type { Call } from './call';

export interface CreateOnceDeps {
  readonly database: Database;
  readonly ids: Ids;
  readonly audit: RepeatPort;
}

/** Something that is made, and how it is known again when the same form is sent once more. */
export interface Creation<T> {
  readonly act: string;
  /** Of the form, kept by it until it has an answer; without one every call makes another thing. */
  readonly key: string | undefined;
  /** What is asked for, as far as `find` can say it of what was made. */
  readonly input: unknown;
  readonly find: (tx: Tx, id: string) => Promise<{ readonly input: unknown; readonly answer: T } | undefined>;
  readonly create: (tx: Tx, id: string) => Promise<T>;
}

/**
 * Makes a thing in a transaction of the caller's, and under one idempotency key only once: whoever sends the same form
 * again gets the answer of the first time, whose event is in the audit log already. Two at once come one after the other.
 *
 * The id is derived from the key, the person, the tenant and the act, and is not the key itself: nobody can take an id
 * that another row anywhere has, nor learn from an answer whether somebody else has used the same key.
 * @throws AppError ALREADY_CREATED when the form held something else the first time, and whatever `create` throws
 */
export async function createOnce<T>(
  { database, ids, audit }: CreateOnceDeps,
  call: Call,
  { act, key, input, find, create }: Creation<T>,
): Promise<T> {
  return asCaller(database, call, async (tx) => {
    if (key === undefined) return create(tx, ids.next());
    const { actor } = call;
    const id = derivedId('xietong.creation', [act, actor.tenant.id, actorId(actor), key].join(' '));
    await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`creation ${id}`}, 0))`);
    const made = await find(tx, id);
    if (!made) return create(tx, id);
    if (!sameJson(made.input, input)) throw new AppError('ALREADY_CREATED');
    audit.repeated(call);
    return made.answer;
  });
}
