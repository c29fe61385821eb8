import { describe, expect, it } from "vitest";
import { addressProblem } from "../../../src/platform/config/upstream-address.cjs";

const onLoopbackOnly = /^must be an https URL, not .*: http is taken on loopback only$/;
const metadata = /^must not be .*, a link-local address or a metadata service$/;
const privately = { mayBePrivate: true };

describe("the address of a service", () => {
  it.each([
    "https://api.coinbase.com",
    "https://tenant.auth0.com/oauth/token?tenant=1",
    "HTTPS://Assistant.Example:8443/base/",
    "https://10.0.0.5",
    "https://[2002:7f00:1::]",
    "https://168.63.129.17",
    "https://metadata.example.com",
    "https://10-0-0-5.sslip.io",
    "https://deadbeef.example.com",
    "https://1234567890.example.com",
    "https://my--app.example.com",
    "https://xn--bcher-kva.example",
    "http://127.0.0.1:8080",
    "http://127.1",
    "http://localhost",
    "http://sqs.us-east-2.localhost:4566",
    "http://[::1]:11434",
    "http://[::ffff:127.0.0.1]",
  ])("may be %s", (url) => {
    expect([addressProblem(url), addressProblem(url, privately)]).toEqual([null, null]);
  });

  it.each([
    "http://10.0.0.5:11434",
    "http://172.16.0.1",
    "http://172.31.255.254",
    "http://192.168.1.1",
    "http://[fc00::1]",
    "http://[fdab::1]:11434",
    "http://ollama.local:11434",
    "http://ip-10-0-0-5.us-east-2.compute.internal",
  ])("may be %s where it may be in a private network, and nowhere else", (url) => {
    expect(addressProblem(url)).toMatch(onLoopbackOnly);
    expect(addressProblem(url, privately)).toBe(null);
  });

  it.each([
    "http://example.com",
    "http://api.coinbase.com",
    "http://8.8.8.8",
    "http://172.32.0.1",
    "http://172.15.0.1",
    "http://192.169.0.1",
    "http://11.0.0.1",
    "http://100.64.0.1",
    "http://0.0.0.0",
    "http://[2001:db8::1]",
    "http://[fe00::1]",
    "http://localhost.example.com",
    "http://127.0.0.1.nip.io",
    "http://local",
    "http://notlocal",
    "http://internal",
    "http://10.0.0.5.example.com",
    "http://[2002:7f00:1::]",
    "http://[2002:a00:1::]",
    "http://[64:ff9b::7f00:1]",
    "http://[64:ff9b::a00:1]",
    "http://[64:ff9b:1::7f00:1]",
    "http://[::127.0.0.1]",
    "http://[::ffff:0:127.0.0.1]",
    "http://[2001:0:7f00:1::]",
  ])("may not be %s", (url) => {
    expect(addressProblem(url)).toMatch(onLoopbackOnly);
    expect(addressProblem(url, privately)).toMatch(/^must be an https URL, .* in a private network \(10\.0\.0\.0\/8, /);
  });

  it.each([
    "169.254.169.254",
    "169.254.170.2",
    "2852039166",
    "0xA9FEA9FE",
    "0xa9.0xfe.0xa9.0xfe",
    "0251.0376.0251.0376",
    "169.254.43518",
    "169.254.169.254.",
    "１６９.254.169.254",
    "[::ffff:169.254.169.254]",
    "[::ffff:a9fe:a9fe]",
    "[::a9fe:a9fe]",
    "[64:ff9b::169.254.169.254]",
    "[2002:a9fe:a9fe::1]",
    "[fe80::1]",
    "[febf::1]",
    "[fd00:ec2::254]",
    "[fd20:ce::254]",
    "metadata.google.internal",
    "METADATA.google.internal.",
    "instance-data.ec2.internal",
    "100.100.100.200",
    "169.254.169.254.nip.io",
    "169-254-169-254.sslip.io",
    "instance-data",
    "instance-data.us-east-2.compute.internal",
    "Instance-Data.eu-central-1.compute.internal.",
    "instance-data.example.com",
    "metadata.azure.internal",
    "metadata.internal",
    "metadata.tencentyun.com",
    "168.63.129.16",
    "0xa83f8110",
    "[::ffff:168.63.129.16]",
    "192.0.0.192",
    "[fec0::1]",
    "[fd00:c1::a9fe:a9fe]",
    "[64:ff9b:1::a9fe:a9fe]",
    "[64:ff9b:1:a9fe:a9:fe00::]",
    "[64:ff9b:1:0:a9:fea9:fe00:0]",
    "[64:ff9b::a83f:8110]",
    "[2002:a83f:8110::]",
    "[2001:0:a9fe:a9fe::]",
    "[2001:0:808:808:0:0:5601:5601]",
    "0xa9fea9fe.nip.io",
    "a9fea9fe.nip.io",
    "app-a9fea9fe.nip.io",
    "2852039166.nip.io",
    "app.169.254.169.254.nip.io",
    "www-169-254-170-2.sslip.io",
    "168-63-129-16.sslip.io",
    "1.100.100.100.200.nip.io",
    "fe80--1.sslip.io",
    "fd00-ec2--254.sslip.io",
    "2002-a9fe-a9fe--1.sslip.io",
  ])("may not be the metadata service, however it is written: %s", (host) => {
    for (const url of [`http://${host}`, `https://${host}:443/latest`]) {
      expect([addressProblem(url), addressProblem(url, privately)], url).toEqual([
        expect.stringMatching(metadata),
        expect.stringMatching(metadata),
      ]);
    }
  });

  it.each([
    "https://user@host.example",
    "https://user:pass@host.example",
    "https://@host.example",
    "http://example.com@169.254.169.254",
  ])("holds no user name and no password: %s", (url) => {
    expect(addressProblem(url)).toBe("must hold no user name and no password: they can't be sent in a URL");
  });

  it.each(["https://host.example/#", "https://host.example/path#part"])("has no fragment: %s", (url) => {
    expect(addressProblem(url)).toBe(
      `must have no fragment (from # on), which is never sent; it is ${JSON.stringify(url)}`,
    );
  });

  it.each([
    "nowhere",
    "localhost:11434",
    "ftp://host.example",
    "file:///etc/passwd",
    "https:host.example",
    "https:/host.example",
    "https:///host.example",
    "https:\\\\host.example",
    "https://host.example\\path",
    "https://ho st.example",
    "https://host.example/a\tb",
    "https://[nowhere",
    "javascript:alert(1)",
    "https://",
  ])("is an http or https URL: %s is none", (value) => {
    expect(addressProblem(value)).toBe(`must be an http or https URL, not ${JSON.stringify(value)}`);
  });

  it("is not quoted where it may hold a password", () => {
    expect(addressProblem("ftp://user:hunter2@host")).toBe("must be an http or https URL, not its value");
  });
});
