import assert from "node:assert/strict";
import type { Voice } from "../../../src/decoder/voice";
import {
  addCaveat,
  buildGrant,
  type Bytes,
  instantFromMilliseconds,
  type Grant,
  type Macaroon,
  restrictGrant,
  Store,
  serializeApiKey,
  serializeGrant,
  utf8,
} from "../../../src/grant";
import { idOf } from "../../../src/vault/identity";
import type { BrokenRecord, SavedCredential, SavedRecord } from "../../../src/vault/record";
import { factsOfRecord } from "../../../src/views/savedFacts";
import type { SavedNode } from "../../../src/views/savedNode";
import { nextChange, summaryOf } from "../../../src/views/savedSummary";
import { type Arrangement, endingSoon, type Saved, savedTree } from "../../../src/views/savedTree";
import { caveat, day, forbidding, now, voiceAt } from "../../support/chains";
import {
  demoAccessKeyId,
  demoGrant,
  demoRootKey,
  demoSecretKey,
  everyday,
  prefix,
  readOnly,
} from "../../support/demoCredentials";

const voice = voiceAt();
const byLineage: Arrangement = { order: "lineage", filter: "" };
const bySoonest: Arrangement = { order: "expiry", filter: "" };
const [notWrite, notDelete, notList] = (["disallowWrites", "disallowDeletes", "disallowLists"] as const).map((name) =>
  caveat(forbidding(name)),
) as [Bytes, Bytes, Bytes];

type Details = Partial<Omit<SavedRecord, "credential" | "label">>;

function record(credential: SavedCredential, label: string, details: Details = {}): SavedRecord {
  const id = details.id ?? idOf(credential);
  return { id, generation: "00000000", credential, label, savedAt: 0, ...details };
}

const grantRecord = (grant: Grant, label: string, details?: Details): SavedRecord =>
  record({ kind: "grant", text: serializeGrant(grant) }, label, details);
const keyRecord = (key: Macaroon, label: string, details?: Details): SavedRecord =>
  record({ kind: "apiKey", text: serializeApiKey(key) }, label, details);
const pairRecord = (label: string, grant?: string, details?: Details): SavedRecord => {
  const pair = { kind: "s3", accessKeyId: demoAccessKeyId(), secretKey: demoSecretKey() } as const;
  return record({ ...pair, ...(grant !== undefined && { grant }) }, label, details);
};

/** A grant of a family: the API key with these caveats, and the keys of `root`. */
const below = (root: Grant, ...caveats: readonly Bytes[]): Grant =>
  buildGrant(root.satelliteAddress, caveats.reduce(addCaveat, root.macaroon), root.store);
const keyBelow = (root: Grant, ...caveats: readonly Bytes[]): Macaroon => caveats.reduce(addCaveat, root.macaroon);
const at = (satellite: string, grant = demoGrant()): Grant => buildGrant(utf8(satellite), grant.macaroon, grant.store);
const endingAt = (ms: number): Grant =>
  restrictGrant(demoGrant(), { ...readOnly, notAfter: instantFromMilliseconds(ms) }, []);

interface Others {
  readonly broken?: readonly BrokenRecord[];
  readonly lost?: readonly string[];
}

function savedOf(records: readonly SavedRecord[], { broken = [], lost = [] }: Others = {}): Saved {
  const byId = new Map(records.map((one) => [one.id, one]));
  return {
    all: () => records,
    find: (id) => byId.get(id),
    broken: () => broken,
    lost: () => lost.map((id) => ({ id })),
  };
}

const broken = (id: string, generation = "00000000"): BrokenRecord => ({ id, generation, problem: "unreadable" });

/** The tree as lines, two blanks a level: labels of records, names of groups, ids of what else there is. */
function drawn(
  records: readonly SavedRecord[],
  arrangement: Arrangement | string = byLineage,
  others: Others = {},
  seen: Voice = voice,
): string[] {
  const arranged = typeof arrangement === "string" ? { ...byLineage, filter: arrangement } : arrangement;
  const lines = (nodes: readonly SavedNode[], indent: string): string[] =>
    nodes.flatMap((node) => {
      const label = node.kind === "record" ? records.find(({ id }) => id === node.id)?.label : node.id;
      return [`${indent}${label ?? "?"}${node.isLoose ? " (loose)" : ""}`, ...lines(node.children, `${indent}  `)];
    });
  return lines(savedTree(savedOf(records, others), arranged, seen), "");
}

