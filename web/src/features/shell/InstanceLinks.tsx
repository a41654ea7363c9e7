import { Menu } from '@mantine/core';
import { IconHistory, IconShieldCheck, IconUserShield, IconWorldShare } from '@tabler/icons-react';
import { Link } from 'react-router';
import { useQuery } from 'urql';
import { InstanceAdminDocument } from '../../__generated__/operations.ts';

/** For those who look after the whole instance, or may see what concerns it; nothing for everybody else. */
export function InstanceLinks() {
  const [{ data }] = useQuery({ query: InstanceAdminDocument });
  const { isInstanceAdmin, isInstanceAuditor } = data?.me ?? {};
  if (!isInstanceAdmin && !isInstanceAuditor) return null;
  return (
    <>
      {isInstanceAdmin ? (
        <Menu.Item component={Link} to="/instance/audit" leftSection={<IconHistory size={16} />}>
          Audit log of the instance
        </Menu.Item>
      ) : null}
      <Menu.Item component={Link} to="/instance/outbound-calls" leftSection={<IconWorldShare size={16} />}>
        Calls out of the system
      </Menu.Item>
      <Menu.Item component={Link} to="/instance/roles" leftSection={<IconUserShield size={16} />}>
        Administrators and auditors
      </Menu.Item>
      {isInstanceAdmin ? (
        <Menu.Item component={Link} to="/settings/hardening" leftSection={<IconShieldCheck size={16} />}>
          Hardening
        </Menu.Item>
      ) : null}
    </>
  );
}
