import { byId, INSTANCE_ADMIN, mutation, PASSWORD, type Rule } from './rule.ts';

/** Of auth: what the administrators of the instance see and do. */
export const AUTH_INSTANCE_RULES: Readonly<Record<string, Rule>> = {
  'Query.hardening': {
    document: '{ result: hardening { id } }',
    variables: () => ({}),
    ofNoWorkspace: true,
    outcomes: INSTANCE_ADMIN,
  },
  'Query.auditEvents': {
    document: '{ result: auditEvents(first: 1) { edges { node { id } } } }',
    variables: () => ({}),
    ofNoWorkspace: true,
    outcomes: INSTANCE_ADMIN,
  },
  'Query.outboundCalls': {
    document: '{ result: outboundCalls(first: 1) { edges { node { id } } } }',
    variables: () => ({}),
    ofNoWorkspace: true,
    outcomes: INSTANCE_ADMIN,
  },
  'Mutation.exportInstanceAuditEvents': {
    document:
      'mutation ($input: ExportInstanceAuditEventsInput!) { result: exportInstanceAuditEvents(input: $input) { url } }',
    variables: () => ({ input: { format: 'CSV' } }),
    ofNoWorkspace: true,
    outcomes: INSTANCE_ADMIN,
  },
  'Query.person': {
    document: byId('person'),
    variables: (_tenant, { personId }) => ({ id: personId }),
    ofNoWorkspace: true,
    outcomes: INSTANCE_ADMIN,
  },
  'Query.personQuotas': {
    document: 'query ($id: ID!) { result: personQuotas(userId: $id) { kind } }',
    variables: async (_tenant, _actor, world) => ({ id: (await world.signUp()).personId }),
    ofNoWorkspace: true,
    outcomes: INSTANCE_ADMIN,
  },
  'Mutation.setPersonQuota': {
    ...mutation('setPersonQuota', 'SetPersonQuotaInput', 'QuotaSet'),
    variables: async (_tenant, _actor, world) => ({
      input: { userId: (await world.signUp()).personId, kind: 'REQUESTS', limit: 100 },
    }),
    ofNoWorkspace: true,
    outcomes: INSTANCE_ADMIN,
  },
  'Mutation.disablePerson': {
    document: 'mutation ($id: ID!) { result: disablePerson(userId: $id) { __typename } }',
    success: 'PersonChanged',
    variables: async (_tenant, _actor, world) => ({ id: (await world.signUp()).personId }),
    ofNoWorkspace: true,
    outcomes: INSTANCE_ADMIN,
  },
  'Mutation.enablePerson': {
    document: 'mutation ($id: ID!) { result: enablePerson(userId: $id) { __typename } }',
    success: 'PersonChanged',
    variables: async (_tenant, _actor, world) => ({ id: (await world.signUp()).personId }),
    ofNoWorkspace: true,
    outcomes: INSTANCE_ADMIN,
  },
  'Query.instanceRoles': {
    document: '{ result: instanceRoles(first: 1) { edges { node { isDisabled } } } }',
    variables: () => ({}),
    ofNoWorkspace: true,
    outcomes: INSTANCE_ADMIN,
  },
  'Mutation.setInstanceRoles': {
    ...mutation('setInstanceRoles', 'SetInstanceRolesInput', 'PersonChanged'),
    variables: async (_tenant, _actor, world) => ({
      input: { userId: (await world.signUp()).personId, auditor: true, password: PASSWORD },
    }),
    ofNoWorkspace: true,
    outcomes: INSTANCE_ADMIN,
  },
  'Mutation.resetSecondFactor': {
    ...mutation('resetSecondFactor', 'ResetSecondFactorInput', 'NoSecondFactor'),
    variables: async (_tenant, _actor, world) => ({
      input: { userId: (await world.signUp()).personId, password: PASSWORD },
    }),
    ofNoWorkspace: true,
    outcomes: INSTANCE_ADMIN,
  },
  'Mutation.rotateSigningKeys': {
    document: 'mutation { result: rotateSigningKeys { keyId } }',
    variables: () => ({}),
    ofNoWorkspace: true,
    outcomes: INSTANCE_ADMIN,
  },
};
