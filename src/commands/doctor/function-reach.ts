import { BlockList, isIP } from "node:net";
import { errorCodeOf } from "../../platform/describe-error.ts";
import { fail, type Finding, skip } from "./check.ts";
import type { DoctorSetup, FoundFunction } from "./setup.ts";

const loopback = new BlockList();
loopback.addSubnet("127.0.0.0", 8, "ipv4");
loopback.addAddress("::1", "ipv6");

const privateAddresses = new BlockList();
for (const [network, prefix] of [
  ["10.0.0.0", 8],
  ["172.16.0.0", 12],
  ["192.168.0.0", 16],
  ["100.64.0.0", 10],
] as const) {
  privateAddresses.addSubnet(network, prefix, "ipv4");
}
privateAddresses.addSubnet("fc00::", 7, "ipv6");

/**
 * An address that this machine may reach and the function can't, or null: loopback is the function's own machine, and a
 * private network is reached from a VPC only.
 */
export function outOfReach(
  setting: string,
  url: string,
  { hasVpc }: Pick<FoundFunction, "hasVpc">,
  { isEmbedded }: DoctorSetup,
): Finding | null {
  if (isEmbedded) return null;
  const host = hostOf(url);
  if (host === "localhost" || isIn(loopback, host)) {
    return fail(
      `${setting} is ${host}, which is the function's own machine`,
      `${setting} must be an address that the function reaches`,
    );
  }
  if (isIn(privateAddresses, host) && !hasVpc) {
    const fix = `give the function a place in that VPC, or ${setting} a public address`;
    return fail(`${setting} is the private address ${host}, and the function is in no VPC`, fix);
  }
  return null;
}

/** Says why it can't be told whether the function reaches an address that this machine does not, or null where that tells. */
export function onlyFunctionReaches(
  url: string,
  error: unknown,
  { hasVpc }: Pick<FoundFunction, "hasVpc">,
): Finding | null {
  if (!hasVpc) return null;
  const host = hostOf(url);
  const isPrivateName = isIP(host) === 0 && (!host.includes(".") || /\.(?:internal|local)$/.test(host));
  if (!isIn(privateAddresses, host) && !isPrivateName && !isUnknownName(error)) return null;
  return skip(`only the function can reach ${host}, from its VPC`);
}

function isUnknownName(error: unknown): boolean {
  for (let current = error; current instanceof Error; current = current.cause) {
    if (errorCodeOf(current) === "ENOTFOUND") return true;
  }
  return false;
}

function hostOf(url: string): string {
  return new URL(url).hostname.replaceAll(/[[\]]/g, "");
}

function isIn(list: BlockList, host: string): boolean {
  const family = isIP(host);
  return family !== 0 && list.check(host, family === 6 ? "ipv6" : "ipv4");
}
