import { compileCondition } from '@xietong/shared/conditions';
import type { Condition } from '@xietong/shared/conditions';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { asCaller } from '../../access/as-caller';
import type { Call } from '../../access/call';
import { subscriber } from '../../db/schema';
import { systemIds } from '../../platform/ids';
import { createTestProvince } from '../../testing/tenant-factory';
import { createTestDatabase } from '../../testing/test-database';
import type { TestDatabase } from '../../testing/test-database';
import { createRuleCountReadModel } from './rule-count-read-model';

const name = fc.constantFrom('a', 'b', 'c', "it's", '名');
const scalar = fc.oneof(
  fc.constantFrom<unknown>(null, true, false, 0, 1, 2, -1.5, 0.1, 1e21, 5e-324, 9007199254740991),
  fc.constantFrom(
    '',
    'x',
    'xy',
    'Y',
    '1',
    'true',
    'null',
    '宽带',
    '😀',
    '\uffff',
    "'",
    '"',
    '\\',
    'a%_b',
    'é',
    'e\u0301',
  ),
);
const anyValue = fc.oneof(
  { weight: 8, arbitrary: scalar },
  { weight: 1, arbitrary: fc.array(scalar, { maxLength: 3 }) },
  { weight: 1, arbitrary: fc.dictionary(name, scalar, { maxKeys: 2 }) },
);
const attributes = fc.dictionary(name, anyValue, { maxKeys: 4, noNullPrototype: true });
const literal = fc.oneof({ weight: 9, arbitrary: scalar }, { weight: 1, arbitrary: anyValue });
const unstorable = fc.constantFrom('\0', '\ud800', 'x\0y');
const operand = fc.oneof({ weight: 19, arbitrary: scalar }, { weight: 1, arbitrary: unstorable });

const operators: fc.Arbitrary<Condition> = fc.oneof(
  { maxDepth: 2 },
  fc.record({ $eq: fc.oneof(literal, unstorable) }),
  fc.record({ $ne: literal }),
  fc.record({ $gt: operand }),
  fc.record({ $gte: operand, $lt: operand }),
  fc.record({ $lte: operand }),
  fc.record({ $in: fc.array(literal, { maxLength: 3 }) }),
  fc.record({ $nin: fc.array(fc.oneof(literal, unstorable), { maxLength: 3 }) }),
  fc.record({ $exists: fc.boolean() }),
  fc.record({ $size: fc.nat(3) }),
  fc.record({ $all: fc.array(literal, { maxLength: 2 }) }),
  fc.record({ $regex: fc.constantFrom('x', '^1', '带$') }),
  fc.record({ $not: fc.record({ $gt: operand }) }),
  fc.record({ $elemMatch: fc.record({ $gt: scalar }) }),
);
const { condition } = fc.letrec<{ condition: Condition }>((tie) => ({
  condition: fc.oneof(
    { maxDepth: 3, depthSize: 'small' },
    fc.dictionary(fc.oneof(name, fc.constantFrom('a.b', 'a\0')), operators, {
      minKeys: 1,
      maxKeys: 2,
      noNullPrototype: true,
    }),
    fc.record({ $and: fc.array(tie('condition'), { minLength: 1, maxLength: 3 }) }),
    fc.record({ $or: fc.array(tie('condition'), { minLength: 1, maxLength: 3 }) }),
    fc.record({ $nor: fc.array(tie('condition'), { minLength: 1, maxLength: 2 }) }),
    fc.record({ $not: tie('condition') }),
  ),
}));

describe('counting by rule in the database', () => {
  let database: TestDatabase;
  let call: Call;
  let rows: Record<string, unknown>[];

  beforeAll(async () => {
    database = await createTestDatabase();
    const province = await createTestProvince(database);
    call = await province.call(province.province, 'OPERATOR');
    rows = fc.sample(attributes, { numRuns: 300, seed: 154 });
    const fixed = {
      tenantId: province.province.id,
      keyVersion: 1,
      numberEncrypted: Buffer.alloc(1),
      updatedAt: new Date(0),
    };
    await database.owner.insert(subscriber).values(
      rows.map((row, index) => ({
        ...fixed,
        id: systemIds.next(),
        numberHash: Buffer.from(String(index)),
        homeTenantId: province.nanjing.id,
        attributes: row as Record<string, string>,
      })),
    );
    const stored = await database.owner.select({ attributes: subscriber.attributes }).from(subscriber);
    rows = stored.map((row) => row.attributes);
  });
  afterAll(() => database.close());

  it(
    'gives what the compiled condition gives, for any condition and any attributes',
    { timeout: 60_000 },
    async () => {
      await fc.assert(
        fc.asyncProperty(condition, async (rule) => {
          const matches = compileCondition(rule);
          const expected = rows.filter((row) => matches(row) === true).length;
          const counted = await asCaller(database.app, call, (tx) =>
            createRuleCountReadModel(tx, call.actor).count(rule, null),
          );
          expect(counted).toBe(expected);
        }),
        { numRuns: 600 },
      );
    },
  );
});
