import { parseArgs } from 'node:util';
import { RegistrationError, registerOperations } from '../src/register.ts';
import { projectWorkplace } from '../src/workplace.ts';

const USAGE = 'npm run operations:register -- --client NAME [--replace] FILE.graphql|FOLDER|MANIFEST.json';

function fail(faults: readonly string[]): never {
  for (const fault of faults) console.error(`- ${fault}`);
  process.exit(1);
}

function readArguments() {
  try {
    const { values, positionals } = parseArgs({
      options: { client: { type: 'string' }, replace: { type: 'boolean', default: false } },
      allowPositionals: true,
    });
    const [source] = positionals;
    if (values.client === undefined || source === undefined || positionals.length > 1) fail([USAGE]);
    return { client: values.client, replace: values.replace, source };
  } catch (error) {
    return fail([error instanceof Error ? error.message : String(error), USAGE]);
  }
}

const request = readArguments();
try {
  const operations = registerOperations(projectWorkplace(), request);
  for (const { name, id } of operations) console.log(`${id}  ${name}`);
  console.log(
    `\nRegistered for ${request.client}. Commit schema/operations: the schema may not break them from now on.`,
  );
} catch (error) {
  if (!(error instanceof RegistrationError)) throw error;
  fail(error.faults);
}
