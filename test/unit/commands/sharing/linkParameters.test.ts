import assert from "node:assert/strict";
import {
  linkOptions,
  needsValue,
  type Parameter,
  parameterMeaning,
  parametersFor,
  settleParameters,
} from "../../../../src/commands/sharing/linkParameters";
import { parseLink } from "../../../../src/decoder/link";
import { inEnglish } from "../../../../src/decoder/voice";
import { linkUrl } from "../../../../src/edge/links";

const all: readonly Parameter[] = ["download", "wrap", "view", "map", "width", "include-stats", "path", "cursor", "download-kind"];
const values = { width: 300, path: "a b/c.txt", cursor: "x&y", downloadKind: "tar.gz" } as const;

describe("the parameters of a link", () => {
  it("are all offered, each with its meaning, for an object or for a prefix", () => {
    assert.deepEqual(new Set([...parametersFor(false), ...parametersFor(true)]), new Set(all));
    for (const isPrefix of [false, true]) {
      const meanings = parametersFor(isPrefix).map((parameter) => parameterMeaning(parameter, isPrefix, inEnglish));
      assert.ok(meanings.every((meaning) => meaning.length > 10) && new Set(meanings).size === meanings.length);
    }
    assert.deepEqual(all.filter(needsValue), ["width", "path", "cursor", "download-kind"]);
  });

  it("that are ticked bring what they need, and send their opposite away", () => {
    assert.deepEqual(settleParameters(["width"], []), ["width", "map"]);
    assert.deepEqual(settleParameters(["include-stats"], []), ["include-stats", "map"]);
    assert.deepEqual(settleParameters(["download-kind"], []), ["download-kind", "download"]);
    assert.deepEqual(settleParameters(["wrap", "view"], ["wrap"]), ["view"]);
    assert.deepEqual(settleParameters(["wrap", "view"], ["view"]), ["wrap"]);
    assert.deepEqual(settleParameters(["wrap", "view"], []), ["wrap"]);
  });

  it("that are unticked take along what needed them, and nothing else changes anything", () => {
    assert.deepEqual(settleParameters(["width", "include-stats", "view"], ["map", "width", "include-stats", "view"]), ["view"]);
    assert.deepEqual(settleParameters(["download-kind", "cursor"], ["download", "download-kind", "cursor"]), ["cursor"]);
    assert.deepEqual(settleParameters(["map"], ["map", "width"]), ["map"]);
    for (const ticked of [["download", "map", "width", "view"], []] as const) assert.deepEqual(settleParameters(ticked, ticked), ticked);
  });

  it("are written so that the decoder reads what was meant", () => {
    const base = new URL("https://link.example.com");
    for (const parameter of all.filter((one) => one !== "wrap")) {
      const ticked = settleParameters([parameter], []);
      const link = parseLink(linkUrl(base, "key", "bucket", "object", linkOptions("s", ticked, values)));
      const read: Readonly<Record<Exclude<Parameter, "wrap">, unknown>> = {
        download: link?.download,
        view: link?.wrap === false,
        map: link?.map,
        width: link?.width === 300,
        "include-stats": link?.includeStats === false,
        path: link?.path === "a b/c.txt",
        cursor: link?.cursor === "x&y",
        "download-kind": link?.downloadKind === "tar.gz",
      };
      assert.equal(read[parameter], true, parameter);
      assert.equal(link?.given.length, ticked.length);
    }
    assert.equal(parseLink(linkUrl(base, "key", "bucket", "object", linkOptions("raw", ["wrap"], {})))?.wrap, true);
  });

  it("that have no value yet are not written", () => {
    assert.deepEqual(linkOptions("s", all.filter(needsValue), {}), { form: "s" });
  });
});
