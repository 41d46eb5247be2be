/** CSS pixels of an image in the chat, so that wide and tall ones weigh alike. */
export function frameWidth(width: number, height: number): number {
  const ratio = width / height;
  return Math.round(ratio >= 1 ? Math.min(480, 160 + 160 * ratio) : 400 * ratio);
}
