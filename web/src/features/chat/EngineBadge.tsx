import { Badge, Popover, Text, UnstyledButton } from '@mantine/core';
import type { ChatSettingQuery } from '../../__generated__/operations.ts';

/** What answers right now; a click says more. */
export function EngineBadge({ service }: { service: ChatSettingQuery['modelService'] | undefined }) {
  if (service === undefined) return null;
  const isModel = service.engine === 'OLLAMA';
  return (
    <Popover width={320} position="top-start" withArrow>
      <Popover.Target>
        <UnstyledButton maw="100%">
          <Badge variant="light" color={isModel ? 'brand' : 'gray'} tt="none" maw="100%">
            {isModel ? service.defaultModel : 'Extractive engine: not a language model'}
          </Badge>
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown>
        <Text size="sm">{service.message}</Text>
      </Popover.Dropdown>
    </Popover>
  );
}
