// A bot as its documentation has it: CloudAdapter, without credentials, or with those of the second argument, as JSON: {appId, secret,
// tokens (where it gets its own), issuer and metadata (of whom it believes)}. First argument: the port. Prints a line when it listens.
const express = require('express');
const { ActivityHandler, CloudAdapter, ConfigurationBotFrameworkAuthentication } = require('botbuilder');
const { ServiceClientCredentialsFactory } = require('botframework-connector');
const { say } = require('../bot-script.cjs');

const known = process.argv[3] ? JSON.parse(process.argv[3]) : null;

// The SDK asks for tokens by https alone; this asks for them as plainly as OAuth 2.0 has it.
class OwnTokens extends ServiceClientCredentialsFactory {
  isValidAppId = async appId => appId === known.appId;
  isAuthenticationDisabled = async () => false;
  createCredentials = async () => ({
    signRequest: async request => {
      const form = new URLSearchParams({ grant_type: 'client_credentials', client_id: known.appId, client_secret: known.secret });
      const { access_token } = await (await fetch(known.tokens, { method: 'POST', body: form })).json();
      request.headers.set('authorization', `Bearer ${access_token}`);
      return request;
    },
  });
}

const authentication = known
  ? new ConfigurationBotFrameworkAuthentication({
    MicrosoftAppId: known.appId,
    ToBotFromChannelTokenIssuer: known.issuer,
    ToBotFromChannelOpenIdMetadataUrl: known.metadata,
  }, new OwnTokens())
  : new ConfigurationBotFrameworkAuthentication({});
const adapter = new CloudAdapter(authentication);
adapter.onTurnError = async (context, error) => console.log(JSON.stringify({ kind: 'error', message: String(error?.message ?? error) }));

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
      await say(context, {
        members: async () => (await connector.conversations.getConversationMembers(context.activity.conversation.id)).map(m => m.id),
        list: () => connector.conversations.getConversations(),
        upload: async () => (await connector.conversations.uploadAttachment(context.activity.conversation.id,
          { type: 'text/plain', name: 'note.txt', originalBase64: Buffer.from('from the bot') })).id,
      });
      await next();
    });
  }
}

const bot = new Bot();
const app = express();
app.use(express.json());
app.post('/api/messages', (request, response) => adapter.process(request, response, context => bot.run(context)));
app.listen(Number(process.argv[2]), '127.0.0.1', () => console.log(JSON.stringify({ kind: 'listening' })));
