import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { sbomOf } from './lib/shipped.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const path = process.argv[2] ?? 'sbom.cdx.json';
const sbom = sbomOf(root);
writeFileSync(path, `${JSON.stringify(sbom, null, 2)}\n`);
console.log(`${path}: ${sbom.components.length} components, ${sbom.bomFormat} ${sbom.specVersion}.`);
