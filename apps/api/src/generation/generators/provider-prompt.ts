const PREAMBLE = /^(?:create|draw|make|generate)\s+(?:me\s+)?(?:an?|the)\s+(?:image|picture)\s+of\s+/i;

/** The prompt as the provider gets it: "Create an image of a fox" asks it for "a fox". The user's own words stay as they are. */
export function providerPrompt(prompt: string): string {
  const words = prompt.trim();
  return words.replace(PREAMBLE, '') || words;
}
