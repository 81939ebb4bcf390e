import type { Pool, PoolClient } from 'pg';

export interface Statement {
  readonly text: string;
  readonly values: unknown[];
  /** Of a prepared statement, which a connection plans once. */
  readonly name?: string | undefined;
}
/** With the pool, and so the role, that it was sent by. */
export interface SentStatement extends Statement {
  readonly pool: Pool;
}

function statementOf(given: unknown, values: unknown): Statement | null {
  if (typeof given === 'string') return { text: given, values: Array.isArray(values) ? values : [] };
  if (typeof given !== 'object' || given === null || !('text' in given) || typeof given.text !== 'string')
    return null;
  const own = 'values' in given && Array.isArray(given.values) ? given.values : values;
  const name = 'name' in given && typeof given.name === 'string' ? given.name : undefined;
  return { text: given.text, values: Array.isArray(own) ? own : [], name };
}

/** Everything that `run` sends over the connections of these pools, `begin` and `commit` included, in order. */
export async function recordStatements(
  pools: readonly Pool[],
  run: () => Promise<unknown>,
): Promise<SentStatement[]> {
  const recorded: SentStatement[] = [];
  const spied = new Map<PoolClient, unknown>();
  const spyOf = (pool: Pool) => (client: PoolClient) => {
    if (spied.has(client)) return;
    const query: unknown = Reflect.get(client, 'query');
    if (typeof query !== 'function') return;
    spied.set(client, query);
    const recording = new Proxy(query, {
      apply(target, self, args: unknown[]) {
        const statement = statementOf(args[0], args[1]);
        if (statement) recorded.push({ ...statement, pool });
        return Reflect.apply(target, self, args) as unknown;
      },
    });
    Reflect.set(client, 'query', recording);
  };
  const spies = pools.map((pool) => ({ pool, spy: spyOf(pool) }));
  for (const { pool, spy } of spies) pool.on('acquire', spy);
  try {
    await run();
  } finally {
    for (const { pool, spy } of spies) pool.off('acquire', spy);
    for (const [client, query] of spied) Reflect.set(client, 'query', query);
  }
  return recorded;
}