/** Every id that VS Code gets, which takes none twice. */
function treeIds(roots: readonly SavedNode[]): string[] {
  return roots.flatMap((root) => [...root.withDescendants()].map(({ kind, id }) => `${kind}/${id}`)).sort();
}

describe("the groups of saved credentials", () => {
  it("are satellites, by their names, and after them what belongs to none", () => {
    const [ours, theirs] = [grantRecord(demoGrant(), "ours"), grantRecord(at("sat.example:7777"), "theirs")];
    const damaged = record({ kind: "grant", text: "1NoGrant" }, "damaged", { id: "0123456789ab" });
    const records = [theirs, pairRecord("pair"), damaged, keyRecord(demoRootKey(), "bare"), ours];
    assert.deepEqual(drawn(records), [
      "sat.example without a node ID",
      "  theirs",
      "us1.storj.io",
      "  ours",
      "API keys of unknown satellites",
      "  bare",
      "Damaged credentials",
      "  damaged",
      "S3 credentials of unknown grants",
      "  pair",
    ]);
  });

  it("of a bare API key are that of the console which it is from, as long as no grant of it tells more", () => {
    const consoleKey = { origin: "https://us1.storj.io", project: "p", key: "k", isSaid: false };
    const bare = { ...keyRecord(demoRootKey(), "bare"), consoleKey };
    assert.deepEqual(drawn([bare]), ["us1.storj.io", "  bare"]);
    const elsewhere = { ...bare, consoleKey: { ...consoleKey, origin: "https://console.example" } };
    assert.deepEqual(drawn([elsewhere]), ["console.example", "  bare"]);
  });

  it("are there as long as something is in them", () => {
    assert.deepEqual(drawn([]), []);
    assert.deepEqual(savedTree(savedOf([]), bySoonest, voice), []);
  });

  it("hold a bare API key with its family, and each grant where its own address says", () => {
    const root = demoGrant();
    const child = grantRecord(below(root, notWrite), "child");
    assert.deepEqual(drawn([keyRecord(keyBelow(root, notDelete), "bare"), child]), [
      "us1.storj.io",
      "  bare (loose)",
      "  child (loose)",
    ]);
    const moved = grantRecord(at("evil.example:7777", below(root, notList)), "moved");
    for (const records of [[moved, child], [child, moved]]) {
      assert.deepEqual(drawn(records), [
        "evil.example without a node ID",
        "  moved (loose)",
        "us1.storj.io",
        "  child (loose)",
      ]);
    }
  });

  it("show what can't be read and what is lost last, a line a credential, and lost only what was not saved again", () => {
    const saved = grantRecord(demoGrant(), "saved");
    const others = {
      broken: [broken("aaaaaaaaaaaa"), broken("aaaaaaaaaaaa", "00000001")],
      lost: ["bbbbbbbbbbbb", "bbbbbbbbbbbb", saved.id],
    };
    const last = ["Can't be read", "  aaaaaaaaaaaa", "Lost by VS Code's storage", "  bbbbbbbbbbbb"];
    assert.deepEqual(drawn([saved], byLineage, others), ["us1.storj.io", "  saved", ...last]);
    assert.deepEqual(drawn([saved], bySoonest, others), ["saved", ...last]);
    assert.deepEqual(drawn([saved], "saved", others), ["us1.storj.io", "  saved"]);
    assert.deepEqual(drawn([], byLineage, others).at(-1), `  ${saved.id}`);
  });
});

