/** What `[echo:N]` makes the id of the request of. @type {((prompt: string) => string)[]} */
const IDS = [
  (prompt) => prompt.replace(/\W+/g, '-').slice(0, 60),
  (prompt) => `req_${Buffer.from(prompt).toString('base64').replace(/\W/g, '').slice(0, 56)}`,
  (prompt) => Buffer.from(prompt).toString('hex').slice(0, 64),
  (prompt) => `req_${Buffer.from(prompt, 'utf16le').toString('hex').slice(0, 56)}`,
];

/** Names of headers that services send beside an answer. */
const HEADERS = ['apim-request-id', 'x-ms-request-id', 'x-ms-error-code', 'server', 'via', 'location'];

/** @param {string} text @param {(code: number) => string} escape */
function escaped(text, escape) {
  return [...Buffer.from(text, 'utf16le')].flatMap((byte, at, all) => (at % 2 === 0 ? [escape(byte + 256 * (all[at + 1] ?? 0))] : [])).join('');
}

/** @param {string} prompt */
function formsOf(prompt) {
  const hex = Buffer.from(prompt).toString('hex');
  return [
    prompt, JSON.stringify(prompt), encodeURIComponent(prompt), hex.replace(/../g, '%$&'), escaped(prompt, (code) => `\\u${code.toString(16).padStart(4, '0')}`), escaped(prompt, (code) => `&#${code};`),
    prompt.slice(0, 40), prompt.slice(-40), prompt.toUpperCase(), Buffer.from(prompt).toString('base64'), Buffer.from(prompt).toString('base64url'), hex, prompt.replace(/\W+/g, '_'),
  ];
}

/** Everything an error may hold, each in another form of the prompt. @param {string} prompt */
export function echoOf(prompt) {
  return { message: formsOf(prompt).join(' | '), type: prompt.replace(/\W+/g, '_').slice(0, 60), code: prompt.replace(/\W+/g, '-').toLowerCase().slice(0, 60), param: prompt.slice(0, 60), inner_error: { code: prompt } };
}

/** Makes the response repeat the prompt in its headers and its reason phrase, unless it is sent to another address. @param {import('node:http').ServerResponse} response @param {string} prompt @param {number} form */
export function echoInHeaders(response, prompt, form) {
  const writeHead = /** @type {(status: number, reason: string, headers: object) => typeof response} */ (response.writeHead.bind(response));
  const id = IDS[form]?.(prompt) ?? '';
  const echo = Object.fromEntries(HEADERS.map((name) => [name, encodeURIComponent(prompt)]));
  response.writeHead = /** @type {typeof response.writeHead} */ ((/** @type {number} */ status, /** @type {object} */ headers) => writeHead(status, encodeURIComponent(prompt), { ...echo, ...headers, 'x-request-id': id }));
}

/** The same address with the prompt in its user, path, query and fragment. @param {string} address @param {string} prompt */
export function echoingAddress(address, prompt) {
  const text = encodeURIComponent(prompt);
  const url = new URL(address);
  url.username = text;
  return Object.assign(url, { pathname: `${url.pathname}/${text}`, search: `?about=${text}`, hash: text }).href;
}

/** An address whose host is of the prompt, by its letters beyond ASCII where it has some. @param {string} prompt */
export function addressOf(prompt) {
  const name = /[^\p{ASCII}]+/u.exec(prompt)?.[0] ?? prompt.replace(/\W+/g, '-');
  return `https://${name.slice(0, 30)}.example/image.png`;
}
