// Lets botframework-directlinejs talk to a server. Options come as JSON in the first argument, commands as JSON lines on
// standard input ({"say": text, "after": ms} or {"end": true}); everything that happens leaves as JSON lines with the time.
import { createInterface } from 'node:readline';
import { createRequire } from 'node:module';
import WebSocket from 'ws';

const require = createRequire(import.meta.url);
const { XMLHttpRequest } = require('xmlhttprequest-ssl');
// A browser has no response where nobody answered. This stand-in has an empty buffer there, which rxjs takes for an answer of 200:
// a client that meets a server which is still away would then go on without the address of its stream.
globalThis.XMLHttpRequest = class extends XMLHttpRequest {
  constructor(...options) {
    super(...options);
    const { get } = Object.getOwnPropertyDescriptor(this, 'response');
    Object.defineProperty(this, 'response', { get: () => (this.status === 0 ? null : get()), configurable: true });
  }
};
globalThis.WebSocket = WebSocket;
const { ConnectionStatus, DirectLine } = require('botframework-directlinejs');

const { user, ...options } = JSON.parse(process.argv[2]);
const print = (kind, more) => console.log(JSON.stringify({ kind, at: Date.now(), ...more }));

// How late this process's own timers are: a stall of the machine must not be taken for one of the server.
const beat = 20;
let lateness = 0;
let expected = performance.now() + beat;
setInterval(() => {
  const now = performance.now();
  lateness = Math.max(lateness, now - expected);
  expected = now + beat;
}, beat);

const line = new DirectLine(options);
line.connectionStatus$.subscribe(status => print('status', { status: ConnectionStatus[status] }));
line.activity$.subscribe({
  next: activity => print('activity', { activity, lateness: Math.round(lateness) }),
  error: error => print('failed', { error: String(error?.message ?? error) }),
});

const say = text => {
  lateness = 0;
  line.postActivity({ type: 'message', from: { id: user, role: 'user' }, text }).subscribe({
    next: id => print('posted', { text, id }),
    error: error => print('failed', { error: String(error?.message ?? error) }),
  });
};

createInterface({ input: process.stdin })
  .on('line', json => {
    const command = JSON.parse(json);
    if (command.end) {
      line.end();
      process.exit(0);
    }
    setTimeout(() => say(command.say), command.after ?? 0);
  })
  // Whoever started this is gone.
  .on('close', () => process.exit(0));
