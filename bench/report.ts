import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism, loadavg, totalmem } from 'node:os';
import type { Figure } from './figure.ts';

const HEAD = `# Benchmarks

Written by \`npm run bench\`; a part by its name alone: \`npm run bench -- start question\`. Each row is the newest run
of its part. Figures are of one machine and one run: compare them within a run, and mind the load (processes that
wanted a core in the minute before).

| what | figure | target | met | command | date | machine |
| --- | --- | --- | --- | --- | --- | --- |
`;

/** Replaces the rows of these figures in the report and keeps all others. */
export function writeReport(path: string, part: string, figures: readonly Figure[]): void {
  const rows = new Map((existsSync(path) ? readFileSync(path, 'utf8') : '').split('\n').flatMap(readRow));
  const date = new Date().toISOString().slice(0, 10);
  for (const { what, figure, target, met } of figures) {
    const verdict = met === undefined ? '' : met ? 'yes' : '**no**';
    const command = `\`npm run bench -- ${part}\``;
    rows.set(what, `| ${[what, figure, target, verdict, command, date, describeMachine()].join(' | ')} |`);
  }
  writeFileSync(path, `${HEAD}${[...rows.values()].join('\n')}\n`);
}

function readRow(line: string): [string, string][] {
  const what = /^\| (?!what \||---)(.+?) \|/.exec(line)?.[1];
  return what ? [[what, line]] : [];
}

/** The load tells how busy the machine was with other things. */
export function describeMachine(): string {
  const gigabytes = Math.round(totalmem() / 1_000_000_000);
  return `${availableParallelism()} cores, ${gigabytes} GB, ${process.platform}-${process.arch}, Node ${process.versions.node}, load ${loadavg()[0]?.toFixed(1)}`;
}
