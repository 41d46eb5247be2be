/** What the operations are grouped by, in the order of the documentation. */
export const TAGS = {
  accounts: 'Accounts and sessions: registering, signing in and out, the devices that are signed in.',
  generation: 'Generating images: one stored job, and three ways to wait for it.',
  images: 'The images of your library: listing, searching, reading, changing, deleting, importing, downloading.',
  trash: 'Deleted images: they can be restored until they are deleted permanently.',
  albums: 'Albums: groups of images. An image can be in many.',
  conversations: 'Chats: the generations of one conversation, in their order.',
  live: 'Events for open devices: what changes in the library, as it happens.',
  health: 'For load balancers and monitoring.',
} as const;

export type Tag = keyof typeof TAGS;