describe("the parent of a saved credential", () => {
  const root = demoGrant();
  const [child, grandchild] = [below(root, notWrite), below(root, notWrite, notDelete)];
  const family = [grantRecord(root, "root"), grantRecord(child, "child"), grantRecord(grandchild, "grandchild")];

  it("is its nearest saved ancestor, in whatever order they were saved", () => {
    const wanted = ["us1.storj.io", "  root", "    child", "      grandchild"];
    assert.deepEqual(drawn(family), wanted);
    assert.deepEqual(drawn(family.toReversed()), wanted);
  });

  it("is the next ancestor when the nearest one is removed", () => {
    assert.deepEqual(drawn(family.filter(({ label }) => label !== "child")), ["us1.storj.io", "  root", "    grandchild"]);
    assert.deepEqual(drawn(family.slice(2)), ["us1.storj.io", "  grandchild"]);
  });

  it("is what a restriction was made from", () => {
    const narrow = restrictGrant(root, readOnly, [prefix("photos", "tenant1/")]);
    const narrower = restrictGrant(narrow, readOnly, [prefix("photos", "tenant1/2026/")]);
    const records = [grantRecord(narrower, "narrower"), grantRecord(narrow, "narrow"), grantRecord(root, "root")];
    assert.deepEqual(drawn(records), ["us1.storj.io", "  root", "    narrow", "      narrower"]);
  });

  it("is, of grants with one API key, the one whose keys open what it is restricted to", () => {
    const otherPassphrase = buildGrant(root.satelliteAddress, root.macaroon, demoGrant().store);
    const narrow = restrictGrant(root, readOnly, [prefix("photos", "tenant1/")]);
    const narrower = restrictGrant(narrow, readOnly, [prefix("photos", "tenant1/2026/")]);
    const wide = restrictGrant(root, readOnly, []);
    const records = [grantRecord(otherPassphrase, "a"), grantRecord(root, "b"), grantRecord(narrow, "narrow"), grantRecord(wide, "wide")];
    assert.deepEqual(drawn(records), ["us1.storj.io", "  a", "  b", "    narrow", "    wide"]);
    assert.deepEqual(drawn([...records, grantRecord(narrower, "narrower")]).slice(3, 5), ["    narrow", "      narrower"]);
    // Of keys that follow from neither, the first counts.
    const foreign = buildGrant(root.satelliteAddress, narrow.macaroon, restrictGrant(demoGrant(), readOnly, [prefix("photos", "x/")]).store);
    assert.deepEqual(drawn([...records.slice(0, 2), grantRecord(foreign, "foreign")]), ["us1.storj.io", "  a", "    foreign", "  b"]);
  });

  it("is missed by those that hold one API key only where another of their family stands beside them", () => {
    const twins = [grantRecord(child, "a"), grantRecord(buildGrant(root.satelliteAddress, child.macaroon, demoGrant().store), "b")];
    assert.deepEqual(drawn(twins), ["us1.storj.io", "  a", "  b"]);
    assert.deepEqual(drawn([...twins, grantRecord(below(root, notList), "c")]), ["us1.storj.io", "  a (loose)", "  b (loose)", "  c (loose)"]);
  });

  it("may be a bare API key, also the one that is in a grant", () => {
    const key = keyRecord(keyBelow(root, notWrite), "key");
    const inGrant = keyRecord(root.macaroon, "key of root");
    assert.deepEqual(drawn([key, ...family]), ["us1.storj.io", "  root", "    key", "      child", "        grandchild"]);
    assert.deepEqual(drawn([key, grantRecord(grandchild, "grandchild")]), ["us1.storj.io", "  key", "    grandchild"]);
    const descendants = ["    root", "      child", "        grandchild"];
    assert.deepEqual(drawn([inGrant, ...family]), ["us1.storj.io", "  key of root", ...descendants]);
  });

  it("of a bare API key is a bare API key where one is saved, and of a grant a grant", () => {
    const inGrant = keyRecord(root.macaroon, "key of root");
    const keys = [inGrant, keyRecord(keyBelow(root, notWrite), "bare")];
    const records = [...keys, grantRecord(root, "root"), grantRecord(below(root, notList), "grant")];
    assert.deepEqual(drawn(records), ["us1.storj.io", "  key of root", "    bare", "    root", "      grant"]);
  });

  it("of an S3 pair is the grant that it was registered from, if that is saved", () => {
    const [parent] = family as [SavedRecord];
    const pair = pairRecord("pair", parent.id);
    assert.deepEqual(drawn([pair, parent]), ["us1.storj.io", "  root", "    pair"]);
    assert.deepEqual(drawn([pair]), ["S3 credentials of unknown grants", "  pair"]);
  });

  it("is none where a crafted record names itself, another pair or what is no grant", () => {
    const key = keyRecord(demoRootKey(), "key");
    const itself = pairRecord("itself", "aaaaaaaaaaaa", { id: "aaaaaaaaaaaa" });
    const one = pairRecord("one", "cccccccccccc", { id: "bbbbbbbbbbbb" });
    const other = pairRecord("other", "bbbbbbbbbbbb", { id: "cccccccccccc" });
    const ofKey = pairRecord("of a key", key.id);
    const ofProto = pairRecord("of nothing", "__proto__");
    assert.deepEqual(drawn([itself, one, other, ofKey, ofProto, key]), [
      "API keys of unknown satellites",
      "  key",
      "S3 credentials of unknown grants",
      "  itself",
      "  of a key",
      "  of nothing",
      "  one",
      "  other",
    ]);
  });

  it("is not what a forged tail claims", () => {
    const forge = ({ macaroon, ...rest }: Grant): Grant => ({
      ...rest,
      macaroon: { ...macaroon, tail: macaroon.tail.with(0, (macaroon.tail[0] as number) ^ 1) },
    });
    const forgedChild = buildGrant(root.satelliteAddress, forge(child).macaroon, root.store);
    const forgedRoot = buildGrant(root.satelliteAddress, forge(root).macaroon, root.store);
    const records = [grantRecord(root, "root"), grantRecord(forgedChild, "forged"), grantRecord(grandchild, "grandchild")];
    assert.deepEqual(drawn(records), ["us1.storj.io", "  forged (loose)", "  root (loose)", "    grandchild"]);
    const [, genuine] = family as [SavedRecord, SavedRecord];
    const apart = ["us1.storj.io", "  child (loose)", "  forged (loose)"];
    assert.deepEqual(drawn([grantRecord(forgedRoot, "forged"), genuine]), apart);
  });

  it("is missing where the link of a family is: then they stand side by side, and are marked", () => {
    const stranger = grantRecord(demoGrant(), "b stranger");
    const [one, other] = [grantRecord(below(root, notList), "a sister"), grantRecord(child, "z sister")];
    const apart = [stranger, other, one, grantRecord(grandchild, "grandchild")];
    assert.deepEqual(drawn(apart), [
      "us1.storj.io",
      "  a sister (loose)",
      "  z sister (loose)",
      "    grandchild",
      "  b stranger",
    ]);
    assert.deepEqual(drawn([...apart, grantRecord(root, "root")]), [
      "us1.storj.io",
      "  b stranger",
      "  root",
      "    a sister",
      "    z sister",
      "      grandchild",
    ]);
  });
});

