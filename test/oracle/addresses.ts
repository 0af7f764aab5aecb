import { encodeBase58Check } from "../../src/grant/index";
import type { Random } from "./random";
import { concat, latin1, mutated } from "./wire";

const us1 = "12EayRS2V1kEsWESU9QMRseFhdxYxKicsiFmxrsLZHeLUtdps3S";

const hosts = ["us1.storj.io:7777", "sat.example.test:7777", "127.0.0.1:10000", "[::1]:7777", "localhost"];
const legacyHosts = [
  "saturn.tardigrade.io:7777",
  "mars.tardigrade.io",
  "us-central-1.tardigrade.io:1",
  "satellite.stefan-benten.de:",
  "Saturn.tardigrade.io:7777",
  "saturn.tardigrade.io:7777:7777",
  "[saturn.tardigrade.io]:7777",
  "saturn.tardigrade.io.:7777",
];
const oddHosts = [
  "",
  ":7777",
  "sat:",
  "sat:port",
  "sat:77:77",
  "sat example",
  "s%41t",
  "s%20t",
  "s%25t",
  "s%c3%bct",
  "s\xfct\xff:1",
  "s<>\"'t",
  "s_t~!$&'()*+,;=",
  "s{t}",
  "s\\t",
  "s^`|t",
  "s\x7ft",
  "s\tt",
  "[fe80::1%25eth0]:1",
  "[fe80::1%25e%20th]:1",
  "[fe80::1%eth0]",
  "[::1",
  "::1]",
  "[::1]x",
  "a[::1]",
  "[::1]:x",
  "[1.2.3.4]",
  "[::ffff:1.2.3.4]:9",
  "[1:2:3:4:5:6:7:8]",
  "[1:2:3:4:5:6:7:8:9]",
  "[1::2::3]",
  "[]",
  "a@b",
  "%",
  "%zz",
];
const users = ["", ":", "user", "user:password", "us%40er", "%", "us er", "@"];
const schemes = ["storj://", "STORJ://", "StOrJ://", "storj:", "http://", "://", "1torj://", "storj+x://", "storj:///", "//"];
const tails = ["", "/", "/path", "/pa th", "/%zz", "/%2f", "?", "#", "#f%zz", "#f f", "?x=1#f", "/p?debounce=2"];
const queryValues: Readonly<Record<string, readonly string[]>> = {
  debounce: ["3", "0", "-2", "+4", "%2B4", "x", "", "9223372036854775807", "9223372036854775808", "1_0", "0x1", "007"],
  noise_proto: ["1", "2", "0", "-1", "abc", "", "99", "2147483648", "4294967297", "9223372036854775807"],
  f: ["1", "ff", "%2B1", "FF", "0", "-1", "+1", "zz", "", "ffffffffffffffff", "10000000000000000", "0x1", "1_1"],
  noise_pub: ["", "abc", us1, "1", encodeBase58Check(latin1("a key")), encodeBase58Check(latin1("a key"), 7), encodeBase58Check(latin1(""))],
  other: ["1", "a b", "%41", "%zz"],
};

function nodeId(random: Random): string {
  return random.weighted([
    [6, () => us1],
    [6, () => encodeBase58Check(random.bytes(32))],
    [1, () => encodeBase58Check(random.bytes(32), random.between(1, 255))],
    [1, () => encodeBase58Check(random.bytes(random.pick([0, 31, 33])))],
    [1, () => encodeBase58Check(new Uint8Array(32))],
    [1, () => encodeBase58Check(concat(new Uint8Array(31), Uint8Array.of(9)))],
    [1, () => us1.slice(0, -1)],
  ])();
}

function query(random: Random): string {
  const pair = (): string => {
    const name = random.pick(Object.keys(queryValues));
    const value = random.pick(queryValues[name] ?? []);
    return random.pick([`${name}=${value}`, `${name}=${value}`, `${name}=${value}`, name, `=${value}`, `${name};${value}`, `%66=${value}`, `+${name}=${value}`]);
  };
  return `?${random.several(1, 4, pair).join(random.pick(["&", "&", "&", ";", "&&"]))}`;
}

/** A grant's satellite address: most of them ordinary, the others whatever Go's URL parser has an opinion about. */
export function randomAddress(random: Random): Uint8Array {
  const ordinary = `${random.chance(0.5) ? us1 : encodeBase58Check(random.bytes(32))}@${random.pick(hosts)}`;
  if (random.chance(0.75)) return latin1(ordinary);
  if (random.chance(0.25)) return latin1(ordinary + query(random));
  if (random.chance(0.2)) return mutated(random, latin1(ordinary + (random.chance(0.5) ? query(random) : "")));
  const scheme = random.chance(0.3) ? random.pick(schemes) : "";
  const id = random.weighted([
    [6, () => `${nodeId(random)}@`],
    [2, () => ""],
    [1, () => `${random.pick(users)}@`],
  ])();
  const host = random.pick(random.pick([hosts, legacyHosts, oddHosts]));
  return latin1(`${scheme}${id}${host}${random.chance(0.4) ? query(random) : ""}${random.chance(0.3) ? random.pick(tails) : ""}`);
}
