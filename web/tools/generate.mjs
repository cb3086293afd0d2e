// Types from the server's own descriptions. `npm run generate` writes them, `npm run generate -- --check` says
// whether they are fresh. The descriptions themselves are written by `python -m tools.generate`.

import { readFile, writeFile } from 'node:fs/promises';

import { compile } from 'json-schema-to-typescript';
import openapiTS, { astToString } from 'openapi-typescript';

const root = new URL('../', import.meta.url);
const outputs = {
  'src/lib/api/schema.d.ts': async () => banner('schema/openapi.json') + astToString(await openapiTS(await read('schema/openapi.json'))),
  'src/lib/wire/messages.d.ts': async () => {
    const schema = withoutFieldTitles(await read('schema/wire.schema.json'));
    return compile(schema, schema.title, { bannerComment: banner('schema/wire.schema.json').trimEnd(), unreachableDefinitions: true });
  },
};

async function read(path) {
  return JSON.parse(await readFile(new URL(path, root), 'utf8'));
}

function banner(source) {
  return `/* Generated from web/${source} by \`npm run generate\`: do not edit. */\n`;
}

/** A title of a field would become a type of its own: only those of definitions are kept. */
function withoutFieldTitles(schema) {
  for (const definition of Object.values(schema.$defs)) {
    for (const field of Object.values(definition.properties ?? {})) delete field.title;
  }
  return schema;
}

const stale = [];
for (const [path, make] of Object.entries(outputs)) {
  const file = new URL(path, root);
  const [made, present] = [await make(), await readFile(file, 'utf8').catch(() => '')];
  if (made === present) continue;
  if (process.argv.includes('--check')) stale.push(path);
  else await writeFile(file, made);
}
if (stale.length > 0) {
  console.error(`Not fresh: ${stale.join(', ')}. Run npm run generate.`);
  process.exitCode = 1;
}
