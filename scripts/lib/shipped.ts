import { readFileSync } from 'node:fs';
import { makeSbom, type Sbom } from './sbom.ts';

/** What runs for people: images and `npm start`. The rest makes, checks and tests it. */
const SHIPPED = /^(|gateway|platform|standalone|web|subgraphs\/[^/]+)$/;

/** The bill of materials of this repository. @param root its folder */
export function sbomOf(root: string): Sbom {
  const lock = JSON.parse(readFileSync(`${root}/package-lock.json`, 'utf8')) as {
    packages: Parameters<typeof makeSbom>[0];
  };
  return makeSbom(
    lock.packages,
    Object.keys(lock.packages).filter((path) => SHIPPED.test(path)),
  );
}
