// A bot as its documentation has it: startServer without a client id; or with those of the second argument, as JSON: {appId, secret, tokens
// (where it gets its own; else it is left to the SDK), authority and issuer (of whom it believes)}. First argument: the port. Prints a line when it listens.
const express = require('express');
const { ActivityHandler, CloudAdapter, ConnectionManager, authorizeJWT, getAuthConfigWithDefaults } = require('@microsoft/agents-hosting');
const { startServer } = require('@microsoft/agents-hosting-express');
const { say } = require('../bot-script.cjs');

const [port, known] = [Number(process.argv[2]), process.argv[3] ? JSON.parse(process.argv[3]) : null];

class Bot extends ActivityHandler {
  constructor() {
    super();
    this.onMembersAdded(async (context, next) => {
      for (const member of context.activity.membersAdded) {
        if (member.id !== context.activity.recipient.id) await context.sendActivity('Welcome!');
      }
      await next();
    });
    this.onMessage(async (context, next) => {
      const connector = context.turnState.get(context.adapter.ConnectorClientKey);
      await say(context, { list: () => connector.getConversations(), stream: () => stream(context) });
      await next();
    });
  }
}

async function stream(context) {
  const response = context.streamingResponse;
  await response.queueInformativeUpdate('Looking it up');
  for (const part of ['It ', 'is ', 'here.']) {
    await response.queueTextChunk(part);
    await new Promise(resolve => setTimeout(resolve, 600));
  }
  await response.endStream();
}

// The SDK's own provider asks Microsoft's directory whose authority it may believe; this asks for tokens as plainly as OAuth 2.0 has it.
class OwnTokens {
  constructor(settings) {
    this.connectionSettings = settings;
  }

  async getAccessToken() {
    const form = new URLSearchParams({ grant_type: 'client_credentials', client_id: known.appId, client_secret: known.secret });
    const { access_token } = await (await fetch(known.tokens, { method: 'POST', body: form })).json();
    return access_token;
  }
}

function startVerifying(bot) {
  const config = getAuthConfigWithDefaults({
    clientId: known.appId, clientSecret: known.secret, authorityEndpoint: known.authority, issuers: [known.issuer], validateIssuer: true,
  });
  const adapter = new CloudAdapter(config);
  if (known.tokens) adapter.connectionManager = new ConnectionManager(settings => new OwnTokens(settings), undefined, undefined, config);
  const app = onLoopback(express());
  app.use(express.json());
  app.post('/api/messages', authorizeJWT(config), (request, response) => adapter.process(request, response, context => bot.run(context)));
  app.listen(port);
}

// It would listen for everybody.
function onLoopback(app) {
  const listen = app.listen.bind(app);
  app.listen = (port, listening) => listen(port, '127.0.0.1', () => {
    console.log(JSON.stringify({ kind: 'listening' }));
    listening?.();
  });
  return app;
}

if (known) startVerifying(new Bot());
else startServer(new Bot(), { port, beforeListen: onLoopback });
