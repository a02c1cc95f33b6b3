// As little as a Bot Framework bot can do: it answers each message with one line, in the HTTP answer or by a call to the serviceUrl.
import http from 'node:http';

const agent = new http.Agent({ keepAlive: true, maxSockets: 256 });

function reply(activity) {
  return { type: 'message', text: `You said ${activity.text}`, replyToId: activity.id, from: activity.recipient, recipient: activity.from };
}

function post(activity, done) {
  const url = `${activity.serviceUrl}/v3/conversations/${encodeURIComponent(activity.conversation.id)}/activities/${encodeURIComponent(activity.id)}`;
  const body = JSON.stringify(reply(activity));
  const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
  const request = http.request(url, { method: 'POST', agent, headers }, (response) => {
    response.resume();
    response.on('end', done);
  });
  request.on('error', done);
  request.end(body);
}

const server = http.createServer((request, response) => {
  const parts = [];
  request.on('data', (part) => parts.push(part));
  request.on('end', () => {
    const activity = JSON.parse(Buffer.concat(parts));
    const end = (body) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(body);
    };
    if (activity.type !== 'message') end();
    else if (activity.deliveryMode === 'expectReplies') end(JSON.stringify({ activities: [reply(activity)] }));
    else post(activity, () => end());
  });
});

server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1', () => console.log(server.address().port));
// It ends with whoever started it.
process.stdin.resume();
process.stdin.on('end', () => process.exit(0));
