import type { Clock, Fetch, Random } from "../../platform/clock.ts";
import type { Environment } from "../../platform/settings.ts";
import type { OperatorTarget } from "../operator-target.ts";

/** What every check knows. */
export interface DoctorWorld extends OperatorTarget {
  /** The stack of `npm start -- --serve`: it is on this machine, and its secrets are made up at its start. */
  readonly isEmbedded: boolean;
  /** The AWS profile that the user chose. Default: none that is known. */
  readonly profile?: string | undefined;
  readonly fetch?: Fetch | undefined;
  /** Default `Date.now`. */
  readonly clock?: Clock | undefined;
  readonly random?: Random | undefined;
}

/** A function as it is deployed. */
export interface FoundFunction {
  readonly name: string;
  /** As its configuration has it, with the variable that Lambda itself adds. */
  readonly environment: Environment;
  readonly timeoutSeconds: number;
  readonly hasVpc: boolean;
}

const loopbackHosts = new Set(["127.0.0.1", "localhost", "[::1]"]);

/** What the checks know at first. */
export function createWorld(target: OperatorTarget, environment: Environment = {}): DoctorWorld {
  const { endpoint } = target;
  const profile = environment["AWS_PROFILE"];
  return {
    ...target,
    profile: profile === "" ? undefined : profile,
    isEmbedded: endpoint !== null && loopbackHosts.has(endpoint.hostname),
  };
}
