"use strict";

/**
 * Which addresses a service that is asked may have. It is read by the functions at their start and by the template's
 * computed parts, which are plain JavaScript: so that both refuse the same.
 *
 * @typedef {{ mayBePrivate?: boolean }} AddressRule `mayBePrivate`: a private network is as good as loopback for http
 */

/** Those of clouds' metadata services that are not told by their address. */
const metadataNames = new Set([
  "metadata",
  "metadata.google.internal",
  "metadata.goog",
  "instance-data",
  "instance-data.ec2.internal",
]);

/** Networks by their address and length in bits. */
const linkLocal = ["169.254.0.0/16", "fe80::/10"];
/** AWS in IPv6, Google in IPv6, Alibaba. */
const metadataNetworks = ["fd00:ec2::/32", "fd20:ce::/32", "100.100.100.200/32"];
const loopback = ["127.0.0.0/8", "::1/128"];
const privateNetworks = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7"];

/** Networks of IPv6 whose addresses stand for one of IPv4: the network, and the group in which that one begins. */
const embeddings = /** @type {const} */ ([
  ["::ffff:0:0/96", 6],
  ["::ffff:0:0:0/96", 6],
  ["64:ff9b::/96", 6],
  ["::/96", 6],
  ["2002::/16", 1],
]);

/** An address of IPv4 in the name of a DNS service that answers with it, such as 169.254.169.254.nip.io. */
const linkLocalInName = /(?:^|[.-])169[.-]254[.-]\d{1,3}[.-]\d{1,3}(?:[.-]|$)|(?:^|[.-])a9fe[0-9a-f]{4}(?:[.-]|$)/;

/**
 * Says what is wrong with the address of a service, to be put behind the name of its setting; null where nothing is. Over
 * http a key could be read by anybody on the way, so it is taken on loopback only, or where `mayBePrivate` in a private
 * network. Link-local addresses and metadata services, which would hand out a role's credentials, are refused however they
 * are written.
 *
 * @param {string} value
 * @param {AddressRule} [rule]
 * @returns {string | null}
 */
function addressProblem(value, { mayBePrivate = false } = {}) {
  // What a URL's parser repairs is no address that anybody meant.
  const isWhole = /^https?:\/\/[^/\\\s][^\\\s]*$/i.test(value) && URL.canParse(value);
  if (!isWhole) return `must be an http or https URL, not ${shown(value)}`;
  const url = new URL(value);
  if (url.username !== "" || url.password !== "" || /^[^/]*\/\/[^/?#]*@/.test(value)) {
    return "must hold no user name and no password: they can't be sent in a URL";
  }
  if (value.includes("#")) return `must have no fragment (from # on), which is never sent; it is ${shown(value)}`;
  const host = hostOf(url);
  if (isMetadata(host)) return `must not be ${host}, a link-local address or a metadata service`;
  if (url.protocol === "https:" || isLoopback(host) || (mayBePrivate && isPrivate(host))) return null;
  const exceptions = mayBePrivate
    ? `on loopback or in a private network (${privateNetworks.join(", ")}, *.local, *.internal)`
    : "on loopback";
  return `must be an https URL, not ${shown(value)}: http is taken ${exceptions} only`;
}

/** @param {URL} url */
function hostOf({ hostname }) {
  return hostname
    .replace(/^\[|\]$/g, "")
    .replace(/\.$/, "")
    .toLowerCase();
}

/** @param {string} host */
function isMetadata(host) {
  if (metadataNames.has(host) || linkLocalInName.test(host)) return true;
  return isIn(host, [...linkLocal, ...metadataNetworks]);
}

/** @param {string} host */
function isLoopback(host) {
  return host === "localhost" || host.endsWith(".localhost") || isIn(host, loopback);
}

/** @param {string} host */
function isPrivate(host) {
  return /[^.]\.(?:local|internal)$/.test(host) || isIn(host, privateNetworks);
}

/**
 * @param {string} host
 * @param {readonly string[]} networks
 */
function isIn(host, networks) {
  const address = groupsOf(host);
  return (
    address !== null &&
    [address, ...embeddedIn(address)].some((each) => networks.some((network) => isWithin(each, network)))
  );
}

/**
 * The addresses of IPv4 that an address of IPv6 stands for.
 *
 * @param {readonly number[]} address
 */
function embeddedIn(address) {
  return embeddings
    .filter(([network]) => isWithin(address, network))
    .map(([, first]) => address.slice(first, first + 2));
}

/**
 * @param {readonly number[]} address
 * @param {string} network
 */
function isWithin(address, network) {
  const [base = "", length = ""] = network.split("/");
  const groups = groupsOf(base) ?? [];
  if (groups.length !== address.length) return false;
  return groups.every((group, index) => {
    const bits = Math.min(16, Math.max(0, Number(length) - 16 * index));
    const mask = 0xffff & ~(0xffff >> bits);
    return (group & mask) === ((address[index] ?? 0) & mask);
  });
}

/**
 * An address as groups of 16 bits, two of IPv4 and eight of IPv6; null where it is a name. URLs hold IPv4 in four decimal
 * parts, whatever way it was written, and IPv6 in hexadecimal groups.
 *
 * @param {string} host
 * @returns {number[] | null}
 */
function groupsOf(host) {
  const bytes = /^(\d+)\.(\d+)\.(\d+)\.(\d+)$/.exec(host)?.slice(1).map(Number);
  if (bytes !== undefined) {
    const [a = 0, b = 0, c = 0, d = 0] = bytes;
    return [a * 256 + b, c * 256 + d];
  }
  if (!host.includes(":")) return null;
  const [before = [], after = []] = host.split("::").map((part) => (part === "" ? [] : part.split(":")));
  const zeros = Array.from({ length: Math.max(0, 8 - before.length - after.length) }, () => "0");
  return [...before, ...zeros, ...after].map((group) => Number.parseInt(group, 16));
}

/**
 * A value as a problem quotes it; not where it may hold a password (`https://user:password@host`).
 *
 * @param {string} value
 */
function shown(value) {
  return value.includes("@") ? "its value" : JSON.stringify(value);
}

module.exports = { addressProblem, hostOf, isLoopback, isPrivate };
