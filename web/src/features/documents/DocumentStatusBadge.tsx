import { Badge } from '@mantine/core';
import type { DocumentRowFragment, DocumentStatus } from '../../__generated__/operations.ts';

function look(status: DocumentStatus): { label: string; color: string } {
  switch (status) {
    case 'INGESTING':
      return { label: 'Reading', color: 'blue' };
    case 'READY':
      return { label: 'Ready', color: 'brand' };
    case 'FAILED':
      return { label: 'Failed', color: 'red' };
  }
}

export function DocumentStatusBadge({ document }: { document: Pick<DocumentRowFragment, 'status'> }) {
  const { label, color } = look(document.status);
  return (
    <Badge color={color} variant="light" tt="none" style={{ flex: 'none' }}>
      {label}
    </Badge>
  );
}
