// A public Direct Line server with a bot on a public SDK behind it, both as they are published, on ports of their own on loopback.
// Prints a line of JSON with the server's address, then one for each activity that the bot gets; ends with its standard input.
import botbuilder from 'botbuilder';
import express from 'express';
import offline from 'offline-directline';

const { ActivityHandler, ActivityTypes, CloudAdapter, ConfigurationBotFrameworkAuthentication } = botbuilder;
const print = line => process.stdout.write(`${JSON.stringify(line)}\n`);
// The server tells what it does; that is not for whoever reads our lines.
console.log = console.error;

const listen = app => new Promise(resolve => {
  const server = app.listen(0, '127.0.0.1', () => resolve(server.address().port));
});

const answers = {
  multi: context => context.sendActivity({
    type: ActivityTypes.Message,
    text: '',
    channelData: {
      multiMessage: [
        { type: 'text', value: 'this is a text' },
        { type: 'private-message', value: { text: 'This is a private text', messageAudience: 'AGENTS_AND_MANAGERS' } },
        { type: 'delay', value: 1 },
        { type: 'text', value: 'this comes later' },
      ],
    },
  }),
  agent: context => context.sendActivity({
    type: ActivityTypes.Message,
    text: 'This is a private text',
    channelData: {
      messageAudience: 'AGENTS_AND_MANAGERS',
      action: { name: 'TRANSFER', type: 'client', parameters: { skill: 'people' }, result_variable: 'none' },
    },
  }),
  delay: async context => {
    await context.sendActivity({ type: ActivityTypes.Message, text: '', channelData: { delay: { delay: 1, typing: true } } });
    await context.sendActivity('after the delay');
  },
  twice: async context => {
    await context.sendActivity('one');
    await context.sendActivity('two');
  },
};

let count = 0;
class Bot extends ActivityHandler {
  constructor() {
    super();
    this.onMessage(async (context, next) => {
      const text = context.activity.text;
      await (answers[text] ?? (c => c.sendActivity(`Echo ${++count}: ${text}`)))(context);
      await next();
    });
  }
}

const bots = express();
bots.use(express.json());
const adapter = new CloudAdapter(new ConfigurationBotFrameworkAuthentication({}));
const bot = new Bot();
let failures = 0;
bots.post('/api/messages', (req, res) => {
  print({ type: req.body.type, text: req.body.text, clientActivityID: req.body.channelData?.clientActivityID });
  // A bot that falls over the first time.
  if (req.body.text === 'fail once' && failures++ === 0) res.status(500).end();
  else adapter.process(req, res, context => bot.run(context));
});
const botPort = await listen(bots);

const server = express();
const port = await listen(server);
server.use(offline.getRouter(`http://127.0.0.1:${port}`, `http://127.0.0.1:${botPort}/api/messages`));
print({ endpoint: `http://127.0.0.1:${port}/directline` });
process.stdin.resume().on('end', () => process.exit(0));
