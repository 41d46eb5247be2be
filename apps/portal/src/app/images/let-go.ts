/**
 * Nothing is shown any more, and a request under way ends. Outside the document an empty source does it: Chromium keeps
 * an image whose source is taken away there for as long as the page lives, and with it all that it stood in.
 */
export function letGoOf(image: HTMLImageElement): void {
  if (image.isConnected) image.removeAttribute('src');
  else image.src = '';
}
