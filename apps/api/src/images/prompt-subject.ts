import { isVisible } from '@vitrine/contracts';

const REQUEST = /^(?:please\s+)?(?:create|draw|make|generate)\s+(?:me\s+)?(?:an?|the)\s+(?:image|picture)\s+of\s+/i;

/** What a prompt is about: "Create an image of a fox" asks for "a fox". So the provider gets it, and so images and chats are named; what is kept are the user's own words. */
export function subjectOf(prompt: string): string {
  const words = prompt.trim();
  const subject = words.replace(REQUEST, '');
  return isVisible(subject) ? subject : words;
}
