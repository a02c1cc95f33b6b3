// URL and URLSearchParams for http and https addresses.
function escapeQuery(value) {
  return encodeURIComponent(value).replace(/%20/g, '+').replace(/[!'()~]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
}

class URLSearchParams {
  #pairs = [];

  constructor(init = '') {
    if (typeof init === 'string') {
      for (const part of init.replace(/^\?/, '').split('&')) {
        if (part === '') continue;
        const [name, ...value] = part.split('=');
        this.append(unescapeQuery(name), unescapeQuery(value.join('=')));
      }
    } else if (typeof init[Symbol.iterator] === 'function') for (const [name, value] of init) this.append(name, value);
    else for (const name of Object.keys(init)) this.append(name, init[name]);
  }

  get size() { return this.#pairs.length; }
  append(name, value) { this.#pairs.push([`${name}`, `${value}`]); }
  delete(name) { this.#pairs = this.#pairs.filter((pair) => pair[0] !== name); }
  get(name) { return this.#pairs.find((pair) => pair[0] === name)?.[1] ?? null; }
  getAll(name) { return this.#pairs.filter((pair) => pair[0] === name).map((pair) => pair[1]); }
  has(name) { return this.#pairs.some((pair) => pair[0] === name); }
  set(name, value) {
    const first = this.#pairs.find((pair) => pair[0] === name);
    if (first === undefined) return this.append(name, value);
    this.#pairs = this.#pairs.filter((pair) => pair === first || pair[0] !== name);
    first[1] = `${value}`;
  }
  forEach(action) { for (const [name, value] of this.#pairs) action(value, name, this); }
  entries() { return this.#pairs.map((pair) => [...pair])[Symbol.iterator](); }
  keys() { return this.#pairs.map((pair) => pair[0])[Symbol.iterator](); }
  values() { return this.#pairs.map((pair) => pair[1])[Symbol.iterator](); }
  toString() { return this.#pairs.map(([name, value]) => `${escapeQuery(name)}=${escapeQuery(value)}`).join('&'); }
  [Symbol.iterator]() { return this.entries(); }
}

function unescapeQuery(value) {
  const spaced = value.replace(/\+/g, ' ');
  try { return decodeURIComponent(spaced); } catch { return spaced; }
}

class URL {
  constructor(address, base) {
    let match = URL.#parts(`${address}`);
    if (match === null && base !== undefined) match = URL.#parts(URL.#resolve(`${address}`, new URL(base)));
    if (match === null) throw new TypeError(`'${address}' is no http or https address.`);
    const [, protocol, user, password, hostname, port, path, query, hash] = match;
    this.protocol = protocol.toLowerCase();
    this.username = user ?? '';
    this.password = password ?? '';
    this.hostname = hostname.toLowerCase();
    this.port = port === { 'http:': '80', 'https:': '443' }[this.protocol] ? '' : port ?? '';
    this.pathname = URL.#withoutDots(path || '/');
    this.hash = hash === '#' ? '' : encodeURI(hash ?? '').replace(/%25/g, '%');
    this.searchParams = new URLSearchParams(query ?? '');
  }

  static #parts(address) {
    return /^(https?:)\/\/(?:([^:@/?#]*)(?::([^@/?#]*))?@)?([^:/?#\s]+)(?::(\d{1,5}))?(\/[^?#]*)?(\?[^#]*)?(#.*)?$/i.exec(address.trim());
  }

  static #resolve(address, base) {
    if (address.startsWith('//')) return base.protocol + address;
    if (address.startsWith('/')) return base.origin + address;
    if (address.startsWith('?')) return base.origin + base.pathname + address;
    if (address.startsWith('#')) return base.origin + base.pathname + base.search + address;
    return base.origin + base.pathname.replace(/[^/]*$/, '') + address;
  }

  static #withoutDots(path) {
    const kept = [];
    const parts = encodeURI(path).replace(/%25/g, '%').split('/').slice(1);
    parts.forEach((part, i) => {
      if (part === '..') kept.pop();
      else if (part !== '.') kept.push(part);
      if (i === parts.length - 1 && (part === '..' || part === '.')) kept.push('');
    });
    return `/${kept.join('/')}`;
  }

  static canParse(address, base) {
    try { return Boolean(new URL(address, base)); } catch { return false; }
  }

  get host() { return this.hostname + (this.port === '' ? '' : `:${this.port}`); }
  get origin() { return `${this.protocol}//${this.host}`; }
  get search() { return this.searchParams.size === 0 ? '' : `?${this.searchParams}`; }
  set search(query) { this.searchParams = new URLSearchParams(`${query}`); }
  get href() {
    const access = this.username === '' ? '' : `${this.username}${this.password === '' ? '' : `:${this.password}`}@`;
    return `${this.protocol}//${access}${this.host}${this.pathname}${this.search}${this.hash}`;
  }
  toString() { return this.href; }
  toJSON() { return this.href; }
}

Object.assign(globalThis, { URL, URLSearchParams });
