// Fetches the one file of Web Chat that a page needs. Its package is published with everything in that file, but names 250
// other packages, half a gigabyte, as dependencies; so it is packed, checked against its hash and unpacked, not installed.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const { bundle } = JSON.parse(readFileSync(join(here, 'package.json'), 'utf8'));
const target = join(here, 'node_modules', '.bundle');
mkdirSync(target, { recursive: true });
const work = mkdtempSync(join(target, 'work-'));
try {
  const packed = JSON.parse(execFileSync('npm', ['pack', bundle.package, '--json', '--pack-destination', work], { cwd: here, encoding: 'utf8' }));
  const archive = join(work, packed[0].filename);
  const integrity = 'sha512-' + createHash('sha512').update(readFileSync(archive)).digest('base64');
  if (integrity !== bundle.integrity) {
    throw new Error(`${bundle.package} has the hash ${integrity}, package.json demands ${bundle.integrity}.`);
  }
  execFileSync('tar', ['-xzf', archive, '-C', work, bundle.file]);
  renameSync(join(work, bundle.file), join(target, 'webchat.js'));
} finally {
  rmSync(work, { recursive: true, force: true });
}
