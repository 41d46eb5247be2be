/**
 * Saves a response under this name (RFC 6266). `filename*` carries it whole; `filename` is for what cannot read that, and
 * alone when the name is ASCII.
 */
export function attachmentNamed(name: string): string {
  const ascii = name.normalize('NFKD').replace(/[^\x20-\x7e]/g, '').replace(/["\\]/g, '').replace(/--+/g, '-').replace(/_-|-\./g, (edge) => edge.replace('-', '')).replace('_.', '_image.');
  return ascii === name ? `attachment; filename="${name}"` : `attachment; filename="${ascii}"; filename*=UTF-8''${extended(name)}`;
}

/** RFC 8187: `encodeURIComponent` leaves a few signs that its value may not have. */
function extended(name: string): string {
  return encodeURIComponent(name).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
}
