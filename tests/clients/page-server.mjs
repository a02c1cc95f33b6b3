// Serves the test page and the bundle of Web Chat from an address of its own, so that the page is a stranger to the server.
import { createReadStream, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));

export const serve = () => new Promise(resolve => {
  const server = createServer((request, response) => {
    const path = new URL(request.url, 'http://page').pathname;
    if (path === '/webchat.js') {
      response.writeHead(200, { 'Content-Type': 'text/javascript; charset=utf-8' });
      createReadStream(join(here, 'node_modules', '.bundle', 'webchat.js')).pipe(response);
    } else if (path === '/') {
      response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8' });
      response.end(readFileSync(join(here, 'page.html')));
    } else {
      response.writeHead(404).end();
    }
  });
  server.listen(0, '127.0.0.1', () => resolve({ address: `http://127.0.0.1:${server.address().port}/`, close: () => server.close() }));
});
