// A bot as its documentation has it: startServer without a client id. Argument: the port. Prints a line when it listens.
const { ActivityHandler } = require('@microsoft/agents-hosting');
const { startServer } = require('@microsoft/agents-hosting-express');
const { say } = require('../bot-script.cjs');

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

// It would listen for everybody.
const onLoopback = app => {
  const listen = app.listen.bind(app);
  app.listen = (port, listening) => listen(port, '127.0.0.1', () => {
    console.log(JSON.stringify({ kind: 'listening' }));
    listening();
  });
  return app;
};

startServer(new Bot(), { port: Number(process.argv[2]), beforeListen: onLoopback });
