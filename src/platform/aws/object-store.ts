import { GetObjectCommand, ListObjectsV2Command, NoSuchKey, PutObjectCommand, type S3Client } from "@aws-sdk/client-s3";
import { parseJson } from "../http/http.ts";
import { recordJson } from "../records/record-json.ts";
import { createRedactor, type Redactor } from "../records/redactor.ts";

/** An object as a listing tells it. */
export interface StoredObject {
  readonly key: string;
  readonly sizeBytes: number;
  /** Names the object's content: another content under the same key has another one. */
  readonly etag: string;
  /** When this content was written, milliseconds since the UNIX epoch. */
  readonly lastModifiedMs: number;
}

/** The objects of one bucket. Failures are the SDK's own: callers know what they mean. */
export interface ObjectStore {
  /** Writes `value` as JSON, without secrets and bounded to 1 MiB. */
  putJson(key: string, value: unknown, signal?: AbortSignal): Promise<void>;
  /**
   * Puts a value, written as by `putJson`, where nothing stands yet, or where `mayReplace` allows to replace the JSON value that does (undefined: it
   * is none). Nothing that is written meanwhile is lost.
   *
   * @returns whether the value stands there now.
   */
  putJsonUnless(
    key: string,
    value: unknown,
    options: { readonly mayReplace: (standing: unknown) => boolean; readonly signal?: AbortSignal | undefined },
  ): Promise<boolean>;
  /** The objects whose key begins with `prefix`, ordered by key. Only a page of them is held at a time. */
  list(prefix: string, signal?: AbortSignal): AsyncIterable<StoredObject>;
  /**
   * The text of the bytes `[fromByte, beforeByte)`. It fails where the content is another than the one that was listed, so
   * that parts which are read one after another belong together.
   */
  readPart(
    object: StoredObject,
    part: { readonly fromByte: number; readonly beforeByte: number },
    signal?: AbortSignal,
  ): Promise<string>;
}

/** A receipt has some 30 KB; whoever reads many of them must not stumble over one. */
const maxObjectBytes = 1_048_576;

/**
 * Makes the {@link ObjectStore} of a bucket on Amazon S3.
 *
 * @param redactor cleans what is written. Default: one that knows credentials by their shape alone.
 */
export function createObjectStore(
  client: S3Client,
  bucketName: string,
  redactor: Redactor = createRedactor(),
): ObjectStore {
  const written = (value: unknown): string => recordJson(value, { redactor, maxBytes: maxObjectBytes });
  return {
    async putJson(key, value, signal) {
      await client.send(
        new PutObjectCommand({
          Bucket: bucketName,
          Key: key,
          Body: written(value),
          ContentType: "application/json",
        }),
        boundBy(signal),
      );
    },
    async putJsonUnless(key, value, { mayReplace, signal }) {
      const body = written(value);
      const object = { Bucket: bucketName, Key: key };
      const put = { ...object, Body: body, ContentType: "application/json" };
      for (let etag: string | null = null, round = 1; ; round += 1) {
        const condition = etag === null ? { IfNoneMatch: "*" } : { IfMatch: etag };
        try {
          await client.send(new PutObjectCommand({ ...put, ...condition }), boundBy(signal));
          return true;
        } catch (error) {
          if (!isConflict(error) || round === maxRounds) throw error;
        }
        try {
          const { Body, ETag = null } = await client.send(new GetObjectCommand(object), boundBy(signal));
          const standing = (await Body?.transformToString()) ?? "";
          // The SDK repeats a write whose answer was lost; then what stands in the way is this very one.
          if (standing === body) return true;
          if (!mayReplace(parseJson(standing))) return false;
          etag = ETag;
        } catch (error) {
          if (!(error instanceof NoSuchKey)) throw error;
          etag = null;
        }
      }
    },
    async *list(prefix, signal) {
      let nextPage: string | undefined;
      do {
        const page = await client.send(
          new ListObjectsV2Command({ Bucket: bucketName, Prefix: prefix, ContinuationToken: nextPage }),
          boundBy(signal),
        );
        for (const { Key, Size, ETag, LastModified } of page.Contents ?? []) {
          if (Key === undefined || Size === undefined || ETag === undefined || LastModified === undefined) continue;
          yield { key: Key, sizeBytes: Size, etag: ETag, lastModifiedMs: LastModified.getTime() };
        }
        nextPage = page.NextContinuationToken;
      } while (nextPage !== undefined);
    },
    async readPart({ key, etag }, { fromByte, beforeByte }, signal) {
      const { Body } = await client.send(
        // S3 counts the last byte in.
        new GetObjectCommand({
          Bucket: bucketName,
          Key: key,
          IfMatch: etag,
          Range: `bytes=${fromByte}-${beforeByte - 1}`,
        }),
        boundBy(signal),
      );
      return (await Body?.transformToString()) ?? "";
    },
  };
}

/** Each round that fails means that somebody else's write succeeded meanwhile. */
const maxRounds = 4;

/**
 * That the condition of a write did not hold, or that another write of the same object was under way.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html
 */
function isConflict(error: unknown): boolean {
  if (error instanceof NoSuchKey) return true;
  return error instanceof Error && ["PreconditionFailed", "ConditionalRequestConflict"].includes(error.name);
}

function boundBy(signal: AbortSignal | undefined): { abortSignal?: AbortSignal } {
  return signal === undefined ? {} : { abortSignal: signal };
}
