/** What a program did with a client, as far as it can be checked from outside. */
export interface Report {
  /** As the answer of `generateImage` describes it. */
  readonly filename: string;
  readonly bytes: number;
  /** Names of the images in the list. */
  readonly listed: readonly string[];
  /** How many bytes `openImage` gave. */
  readonly read: number;
  readonly deleteStatus: number;
  /** Of the problem that is answered afterwards. */
  readonly problem: string;
}

/** Registers, generates an image, lists it, reads its bytes, deletes it and asks for it again. */
export type Story = (baseUrl: string, account: { readonly email: string; readonly password: string }) => Promise<Report>;
