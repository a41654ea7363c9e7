import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import { buildSchema } from 'graphql';
import { attempt } from './attempt.ts';
import type { Outcome } from './outcome.ts';
import { RULES, type Rule } from './rules.ts';
import { CALLERS, type CallerName, createWorld, type Tenant, type World } from './world.ts';

const schema = buildSchema(readFileSync(new URL('../../schema/api.graphql', import.meta.url), 'utf8'));
const ROOT_FIELDS = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()].flatMap(
  (root) => (root ? Object.keys(root.getFields()).map((name) => `${root.name}.${name}`) : []),
);
let attempts = 0;

describe('A56 who may do what, in their workspace and in another', { timeout: 300_000 }, () => {
  let world: World;
  before(async () => {
    world = await createWorld();
  });
  after(() => world.stop());

  it('has a rule for every operation there is, and for no other', () => {
    assert.deepEqual(Object.keys(RULES).sort(), ROOT_FIELDS.sort());
  });

  for (const [coordinate, rule] of Object.entries(RULES)) {
    it(coordinate, async () => {
      const found = await outcomesOf(rule, world, world.ours, CALLERS);
      assert.deepEqual(found, rule.outcomes);
    });

    if (rule.ofNoWorkspace) continue;
    it(`${coordinate}: nobody has a role in another workspace`, async () => {
      const members = CALLERS.filter((name) => name !== 'STRANGER');
      const found = await outcomesOf(rule, world, world.theirs, members);
      const expected = members.map((name) => [
        name,
        name === 'ANONYMOUS' ? rule.outcomes.ANONYMOUS : rule.outcomes.STRANGER,
      ]);
      assert.deepEqual(found, Object.fromEntries(expected));
    });
  }

  it('was tried as often as it says', (test) => {
    const size = `${Object.keys(RULES).length} operations by ${CALLERS.length} callers`;
    test.diagnostic(`A56: ${attempts} attempts, ${size}, every outcome as the rules say`);
    assert.ok(attempts > Object.keys(RULES).length * CALLERS.length);
  });
});

async function outcomesOf(
  rule: Rule,
  world: World,
  tenant: Tenant,
  names: readonly CallerName[],
): Promise<Record<string, Outcome>> {
  const found: Record<string, Outcome> = {};
  for (const name of names) {
    attempts += 1;
    found[name] = await attempt(rule, tenant, world.as(name), world);
  }
  return found;
}
