import { expect, it } from "vitest";
import type { HttpAnswer } from "../../../../src/emulators/http-server.ts";
import { runDoctor } from "../../../support/commands/doctor-setup.ts";

const refusal = (
  status: number,
  code: string,
  more = "",
  headers: Readonly<Record<string, string>> = {},
): HttpAnswer => ({
  status,
  headers: { "content-type": "application/xml", ...headers },
  body: `<?xml version="1.0"?><Error><Code>${code}</Code><Message>it is so</Message>${more}</Error>`,
});

it.each([
  [
    refusal(301, "PermanentRedirect", "", { "x-amz-bucket-region": "eu-west-1" }),
    "bucket trader-data is in eu-west-1, the function in us-east-2",
    "deploy to the bucket's region",
  ],
  [
    refusal(400, "AuthorizationHeaderMalformed", "<Region>eu-west-1</Region>"),
    "bucket trader-data is in eu-west-1, the function in us-east-2",
    "deploy to the bucket's region",
  ],
  [refusal(301, "PermanentRedirect"), "is in another region", "deploy to the bucket's region"],
  [
    refusal(403, "AccessDenied"),
    "does not let you look into the bucket",
    "allow yourself s3:ListBucket on trader-data",
  ],
  [refusal(404, "NoSuchBucket"), "there is no bucket trader-data", "must name the platform's bucket"],
  [refusal(403, "SignatureDoesNotMatch"), "does not accept the AWS credentials", "AWS_PROFILE"],
])("tells of a bucket that can't be used: %j", async (answer, detail, fix) => {
  const { of, mendsOf } = await runDoctor({ routes: () => ({ s3: () => answer }) });
  expect(of("bucket")).toEqual([expect.stringMatching(/^FAIL /)]);
  expect(of("bucket")[0]).toContain(detail);
  expect(mendsOf("bucket")[0]).toContain(fix);
});
