import assert from "node:assert/strict";
import { isVariable, variableFrom, type VariableKind } from "../../../../src/commands/references/variableName";

/** The name for a credential that stands at ¤. */
const named = (source: string, label = "", taken: readonly string[] = [], kind: VariableKind = "grant"): string =>
  variableFrom(source.replace("¤", "1Credential"), source.indexOf("¤"), label, new Set(taken), kind);

describe("the name of a variable", () => {
  const rows: readonly (readonly [source: string, name: string])[] = [
    ["STORJ_GRANT=¤", "STORJ_GRANT"],
    ["export UPLINK_ACCESS='¤'", "UPLINK_ACCESS"],
    ["a\nb\nENV STORJ_GRANT ¤", "STORJ_GRANT"],
    ['const ACCESS_GRANT = "¤";', "ACCESS_GRANT"],
    ["const accessGrant: string = `¤`", "ACCESS_GRANT"],
    ['const GRANT: &str = r"¤"', "GRANT"],
    ['private static final String s3SecretKey = "¤"', "S3_SECRET_KEY"],
    ['"accessGrant": "¤"', "ACCESS_GRANT"],
    ["access_grant: ¤", "ACCESS_GRANT"],
    ["access-grant: '¤'", "ACCESS_GRANT"],
    ["{ :access_grant => '¤' }", "ACCESS_GRANT"],
    ["$accessGrant = '¤'", "ACCESS_GRANT"],
    ["grant := `¤`", "GRANT"],
    ['config.accessGrant = "¤"', "ACCESS_GRANT"],
    ["storj.access.grant=¤", "STORJ_ACCESS_GRANT"],
    ["uplink ls --access-grant ¤", "ACCESS_GRANT"],
    ["uplink ls --access-grant=¤", "ACCESS_GRANT"],
    ['os.environ["STORJ_GRANT"] = "¤"', "STORJ_GRANT"],
    ['os.Setenv("STORJ_GRANT", "¤")', "STORJ_GRANT"],
    ['g["HTTPGrant2"] = "¤"', "HTTP_GRANT2"],
  ];
  for (const [source, name] of rows) {
    it(`${JSON.stringify(source)} is ${name}`, () => assert.equal(named(source), name));
  }

  it("is the label's where nothing stands before it, or nothing that says anything", () => {
    const sources = ["¤", "return '¤'", "x = ¤", "value: ¤", 'open("¤")', '["a", "¤"]', "übergröße = ¤", "42: ¤"];
    for (const source of sources)
      assert.equal(named(source, "us1 tenant1/ (read)"), "STORJ_US1_TENANT1_READ", source);
    assert.equal(named("¤", "Storj photos"), "STORJ_PHOTOS");
  });

  it("is its kind's where the label has no letters of use", () => {
    assert.equal(named("¤"), "STORJ_ACCESS_GRANT");
    assert.equal(named("¤", "日本", [], "apiKey"), "STORJ_API_KEY");
    assert.equal(named("¤", "", [], "accessKeyId"), "STORJ_ACCESS_KEY_ID");
    assert.equal(named("¤", "", [], "secretKey"), "STORJ_SECRET_KEY");
  });

  it("is never one that steers programs, whatever a file says", () => {
    const steering = ["PATH", "HOME", "LD_PRELOAD", "NODE_OPTIONS", "BASH_ENV", "PYTHONPATH", "DYLD_INSERT_LIBRARIES"];
    for (const name of [...steering, "GIT_SSH_COMMAND", "_", "IFS", "http_proxy", "ldPreload", "Path"]) {
      assert.equal(named(`${name}=¤`), "STORJ_ACCESS_GRANT", name);
      assert.equal(isVariable(name), false, name);
    }
  });

  it("is not one that is taken", () => {
    assert.equal(named("STORJ_GRANT=¤", "", ["STORJ_GRANT"]), "STORJ_GRANT_2");
    assert.equal(named("STORJ_GRANT=¤", "", ["STORJ_GRANT", "STORJ_GRANT_2"]), "STORJ_GRANT_3");
  });

  it("is one of POSIX, of 64 characters at most", () => {
    assert.equal(named(`${"LONG_".repeat(19)}NAME=¤`), `${"LONG_".repeat(12)}LONG`);
    assert.equal(named("¤", "a".repeat(100), [`STORJ_${"A".repeat(58)}`]), `STORJ_${"A".repeat(56)}_2`);
    for (const source of ["2ndGrant = ¤", "a\\b = ¤", "x\u202ey=¤", "=¤", "\0=¤", "--=¤", "$(rm)=¤", "A;B=¤"])
      assert.ok(isVariable(named(source)), source);
    for (const text of ["", "1A", "a", "A-B", "A B", "A\n", "Ä", "A".repeat(65)]) assert.ok(!isVariable(text), text);
  });
});
