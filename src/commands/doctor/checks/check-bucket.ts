import { ListObjectsV2Command, type S3Client } from "@aws-sdk/client-s3";
import type { Deadline } from "../../../platform/deadline.ts";
import { awsFinding, nameOf } from "../aws-finding.ts";
import { fail, type Finding, ok } from "../check.ts";
import type { DoctorSetup } from "../setup.ts";
import { settings } from "../../../platform/config/settings.ts";

const prefix = "insights/";

/** Whether the bucket of the receipts is there, in the function's region, and can be listed. */
export async function checkBucket(
  client: S3Client,
  bucketName: string,
  setup: DoctorSetup,
  deadline: Deadline,
): Promise<readonly Finding[]> {
  try {
    const command = new ListObjectsV2Command({ Bucket: bucketName, Prefix: prefix, MaxKeys: 1 });
    const { KeyCount = 0 } = await client.send(command, { abortSignal: deadline.signal });
    return [ok(`${bucketName}: can be listed, ${KeyCount === 0 ? "no receipt yet" : "holds receipts"}`)];
  } catch (error) {
    if (nameOf(error) === "NoSuchBucket") {
      const fix = `${settings.bucketName.name} must name the platform's bucket`;
      return [fail(`there is no bucket ${bucketName} (${settings.bucketName.name})`, fix)];
    }
    const region = otherRegion(error);
    if (region !== null) {
      const what = `bucket ${bucketName} is in ${region || "another region"}, the function in ${setup.region}: it can't write there`;
      return [fail(what, "deploy to the bucket's region, or name a bucket of this one")];
    }
    return [
      awsFinding(error, { service: "S3", rights: `s3:ListBucket on ${bucketName}`, looking: "into the bucket" }, setup),
    ];
  }
}

/** The region that a bucket is in where S3 says that it is not the one that was asked; empty where it does not say which. */
function otherRegion(error: unknown): string | null {
  if (!(error instanceof Error)) return null;
  const isElsewhere = /^(PermanentRedirect|AuthorizationHeaderMalformed|IllegalLocationConstraintException|301)$/.test(
    error.name,
  );
  const status: unknown = Reflect.get(Object(Reflect.get(error, "$metadata")), "httpStatusCode");
  if (!isElsewhere && status !== 301) return null;
  const headers: unknown = Reflect.get(Object(Reflect.get(error, "$response")), "headers");
  const told: unknown = Reflect.get(Object(headers), "x-amz-bucket-region") ?? Reflect.get(error, "Region");
  return typeof told === "string" ? told : (/expecting '([^']+)'/.exec(error.message)?.[1] ?? "");
}
