// Reads a description as clients' tools do, and fails as they do.
//   node check.mjs openapi FILE     swagger-parser
//   node check.mjs asyncapi FILE    @asyncapi/parser
import SwaggerParser from '@apidevtools/swagger-parser';
import { Parser, fromFile } from '@asyncapi/parser';

const [kind, file] = process.argv.slice(2);
const ERROR = 0;

if (kind === 'openapi') {
  const api = await SwaggerParser.validate(file);
  console.log(`${Object.keys(api.paths).length} paths`);
} else {
  const { document, diagnostics } = await fromFile(new Parser(), file).parse();
  const errors = diagnostics.filter(found => found.severity === ERROR);
  errors.forEach(found => console.error(`${found.path.join('.')}: ${found.message}`));
  if (!document || errors.length > 0) {
    process.exit(1);
  }
  console.log(`${document.allMessages().all().length} messages`);
}
