// Invokes other functions of the account, as the field's orchestrator client does.
const longestDeadline = 25000;
const defaultAttempts = 3;
const orchestratorTimeout = 'com.liveperson.faas.orchestrator-fn.invoke.timeout';
const errorStrategies = { ExitOnError: 'ExitOnError', ContinueOnError: 'ContinueOnError' };

class OrchestratorError extends Error {
  constructor(code, message) {
    super(message);
    this.name = 'OrchestratorError';
    this.code = code;
  }
}

function isWorthRetrying(response) {
  return [429, 500, 502, 504].includes(response.statusCode);
}

function after(delay, value) {
  return new Promise((resolve) => setTimeout(resolve, delay, value));
}

// One attempt; what takes longer than its time counts as 504.
async function attempt({ uuid, headers = {}, payload }, timeout) {
  const failed = (statusCode, code, message) => ({ uuid, statusCode, headers: {}, body: null, error: { code, message } });
  const call = ask(1, stringify({ uuid, headers, payload, timeout })).then(
    (json) => ({ uuid, headers: {}, body: null, ...parse(json) }),
    (error) => failed(400, 'com.liveperson.faas.es.general', error.message));
  let timer;
  const late = new Promise((resolve) => {
    timer = setTimeout(() => resolve(failed(504, 'com.liveperson.faas.es.unavailable', `The function '${uuid}' gave no answer within ${timeout} ms.`)), timeout);
  });
  const response = await Promise.race([call, late]);
  clearTimeout(timer);
  return response;
}

async function invokeOne(invocation, timeout, isOver) {
  const attempts = Math.max(1, invocation.retries ?? defaultAttempts);
  const retry = invocation.retryFunction ?? isWorthRetrying;
  for (let made = 1; ; made++) {
    const response = await attempt(invocation, timeout);
    if (response.statusCode === 901 || made >= attempts || isOver() || !retry(response)) return response;
    await after(made * 100);
  }
}

function timeoutOf(count, deadline, timeout) {
  const share = Math.floor(deadline / count);
  return timeout === undefined || timeout * count > deadline ? share : timeout;
}

async function invokeAll(invocations, timeout, options, isOver) {
  const exits = (options.errorStrategy ?? errorStrategies.ExitOnError) === errorStrategies.ExitOnError;
  const checked = (response) => {
    if (exits && response.error) throw new OrchestratorError(response.error.code, `${response.uuid}: ${response.error.message}`);
    return response;
  };
  if (options.invokeParallel) return Promise.all(invocations.map(async (one) => checked(await invokeOne(one, timeout, isOver))));
  const responses = [];
  for (const one of invocations) {
    if (isOver()) break;
    responses.push(checked(await invokeOne(one, timeout, isOver)));
  }
  return responses;
}

class OrchestratorClient {
  async invoke(invocations, deadline = longestDeadline, options = {}) {
    if (!Array.isArray(invocations)) throw new TypeError('invoke needs an array of invocations.');
    if (invocations.length === 0) return [];
    if (deadline > longestDeadline) {
      console.warn(`The deadline of ${deadline} ms is cut to ${longestDeadline} ms.`);
      deadline = longestDeadline;
    }
    let over = false;
    let timer;
    const late = new Promise((_, reject) => {
      timer = setTimeout(() => {
        over = true;
        reject(new OrchestratorError(orchestratorTimeout, `The invocations took longer than ${deadline} ms.`));
      }, deadline);
    });
    try {
      return await Promise.race([invokeAll(invocations, timeoutOf(invocations.length, deadline, options.timeout), options, () => over), late]);
    } finally {
      over = true;
      clearTimeout(timer);
    }
  }
}
