/** What every AWS client of the embedded stack is made with: credentials that open nothing. */
export interface LocalAws {
  readonly region: string;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
}

/** The account that the emulators say they are. */
export const localAccountId = "000000000000";

/** The bucket that stands for the platform's. */
export const localBucketName = "trader-data";
