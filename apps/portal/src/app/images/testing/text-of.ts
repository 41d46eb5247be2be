/** What a blob says; the DOM of the specs has no `Blob.text`. */
export function textOf(blob: Blob | null): Promise<string | null> {
  if (blob === null) return Promise.resolve(null);
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => { resolve(String(reader.result)); };
    reader.onerror = () => { reject(reader.error ?? new Error('unreadable')); };
    reader.readAsText(blob);
  });
}
