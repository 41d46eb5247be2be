/** Answers by `url`: what was made is kept here under a name of its own and served to whoever asks. */
export function fileStore() {
  /** @type {Map<string, { bytes: Buffer, redirectTo?: string | undefined }>} */
  const kept = new Map();
  return {
    /** @param {Buffer} bytes @param {string} [redirectTo] */
    keep(bytes, redirectTo) {
      const path = `/files/${kept.size + 1}.bin`;
      kept.set(path, { bytes, redirectTo });
      return path;
    },
    /** @param {string} path */
    serves: (path) => kept.has(path),
    /** @param {string} path @param {import('node:http').ServerResponse} response */
    serve(path, response) {
      const file = kept.get(path);
      if (file?.redirectTo) return response.writeHead(302, { location: file.redirectTo + path }).end();
      return response.writeHead(200, { 'content-type': 'application/octet-stream' }).end(file?.bytes);
    },
  };
}
