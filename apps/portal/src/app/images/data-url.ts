/** Bytes as text, for a store that keeps text alone. */
export function dataUrlOf(bytes: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => { resolve(String(reader.result)); };
    reader.onerror = () => { reject(reader.error ?? new Error('The bytes could not be read.')); };
    reader.readAsDataURL(bytes);
  });
}

/** Null when the text is no data URL of base64. */
export function blobOf(text: string): Blob | null {
  const [, type, base64] = /^data:([\w/+.-]+);base64,(.*)$/s.exec(text) ?? [];
  if (type === undefined || base64 === undefined) return null;
  try {
    return new Blob([Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))], { type });
  } catch {
    return null; // cut short or edited by hand
  }
}
