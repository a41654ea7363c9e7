import { Menu } from '@mantine/core';
import { IconHistory, IconShieldCheck } from '@tabler/icons-react';
import { Link } from 'react-router';
import { useQuery } from 'urql';
import { InstanceAdminDocument } from '../../__generated__/operations.ts';

/** For those who look after the whole instance; nothing for everybody else. */
export function InstanceLinks() {
  const [{ data }] = useQuery({ query: InstanceAdminDocument });
  if (!data?.me?.isInstanceAdmin) return null;
  return (
    <>
      <Menu.Item component={Link} to="/instance/audit" leftSection={<IconHistory size={16} />}>
        Audit log of the instance
      </Menu.Item>
      <Menu.Item component={Link} to="/settings/hardening" leftSection={<IconShieldCheck size={16} />}>
        Hardening
      </Menu.Item>
    </>
  );
}
