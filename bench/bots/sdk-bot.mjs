// The same bot on the Bot Framework SDK, as most bots are: CloudAdapter behind express. Its packages are those of the tests.
import { createRequire } from 'node:module';

const require = createRequire(`${process.argv[2]}/package.json`);
const express = require('express');
const { CloudAdapter, ConfigurationBotFrameworkAuthentication } = require('botbuilder');

const adapter = new CloudAdapter(new ConfigurationBotFrameworkAuthentication({}));
const app = express();
app.use(express.json());
app.post('/api/messages', (request, response) => adapter.process(request, response, async (context) => {
  if (context.activity.type === 'message') await context.sendActivity(`You said ${context.activity.text}`);
}));
const server = app.listen(0, '127.0.0.1', () => console.log(server.address().port));
process.stdin.resume();
process.stdin.on('end', () => process.exit(0));
