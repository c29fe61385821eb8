import { PutObjectCommand, type S3Client } from "@aws-sdk/client-s3";

/** Writes objects to one bucket. Failures are the SDK's own: callers know what they mean. */
export interface ObjectStore {
  putJson(key: string, value: unknown, signal?: AbortSignal): Promise<void>;
}

/** Makes the {@link ObjectStore} of a bucket on Amazon S3. */
export function createObjectStore(client: S3Client, bucketName: string): ObjectStore {
  return {
    async putJson(key, value, signal) {
      await client.send(
        new PutObjectCommand({
          Bucket: bucketName,
          Key: key,
          Body: JSON.stringify(value),
          ContentType: "application/json",
        }),
        signal === undefined ? {} : { abortSignal: signal },
      );
    },
  };
}
