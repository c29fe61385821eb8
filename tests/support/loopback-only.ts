/**
 * Lets no test reach past loopback: a connection to any other address fails before it is tried. It runs before each test
 * file, and by `--import` in the processes that tests start.
 */
import { Socket } from "node:net";

// oxlint-disable-next-line typescript/unbound-method -- it is called on the socket that it is called for
const { connect } = Socket.prototype;

function hostOf(args: readonly unknown[]): string | undefined {
  // Node's own callers pass the normalized arguments as one list.
  const [first, second] = Array.isArray(args[0]) ? args[0] : args;
  if (typeof first === "object" && first !== null) {
    if ("path" in first && typeof first.path === "string") return undefined;
    return "host" in first && typeof first.host === "string" ? first.host : "localhost";
  }
  return typeof second === "string" ? second : "localhost";
}

function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || /^127\.\d+\.\d+\.\d+$/.test(host);
}

Socket.prototype.connect = function connectOnLoopback(this: Socket, ...args: unknown[]): Socket {
  const host = hostOf(args);
  if (host !== undefined && !isLoopback(host)) {
    const error = new Error(`A test tried to reach ${host}: tests talk to loopback only`);
    process.nextTick(() => this.destroy(Object.assign(error, { code: "ENOTLOOPBACK" })));
    return this;
  }
  return Reflect.apply(connect, this, args);
};
