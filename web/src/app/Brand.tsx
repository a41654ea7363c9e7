import { Group, Text } from '@mantine/core';
import icon from './icon.svg';

export function Brand() {
  return (
    <Group gap="xs" wrap="nowrap">
      <img src={icon} alt="" width={26} height={26} />
      <Text fw={650} component="span">
        CodexContinue
      </Text>
    </Group>
  );
}
