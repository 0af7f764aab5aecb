import assert from "node:assert/strict";
import { readUplinkConfigYaml } from "../../../../src/vault/files/uplinkConfigYaml";
import { aGrant, damaged } from "./demoFound";

describe("readUplinkConfigYaml", () => {
  const main = aGrant();
  const tenant = aGrant();
  const both = [
    { name: "main", credential: main },
    { name: "tenant one", credential: tenant },
  ];

  it("reads accesses below their word, with comments, quotes and a byte order mark", () => {
    const text = `\uFEFF# the default
access: main # or another
accesses:

    # of the house
    main: ${main.text} # all
    'tenant one': "${tenant.text}"
client.segment-size: 64.0 MiB
tracing:
    main: not an access
`;
    assert.deepEqual(readUplinkConfigYaml(text), { found: both, skipped: 0 });
    assert.deepEqual(readUplinkConfigYaml(text.replaceAll("\n", "\r\n")), { found: both, skipped: 0 });
  });

  it("reads accesses on lines of their own", () => {
    const text = `---\naccesses.main: ${main.text}\n"accesses.tenant one": '${tenant.text}'\n`;
    assert.deepEqual(readUplinkConfigYaml(text), { found: both, skipped: 0 });
  });

  it("takes the grant of a lonely access, under uplink's name for it", () => {
    assert.deepEqual(readUplinkConfigYaml(`access: ${main.text}`).found, [{ name: "main", credential: main }]);
    const text = `access: ${tenant.text}\naccesses:\n  main: ${main.text}\n`;
    assert.deepEqual(readUplinkConfigYaml(text).found.at(-1), { name: "main-2", credential: tenant });
  });

  it("unescapes quoted names", () => {
    const text = `accesses:\n  "a\\u202e\\"b": ${main.text}\n  'it''s: mine': ${tenant.text}\n`;
    assert.deepEqual(
      readUplinkConfigYaml(text).found.map(({ name }) => name),
      ['a\u202e"b', "it's: mine"],
    );
  });

  it("counts what is no credential", () => {
    const text = `access: ${damaged(main.text)}
accesses:
  a: ${damaged(tenant.text)}
  b: >-
    ${main.text}
  nonsense
`;
    assert.deepEqual(readUplinkConfigYaml(text), { found: [], skipped: 4 });
    assert.deepEqual(readUplinkConfigYaml(`accesses: {main: ${main.text}}`), { found: [], skipped: 1 });
  });

  it("finds nothing where there is nothing", () => {
    for (const text of ["", "# only a comment\n", "access: main\naccesses: {}\n", 'access: ""\naccesses:\n']) {
      assert.deepEqual(readUplinkConfigYaml(text), { found: [], skipped: 0 });
    }
  });

  it("refuses what is no YAML of uplink's, and quotes nothing of it", () => {
    assert.throws(() => readUplinkConfigYaml(`\n# a grant\n${main.text}\n`), {
      code: "not-yaml",
      line: 3,
      message:
        "The file was not used: it has no lines of a name and a value (line 3). " +
        "Choose uplink's config.yaml, which has lines like “access: …”.",
    });
  });
});
