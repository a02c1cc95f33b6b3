// What require() and import know.
function httpClient() {
  const client = async (url, options = {}) => {
    const body = options.body === undefined || typeof options.body === 'string' ? options.body : stringify(options.body);
    const response = await fetch(url, { ...options, body });
    if (!response.ok && options.simple !== false) throw new Error(`${response.status} - ${await response.text()}`);
    return options.json === true ? response.json() : response.text();
  };
  for (const method of ['get', 'post', 'put', 'patch', 'delete']) client[method] = (url, options) => client(url, { ...options, method });
  return client;
}

const toolbelt = {
  Toolbelt: { HTTPClient: httpClient, OrchestratorClient: () => new OrchestratorClient() },
  OrchestratorClient,
  OrchestratorErrorStrategy: errorStrategies,
  ErrorStrategy: errorStrategies,
  OrchestratorError,
};

function require(name) {
  if (name === 'lp-faas-toolbelt' || name === 'core-functions-toolbelt') return toolbelt;
  throw new Error(`There is no module '${name}'; a function may use 'lp-faas-toolbelt' and 'core-functions-toolbelt'.`);
}

globalThis.require = require;
