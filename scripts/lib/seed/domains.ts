import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A demo workspace. */
export interface DemoDomain {
  readonly workspace: string;
  /** The domain pack it is for; left out where that pack is not enabled. */
  readonly pack: string;
  readonly folder: string;
  readonly question: string;
}

export const DEMO_DOMAINS: readonly DemoDomain[] = [
  {
    workspace: 'Demo: Health',
    pack: 'health',
    folder: 'health',
    question: 'At which temperature are vaccines kept?',
  },
  {
    workspace: 'Demo: Legal',
    pack: 'legal',
    folder: 'legal',
    question: 'When must notice be given so that the agreement does not renew?',
  },
  {
    workspace: 'Demo: Finance',
    pack: 'finance',
    folder: 'finance',
    question: 'What may a hotel cost a night?',
  },
  {
    workspace: 'Demo: Software',
    pack: 'developer',
    folder: 'software',
    question: 'How often is the status page updated during an incident?',
  },
];

/** A sample document. */
export interface DemoDocument {
  readonly filename: string;
  readonly content: Buffer;
}

/** The sample documents of a domain, by name. */
export function readDemoDocuments({ folder }: DemoDomain): DemoDocument[] {
  const directory = fileURLToPath(new URL(`../../seed-data/${folder}/`, import.meta.url));
  return readdirSync(directory)
    .sort()
    .map((filename) => ({ filename, content: readFileSync(join(directory, filename)) }));
}
