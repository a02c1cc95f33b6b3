// A bot as its documentation has it: CloudAdapter without credentials. Argument: the port. Prints a line when it listens.
const express = require('express');
const { ActivityHandler, CloudAdapter, ConfigurationBotFrameworkAuthentication } = require('botbuilder');
const { say } = require('../bot-script.cjs');

const adapter = new CloudAdapter(new ConfigurationBotFrameworkAuthentication({}));
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
