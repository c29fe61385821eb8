import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import type { FetchCandles, InsightPorts } from "../../insight/ports.ts";
import type { Ledger } from "../../platform/aws/ledger.ts";
import type { Clock, Fetch, Random } from "../../platform/clock.ts";
import type { Logger } from "../../platform/logger.ts";
import type { Metrics } from "../../platform/metrics.ts";
import type { Redactor } from "../../platform/records/redactor.ts";

/** What a delivery is wired with. */
export interface DeliveryDependencies {
  readonly dynamodb: DynamoDBClient;
  readonly ledger: Ledger;
  readonly redactor: Redactor;
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly fetch: Fetch | undefined;
  readonly clock: Clock;
  readonly random: Random | undefined;
  readonly fetchCandles: FetchCandles;
}

type DeliveryPort = "notify" | "prepareToNotify" | "describePost" | "honoursIdempotencyKey" | "fetchCandles";

/** The ports that are a delivery's own, and the channel of a message that names none. */
export type ComposedDelivery = Pick<InsightPorts, "notify"> &
  Partial<Pick<InsightPorts, DeliveryPort>> & { readonly channel: string };