describe("the ids of the tree", () => {
  const root = demoGrant();
  const records = [
    grantRecord(root, "same label"),
    grantRecord(below(root, notWrite), "same label"),
    keyRecord(root.macaroon, "key"),
    pairRecord("pair"),
    record({ kind: "grant", text: "1NoGrant" }, "damaged", { id: "0123456789ab" }),
    // Addresses that are written as our own groups are called.
    ...["Can't be read", "Damaged credentials", "Lost by VS Code's storage"].map((name) => grantRecord(at(name), name)),
  ];
  const others = {
    broken: [broken("aaaaaaaaaaaa"), broken("aaaaaaaaaaaa", "00000001")],
    lost: ["bbbbbbbbbbbb", "aaaaaaaaaaaa"],
  };

  for (const arrangement of [byLineage, bySoonest]) {
    it(`are there once, and each record's is, ordered by ${arrangement.order}`, () => {
      const ids = treeIds(savedTree(savedOf(records, others), arrangement, voice));
      assert.deepEqual(ids, [...new Set(ids)]);
      assert.deepEqual(ids.filter((id) => id.startsWith("record/")), records.map(({ id }) => `record/${id}`).sort());
    });

    it(`are the same after a rename, ordered by ${arrangement.order}`, () => {
      const before = treeIds(savedTree(savedOf(records, others), arrangement, voice));
      const renamed = records.map((one, index) => ({ ...one, label: `${String(9 - index)} renamed` }));
      assert.deepEqual(treeIds(savedTree(savedOf(renamed, others), arrangement, voice)), before);
    });
  }

  it("tell a satellite from a group of ours, also in a language in which they are called the same", () => {
    const t: Voice["t"] = (message, ...args) => (message === "Can't be read" ? "us1.storj.io" : voice.t(message, ...args));
    const ids = treeIds(savedTree(savedOf(records, others), byLineage, { ...voice, t }));
    assert.deepEqual(ids, [...new Set(ids)]);
  });

  it("let each line find its parent", () => {
    for (const top of savedTree(savedOf(records, others), byLineage, voice)) {
      assert.equal(top.parent, undefined);
      for (const node of top.withDescendants()) for (const line of node.children) assert.equal(line.parent, node);
    }
  });
});

