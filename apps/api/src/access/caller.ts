/** Who is calling, as the global guard proved it. */
export interface Caller {
  readonly userId: string;
  readonly sessionId: string;
  readonly role: 'user' | 'admin';
  /** The media cookie is good for image bytes only. */
  readonly via: 'bearer' | 'media-cookie';
}
