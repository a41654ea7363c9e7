import { Stack, Text, UnstyledButton } from '@mantine/core';
import type { AnswerGenerationFragment } from '../../__generated__/operations.ts';
import { VisibleText } from '../../content/VisibleText.tsx';
import classes from './Chat.module.css';
import type { Source } from './SourceDrawer.tsx';

interface CitationListProps {
  citations: AnswerGenerationFragment['citations'];
  onSource: (source: Source) => void;
}

export function CitationList({ citations, onSource }: CitationListProps) {
  if (citations.length === 0) return null;
  return (
    <section aria-label="Sources">
      <Text size="xs" fw={600} c="dimmed" mb={6}>
        Sources
      </Text>
      <Stack component="ol" gap="xs" className={classes.citations}>
        {citations.map((citation) => (
          <li key={citation.number}>
            <UnstyledButton className={classes.citation} onClick={() => onSource(citation)}>
              <span className={classes.number}>{citation.number}</span>
              <span>
                <Text component="span" size="sm" fw={600} display="block">
                  <VisibleText text={citation.document.filename} />
                  {citation.page === null ? '' : `, page ${citation.page}`}
                </Text>
                <Text component="span" size="sm" c="dimmed" lineClamp={3}>
                  “<VisibleText text={citation.quote} />”
                </Text>
              </span>
            </UnstyledButton>
          </li>
        ))}
      </Stack>
    </section>
  );
}