describe("the order of saved credentials", () => {
  it("is that of labels, and of two of one label always the same", () => {
    const [one, other] = [grantRecord(demoGrant(), "b"), grantRecord(demoGrant(), "b")];
    const first = grantRecord(demoGrant(), "a");
    const order = (records: readonly SavedRecord[]): string[] =>
      savedTree(savedOf(records), byLineage, voice).flatMap((group) => group.children.map(({ id }) => id));
    const [low, high] = [one.id, other.id].sort();
    for (const records of [
      [one, other, first],
      [other, first, one],
    ]) {
      assert.deepEqual(order(records), [first.id, low, high]);
    }
  });

  it("is by the end on request: soonest first, what never ends last, all in one list", () => {
    const records = [
      grantRecord(demoGrant(), "never"),
      pairRecord("pair"),
      grantRecord(endingAt(now + 3 * day), "in three days"),
      grantRecord(endingAt(now - day), "over"),
      grantRecord(endingAt(now + day), "z tomorrow"),
      grantRecord(endingAt(now + day), "a tomorrow"),
    ];
    const wanted = ["over", "a tomorrow", "z tomorrow", "in three days", "never", "pair"];
    assert.deepEqual(drawn(records, bySoonest), wanted);
    assert.deepEqual(drawn(records, { order: "expiry", filter: "tomorrow" }), ["a tomorrow", "z tomorrow"]);
  });
});

describe("the filter of saved credentials", () => {
  const root = demoGrant();
  const tenant = restrictGrant(root, everyday, [prefix("photos", "tenant1/")]);
  const records = [
    grantRecord(root, "Root of all", { variable: "STORJ_ROOT" }),
    grantRecord(tenant, "mine"),
    grantRecord(below(root, notList), "sister"),
    grantRecord(at("sat.example:7777"), "elsewhere"),
    pairRecord("pair"),
  ];
  const [top, narrowed] = records as [SavedRecord, SavedRecord];

  it("looks for labels, prefixes, variables, satellites and fingerprints, in whatever case", () => {
    const rootLines = ["us1.storj.io", "  Root of all"];
    const mine = [...rootLines, "    mine"];
    const found: readonly (readonly [filter: string, lines: readonly string[]])[] = [
      [" root OF ", rootLines],
      ["storj_root", rootLines],
      [top.id.toUpperCase(), rootLines],
      ["PHOTOS/tenant1", mine],
      [narrowed.id, mine],
      ["sat.EXAMPLE", ["sat.example without a node ID", "  elsewhere"]],
      [factsOfRecord(top)?.family ?? "", [...mine, "    sister"]],
      ["pair", ["S3 credentials of unknown grants", "  pair"]],
    ];
    for (const [filter, lines] of found) assert.deepEqual(drawn(records, filter), lines, filter);
  });

  it("keeps what a match stands under, and nothing that stands under a match", () => {
    assert.deepEqual(drawn(records, "sister"), ["us1.storj.io", "  Root of all", "    sister"]);
    assert.deepEqual(drawn(records, "Root"), ["us1.storj.io", "  Root of all"]);
  });

  it("gives nothing where nothing matches, and everything where it is blank", () => {
    assert.deepEqual(drawn(records, "nowhere"), []);
    assert.deepEqual(drawn(records, "  "), drawn(records));
  });

  it("does not look into the credentials", () => {
    const s3 = records.at(-1)?.credential;
    assert.ok(s3?.kind === "s3" && top.credential.kind === "grant");
    for (const secret of [s3.accessKeyId, s3.secretKey, top.credential.text]) assert.deepEqual(drawn(records, secret), []);
  });
});

