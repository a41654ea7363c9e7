import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { findLicenceFaults, type LicencePolicy, licenceOf } from './lib/licences.ts';
import { sbomOf } from './lib/shipped.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const policy = JSON.parse(readFileSync(`${root}/scripts/allowed-licences.json`, 'utf8')) as LicencePolicy;
const { components } = sbomOf(root);
const counts = new Map<string, number>();
for (const component of components) {
  const licence = licenceOf(component) || 'none declared';
  counts.set(licence, (counts.get(licence) ?? 0) + 1);
}
for (const [licence, count] of [...counts].sort(([, one], [, other]) => other - one)) {
  console.log(`${String(count).padStart(5)}  ${licence}`);
}
const faults = findLicenceFaults(components, policy);
for (const fault of faults) console.error(`- ${fault}`);
console.log(
  `${components.length} packages, ${faults.length} that may not be shipped (scripts/allowed-licences.json).`,
);
process.exit(faults.length === 0 && components.length > 0 ? 0 : 1);
