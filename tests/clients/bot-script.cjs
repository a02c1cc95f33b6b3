// What the bots of the tests say to which word, whatever their SDK.
async function say(context, can) {
  const [word, ...rest] = (context.activity.text ?? '').split(' ');
  switch (word) {
    case 'typing':
      await context.sendActivity({ type: 'typing' });
      await context.sendActivity('typed');
      break;
    case 'multi':
      await context.sendActivity({
        type: 'message', text: '', channelData: {
          multiMessage: [
            { type: 'text', value: 'one' },
            { type: 'private-message', value: { text: 'for agents', messageAudience: 'AGENTS_AND_MANAGERS' } },
            { type: 'delay', value: 2 },
            { type: 'text', value: 'two' },
          ],
        },
      });
      break;
    case 'delay':
      await context.sendActivity({ type: 'message', text: '', channelData: { delay: { delay: 3, typing: true } } });
      await context.sendActivity('after three seconds');
      break;
    case 'agent':
      await context.sendActivity({
        type: 'message', text: 'wants a person', channelData: {
          messageAudience: 'AGENTS_AND_MANAGERS',
          action: { name: 'TRANSFER', type: 'client', parameters: { skill: 'Sales' }, result_variable: 'none' },
        },
      });
      break;
    case 'invoke':
      await context.sendActivity({
        type: 'message', text: 'invoking', channelData: {
          action: { name: 'INVOCATION', type: 'client', parameters: { lambdaUuid: 'f-1', payload: { some: 'stuff' }, failOnError: false }, result_variable: 'none' },
        },
      });
      break;
    case 'many':
      await context.sendActivities(Array.from({ length: 5 }, (_, i) => ({ type: 'message', text: `number ${i + 1}` })));
      break;
    case 'change': {
      const sent = await context.sendActivity('as it is');
      const refused = await context.updateActivity({ ...context.activity, type: 'message', id: sent.id, text: 'changed' }).then(() => 'changed it', error => `refused ${error.statusCode ?? error.status ?? error.response?.status ?? ''}`);
      await context.sendActivity(refused.trim());
      break;
    }
    case 'members':
      await context.sendActivity(`members ${(await can.members()).join(' ')}`);
      break;
    case 'list': {
      const { conversations, continuationToken } = await can.list();
      const shown = conversations.map(c => `${c.id} (${c.members.map(m => m.id).join(' ')})`);
      await context.sendActivity(`list ${shown.join(', ')}${continuationToken ? ' …' : ''}`);
      break;
    }
    case 'upload':
      await context.sendActivity(`uploaded ${await can.upload()}`);
      break;
    case 'stream':
      await can.stream();
      break;
    case 'crash':
      throw new Error('as asked');
    case 'silent':
      break;
    default:
      await context.sendActivity(`Echo: ${[word, ...rest].join(' ')}`);
  }
}

module.exports = { say };
