"use strict";

/**
 * Which addresses a service that is asked may have. It is read by the functions at their start and by the template's
 * computed parts, which are plain JavaScript: so that both refuse the same.
 *
 * @typedef {{ mayBePrivate?: boolean }} AddressRule `mayBePrivate`: a private network is as good as loopback for http
 */

/** Names of clouds' metadata services, which resolve to their addresses within the cloud: AWS, Google and Azure by their form. */
const metadataName = /^(?:(?:metadata|instance-data)(?:\..*)?\.internal|metadata|instance-data|instance-data\..*)$/;
const metadataNames = new Set([
  "metadata.goog",
  "metadata.tencentyun.com",
  "metadata.packet.net",
  "metadata.platformequinix.com",
  "rancher-metadata",
]);

/** Networks by their address and length in bits; fec0::/10 is the older site-local one. */
const linkLocal = ["169.254.0.0/16", "fe80::/10", "fec0::/10"];
/** AWS, Google, Oracle, Akamai and Scaleway in IPv6; Alibaba, Azure and Oracle's older one in IPv4. */
const metadataNetworks = [
  "fd00:ec2::/32",
  "fd20:ce::/32",
  "fd00:c1::a9fe:a9fe/128",
  "fd00:a9fe:a9fe::/48",
  "fd00:42::42/128",
  "100.100.100.200/32",
  "168.63.129.16/32",
  "192.0.0.192/32",
];
const loopback = ["127.0.0.0/8", "::1/128"];
const privateNetworks = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7"];

/** The only embedding that stays on the machine's own IPv4; the others reach a gateway or a tunnel, over the network. */
const mapped = "::ffff:0:0/96";

/**
 * Networks of IPv6 whose addresses stand for one of IPv4: the network, and the bit at which each of its two halves begins.
 * RFC 6052 leaves out bits 64 to 71. Teredo holds its server, and its client inverted.
 */
const embeddings = /** @type {const} */ ([
  [mapped, 96, 112],
  ["::ffff:0:0:0/96", 96, 112],
  ["64:ff9b::/96", 96, 112],
  ["64:ff9b:1::/48", 96, 112],
  ["64:ff9b:1::/48", 48, 72],
  ["64:ff9b:1::/48", 72, 88],
  ["::/96", 96, 112],
  ["2002::/16", 16, 32],
  ["2001::/32", 32, 48],
]);
const teredo = "2001::/32";

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
  if (metadataNames.has(host) || metadataName.test(host)) return true;
  const refused = [...linkLocal, ...metadataNetworks];
  return addressesIn(host).some((address) =>
    [address, ...embeddedIn(address)].some((each) => refused.some((network) => isWithin(each, network))),
  );
}

/**
 * The address that a host is; of a name, those that it may hold for a DNS service that answers with them, such as
 * 169.254.169.254.nip.io, app-169-254-169-254.sslip.io, a9fea9fe.nip.io or fe80--1.sslip.io.
 *
 * @param {string} host
 */
function addressesIn(host) {
  const own = groupsOf(host);
  if (own !== null) return [own];
  const found = [];
  for (const match of host.matchAll(/(?<![^.-])(?=(\d{1,3})[.-](\d{1,3})[.-](\d{1,3})[.-](\d{1,3})(?![^.-]))/g)) {
    found.push(groupsOf(match.slice(1).join(".")));
  }
  for (const [part] of host.matchAll(/(?<![^.-])(?:(?:0x)?[\da-f]{8}|\d{8,10})(?![^.-])/g)) {
    found.push(groupsOfNumber(Number.parseInt(part.replace(/^0x/, ""), 16)), groupsOfNumber(Number(part)));
  }
  for (const label of host.split(".")) {
    // Each dash stands for a colon.
    const isAddress = /^[\da-f-]+$/.test(label) && (label.includes("--") || label.split("-").length === 8);
    if (isAddress) found.push(groupsOf(label.replaceAll("-", ":")));
  }
  return found.filter((address) => address !== null);
}

/** @param {number} value of an address of IPv4 */
function groupsOfNumber(value) {
  return value > 0xffffffff || Number.isNaN(value) ? null : [Math.floor(value / 0x10000), value % 0x10000];
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
 * Whether a host is an address of one of the networks, by itself or as the mapped spelling of IPv4.
 *
 * @param {string} host
 * @param {readonly string[]} networks
 */
function isIn(host, networks) {
  const address = groupsOf(host);
  if (address === null) return false;
  const meant = isWithin(address, mapped) ? address.slice(6) : address;
  return networks.some((network) => isWithin(meant, network));
}

/**
 * The addresses of IPv4 that an address of IPv6 stands for.
 *
 * @param {readonly number[]} address
 */
function embeddedIn(address) {
  const found = embeddings
    .filter(([network]) => isWithin(address, network))
    .map(([, high, low]) => [bitsAt(address, high), bitsAt(address, low)]);
  if (isWithin(address, teredo)) found.push([bitsAt(address, 96) ^ 0xffff, bitsAt(address, 112) ^ 0xffff]);
  return found;
}

/**
 * 16 bits of an address of IPv6, from one that begins a byte.
 *
 * @param {readonly number[]} address
 * @param {number} first
 */
function bitsAt(address, first) {
  const index = Math.floor(first / 16);
  const [group = 0, next = 0] = address.slice(index, index + 2);
  return first % 16 === 0 ? group : ((group & 0xff) << 8) | (next >> 8);
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