describe("the badge", () => {
  const ends = now + 20 * day;
  const soon = (at_: number, ...records: readonly SavedRecord[]): number => endingSoon(records, at_);

  it("counts what ends within a week and has not ended", () => {
    const ending = grantRecord(endingAt(ends), "ending");
    const times = [ends - 7 * day - 1, ends - 7 * day, ends, ends + 1];
    assert.deepEqual(times.map((time) => soon(time, ending)), [0, 1, 1, 0]);
    const key = keyRecord(addCaveat(demoRootKey(), caveat({ notAfter: instantFromMilliseconds(ends) })), "key");
    assert.equal(soon(ends - day, ending, key, grantRecord(demoGrant(), "never"), pairRecord("pair")), 2);
  });

  it("changes at instants that are known before: each is the next one", () => {
    const dead = restrictGrant(endingAt(ends), { allowUpload: true }, []);
    for (const grant of [endingAt(ends), dead]) {
      const ending = grantRecord(grant, "ending");
      const shown = (time: number): string => `${String(soon(time, ending))} ${summaryOf(ending, voiceAt(time)).text}`;
      let steps = 0;
      for (let time = ends - 10 * day; ; steps++) {
        const next = nextChange([ending], voiceAt(time));
        if (next === Infinity) break;
        assert.ok(next > time);
        assert.equal(shown(next - 1), shown(time), `until ${String(next - ends)}`);
        time = next;
      }
      assert.ok(steps > 1);
      assert.equal(shown(ends + day).startsWith("0 "), true);
    }
  });

  it("and lines never change where nothing ends", () => {
    assert.equal(nextChange([], voice), Infinity);
    assert.equal(nextChange([grantRecord(demoGrant(), "never"), pairRecord("pair")], voice), Infinity);
  });
});

describe("a saved credential's line", () => {
  const line = (one: SavedRecord, time = now): string => summaryOf(one, voiceAt(time)).text;
  const tenant = [prefix("photos", "tenant1/")];

  it("says how long it lasts and what it may do", () => {
    const ends = instantFromMilliseconds(now + 3 * day);
    const reader = restrictGrant(demoGrant(), { ...readOnly, notAfter: ends }, tenant);
    assert.equal(line(grantRecord(demoGrant(), "")), "full access");
    assert.equal(line(grantRecord(reader, "")), "3 days · read, list · photos/tenant1/");
    const live = grantRecord(reader, "", { isProduction: true });
    assert.equal(line(live, now + 4 * day), "production · expired · read, list · photos/tenant1/");
    assert.equal(line(keyRecord(demoRootKey(), "")), "API key · full access");
    assert.equal(line(pairRecord("")), "S3 credentials");
    assert.equal(line(record({ kind: "apiKey", text: "1No" }, "", { id: "0123456789ab" })), "API key · can't be read");
  });

  it("tells of S3 credentials that they are public, and the end that their service has set, in the badge too", () => {
    const pair = { kind: "s3", accessKeyId: demoAccessKeyId(), secretKey: demoSecretKey(), isPublic: true, endsAt: now + day } as const;
    const saved = record(pair, "pair");
    assert.equal(line(saved), "public S3 credentials · 24 hours");
    assert.equal(line(saved, now + day + 1), "public S3 credentials · expired");
    assert.deepEqual([now, now + day, now + day + 1].map((time) => endingSoon([saved], time)), [1, 1, 0]);
    assert.equal(nextChange([saved], voiceAt(now + day)), now + day + 1);
  });

  it("names a prefix once", () => {
    assert.equal(line(grantRecord(restrictGrant(demoGrant(), everyday, tenant), "")), "full in photos/tenant1/");
  });

  it("of what allows nothing says that alone, and of what is to come that it is", () => {
    const dead = restrictGrant(restrictGrant(demoGrant(), readOnly, []), { allowUpload: true }, []);
    assert.equal(line(grantRecord(dead, "")), "allows nothing");
    const later = below(demoGrant(), caveat({ notBefore: instantFromMilliseconds(now + day) }));
    assert.equal(line(grantRecord(later, "")), "not yet valid · full access");
  });
});

