/** `npm run why`: says from its receipt why a request was answered as it was. */
import { createCleanOutput } from "../kit/clean-output.ts";
import { UsageError } from "../kit/parse-command-line.ts";
import { CommandFailure } from "../kit/run-command.ts";
import { findBucket } from "./find-bucket.ts";
import { findReceipts, type ReceiptSearch } from "./find-receipts.ts";
import { createReceiptClient } from "./receipt-bucket.ts";
import { formatNothingFound, formatS3Failure } from "./format-failure.ts";
import { formatReceipt } from "./format-receipt.ts";
import { readWhyArguments, type ReceiptQuery, type WhyArguments, whyUsage } from "./why-arguments.ts";

const clean = createCleanOutput(process.env);

async function run(asked: WhyArguments): Promise<number> {
  const { bucket } = asked;
  const given = { ...asked, bucketName: typeof bucket === "string" ? bucket : await findBucket(bucket) };
  const search = await find(given);
  if (typeof search === "string") return complain(search, 1);
  if (search.found.length === 0) return complain(formatNothingFound(search, given), 1);
  for (const { key, content } of search.found) {
    if (content === undefined) complain(`s3://${given.bucketName}/${key} is not JSON, so it is no receipt`, 1);
    else if (given.json) print(JSON.stringify(content));
    else print(formatReceipt(content, `s3://${given.bucketName}/${key}`));
  }
  return search.found.some(({ content }) => content !== undefined) ? 0 : 1;
}

/** What was found, or a line on why it could not be looked for. */
async function find(given: ReceiptQuery): Promise<ReceiptSearch | string> {
  const client = createReceiptClient(given, process.env);
  try {
    return await findReceipts(client, given);
  } catch (error) {
    return formatS3Failure(error, given);
  } finally {
    client.destroy();
  }
}

function print(text: string): void {
  process.stdout.write(`${clean(text)}\n`);
}

function complain(text: string, exitCode: number): number {
  process.stderr.write(`${clean(text)}\n`);
  return exitCode;
}

// Whoever reads the output may close it (`| head -1`): then there is nobody left to tell it to.
process.stdout.on("error", () => process.exit());

try {
  const given = readWhyArguments(process.argv.slice(2), process.env, Date.now());
  if (given === null) print(whyUsage);
  else process.exitCode = await run(given);
} catch (error) {
  if (error instanceof CommandFailure) process.exitCode = complain(error.message, 1);
  else if (error instanceof UsageError) process.exitCode = complain(`${error.message}\n\n${whyUsage}`, 2);
  else throw error;
}
