import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { type Caller, INTERNAL_TOKEN_HEADER } from '@codexcontinue/platform/identity';
import { newId } from '@codexcontinue/platform/ids';
import { type Entity, entityQuery, fieldsOf, readEntities } from './entity-fields.ts';
import { ENTITY_RULES } from './entity-rules.ts';
import { type Outcome, outcomeOf } from './outcome.ts';
import { CALLERS, type CallerName, createWorld, type Tenant, type World } from './world.ts';

const entities = readEntities();
let attempts = 0;

describe('A25 A56 who gets what by its key, from every subgraph that resolves it', {
  timeout: 300_000,
}, () => {
  let world: World;
  before(async () => {
    world = await createWorld();
  });
  after(() => world.stop());

  it('has a rule for every entity there is, and for no other', () => {
    assert.deepEqual(Object.keys(ENTITY_RULES).sort(), [...entities.keys()].sort());
  });

  for (const [name, entity] of entities) {
    for (const field of fieldsOf(entity.type)) {
      it(`${name}.${field}`, async () => {
        const rule = ENTITY_RULES[name];
        assert.ok(rule);
        const found: Record<string, Outcome> = {};
        for (const caller of CALLERS) {
          found[caller] = await ask(
            world,
            entity,
            field,
            rule.id(world.ours),
            callerAs(world, caller, world.ours),
          );
        }
        const expected = CALLERS.map((caller) => [
          caller,
          rule.granted.includes(caller)
            ? (rule.fields?.[field]?.[caller] ?? (rule.absent?.includes(field) ? 'empty' : 'done'))
            : 'nothing',
        ]);
        assert.deepEqual(found, Object.fromEntries(expected));
      });
    }
  }

  it('was tried as often as it says', (test) => {
    test.diagnostic(`A56: ${attempts} attempts at the fields of ${entities.size} entities, as the rules say`);
    assert.ok(attempts > entities.size * CALLERS.length);
  });
});

function callerAs(world: World, name: CallerName, { workspaceId }: Tenant): Caller {
  if (name === 'ANONYMOUS') return { kind: 'anonymous' };
  const { personId } = world.as(name);
  const workspaceRoles =
    name === 'STRANGER' ? { [world.theirs.workspaceId]: 'OWNER' } : { [workspaceId]: name };
  return { kind: 'person', personId, sessionId: newId(), workspaceRoles };
}

async function ask(
  { standalone, internalTokens }: World,
  { subgraph, type }: Entity,
  field: string,
  id: string,
  caller: Caller,
): Promise<Outcome> {
  attempts += 1;
  const response = await fetch(standalone.subgraphUrls[subgraph] ?? '', {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      [INTERNAL_TOKEN_HEADER]: await internalTokens.sign(caller, subgraph),
    },
    body: JSON.stringify({
      query: entityQuery(type, field),
      variables: { representations: [{ __typename: type.name, id }] },
    }),
  });
  const { data, errors } = (await response.json()) as {
    data?: { _entities: ({ result?: unknown } | null)[] };
    errors?: { message: string; extensions?: { code?: string } }[];
  };
  const [entity] = data?._entities ?? [];
  if (entity?.result === null && !errors) return 'empty';
  return outcomeOf({ data: { result: entity?.result }, ...(errors ? { errors } : {}) });
}