describe("1,000 saved credentials", () => {
  /** What is read of records and of their keys' tails: the work that could grow with the square of their number. */
  interface Reads {
    records: number;
    tails: number;
  }

  function counted(one: SavedRecord, reads: Reads): SavedRecord {
    const watched = new Proxy(one, {
      get: (target, name) => {
        reads.records++;
        return Reflect.get(target, name) as unknown;
      },
    });
    const macaroon = factsOfRecord(watched)?.macaroon;
    if (macaroon) {
      const { tail } = macaroon;
      Object.defineProperty(macaroon, "tail", {
        get: () => {
          reads.tails++;
          return tail;
        },
      });
    }
    return watched;
  }

  const root = demoGrant();
  const number = (index: number): Bytes => caveat({ nonce: utf8(String(index)) });
  const otherKeys = (): Store => new Store(crypto.getRandomValues(new Uint8Array(32)), 2);
  /** A record of so many, for each way to be many. */
  const many: Readonly<Record<string, (index: number) => SavedRecord>> = {
    "of their own families": (index) => grantRecord(demoGrant(), `grant ${String(index)}`),
    "of one family, side by side": (index) => grantRecord(below(root, number(index)), `grant ${String(index)}`),
    "of one family, a tree": (index) => {
      const ways = [Math.floor(index / 100), Math.floor(index / 10), index];
      return grantRecord(below(root, ...[...new Set(ways)].filter((way) => way > 0).map(number)), `grant ${String(index)}`);
    },
    "with one API key": (index) =>
      index % 2 === 0
        ? grantRecord(buildGrant(root.satelliteAddress, root.macaroon, otherKeys()), `grant ${String(index)}`)
        : keyRecord(keyBelow(root, number(index)), `key ${String(index)}`),
    "S3 pairs of one grant": (index) =>
      index === 0 ? grantRecord(root, "root") : pairRecord(`pair ${String(index)}`, grantRecord(root, "root").id),
  };

  for (const [name, make] of Object.entries(many)) {
    it(`are arranged without looking at each for each other: ${name}`, function () {
      this.timeout(60_000);
      const work = (count: number): Reads => {
        const reads: Reads = { records: 0, tails: 0 };
        const records = Array.from({ length: count }, (_, index) => counted(make(index), reads));
        Object.assign(reads, { records: 0, tails: 0 });
        const roots = savedTree(savedOf(records), byLineage, voice);
        savedTree(savedOf(records), bySoonest, voice);
        savedTree(savedOf(records), { order: "lineage", filter: "grant 7" }, voice);
        endingSoon(records, now);
        nextChange(records, voice);
        assert.equal(treeIds(roots).filter((id) => id.startsWith("record/")).length, count);
        return reads;
      };
      const [few, all] = [work(250), work(1000)];
      // For four times as many: sorting looks a little more than four times as often, each at each other sixteen times.
      for (const what of ["records", "tails"] as const) {
        assert.ok(all[what] <= 7 * few[what] + 10, `${what}: ${String(few[what])}, ${String(all[what])}`);
      }
    });
  }
});
