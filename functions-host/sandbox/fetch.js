// fetch(url, options), done by the silo.
let fetches = 0;

class Headers {
  #values = {};

  constructor(init) {
    if (init instanceof Headers) init.forEach((value, name) => this.set(name, value));
    else if (Array.isArray(init)) for (const [name, value] of init) this.append(name, value);
    else if (init) for (const name of Object.keys(init)) this.set(name, init[name]);
  }

  append(name, value) { this.set(name, this.has(name) ? `${this.get(name)}, ${value}` : value); }
  delete(name) { delete this.#values[`${name}`.toLowerCase()]; }
  entries() { return Object.entries(this.#values)[Symbol.iterator](); }
  forEach(action) { for (const [name, value] of this.entries()) action(value, name, this); }
  get(name) { return this.has(name) ? this.#values[`${name}`.toLowerCase()] : null; }
  has(name) { return Object.hasOwn(this.#values, `${name}`.toLowerCase()); }
  set(name, value) { this.#values[`${name}`.toLowerCase()] = `${value}`; }
  [Symbol.iterator]() { return this.entries(); }
}

class Response {
  #body;

  constructor(url, { status, statusText, headers, body }) {
    this.url = url;
    this.status = status;
    this.statusText = statusText ?? '';
    this.ok = status >= 200 && status < 300;
    this.headers = new Headers(headers);
    this.bodyUsed = false;
    this.#body = body ?? '';
  }

  async text() {
    this.bodyUsed = true;
    return this.#body;
  }

  async json() { return parse(await this.text()); }
}

async function fetch(resource, options = {}) {
  if (++fetches > limits[2]) throw new Error(`A run may make ${limits[2]} HTTP requests.`);
  const url = `${resource?.url ?? resource}`;
  const headers = {};
  new Headers(options.headers).forEach((value, name) => { headers[name] = value; });
  let body = options.body;
  if (body instanceof URLSearchParams) headers['content-type'] ??= 'application/x-www-form-urlencoded;charset=UTF-8';
  body = body === undefined || body === null ? null : `${body}`;
  const method = `${options.method ?? 'GET'}`.toUpperCase();
  return new Response(url, parse(await ask(0, stringify({ url, method, headers, body }))));
}

globalThis.fetch = fetch;
globalThis.Headers = Headers;
globalThis.Response = Response;
