import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  assignableRoles,
  canChangeRole,
  canManage,
  canRemove,
} from '../src/features/members/member-rights.ts';

describe('what members may do to each other', () => {
  it('lets owners and admins manage', () => {
    const roles = ['OWNER', 'ADMIN', 'MEMBER', 'VIEWER', 'AUDITOR'] as const;
    assert.deepEqual(roles.filter(canManage), ['OWNER', 'ADMIN']);
  });

  it('lets only owners make owners', () => {
    assert.ok(assignableRoles('OWNER').includes('OWNER'));
    assert.ok(!assignableRoles('ADMIN').includes('OWNER'));
  });

  it('lets everybody leave, managers remove others, and only owners remove owners', () => {
    assert.equal(canRemove('VIEWER', { role: 'VIEWER', isSelf: true }), true);
    assert.equal(canRemove('MEMBER', { role: 'VIEWER', isSelf: false }), false);
    assert.equal(canRemove('ADMIN', { role: 'MEMBER', isSelf: false }), true);
    assert.equal(canRemove('ADMIN', { role: 'OWNER', isSelf: false }), false);
    assert.equal(canRemove('OWNER', { role: 'OWNER', isSelf: false }), true);
  });

  it('lets managers change roles, and only owners those of owners', () => {
    assert.equal(canChangeRole('MEMBER', { role: 'VIEWER' }), false);
    assert.equal(canChangeRole('ADMIN', { role: 'MEMBER' }), true);
    assert.equal(canChangeRole('ADMIN', { role: 'OWNER' }), false);
    assert.equal(canChangeRole('OWNER', { role: 'OWNER' }), true);
  });
});
