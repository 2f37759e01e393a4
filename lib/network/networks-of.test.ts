import { expect, it } from "vitest";
import { networksOf, sourceOf } from "./networks-of";

it.each([
  ["192.0.2.7", ["192.0.2.7"]],
  ["2001:db8:1:2ab:3:4:5:6", ["2001:db8:1:2ab::/64", "2001:db8:1:200::/56", "2001:db8:1::/48"]],
  ["2001:DB8:1:2::", ["2001:db8:1:2::/64", "2001:db8:1:0::/56", "2001:db8:1::/48"]],
  ["2001:0db8:0001:0002:ffff:ffff:ffff:ffff", ["2001:db8:1:2::/64", "2001:db8:1:0::/56", "2001:db8:1::/48"]],
  ["2001:db8::1", ["2001:db8:0:0::/64", "2001:db8:0:0::/56", "2001:db8:0::/48"]],
  ["fe80::1%eth0", ["fe80:0:0:0::/64", "fe80:0:0:0::/56", "fe80:0:0::/48"]],
  ["::1", ["0:0:0:0::/64", "0:0:0:0::/56", "0:0:0::/48"]],
  ["::ffff:c000:207", ["192.0.2.7"]],
  ["::ffff:192.0.2.7", ["192.0.2.7"]],
  ["unknown", ["unknown"]],
])("counts the IP address %s under the networks %j", (address, networks) => expect(networksOf(address)).toEqual(networks));

it("treats one IPv4 address or one IPv6 /48 as one source", () => {
  expect(["192.0.2.7", "2001:db8:1:2::3", "2001:db8:1:ffff::1", "unknown"].map(sourceOf)).toEqual([
    "192.0.2.7",
    "2001:db8:1::/48",
    "2001:db8:1::/48",
    "unknown",
  ]);
});
